import type { Caller } from '../domain/caller.ts';
import { type DataIssue, dataIssue } from '../domain/data-issue.ts';
import type { ProviderRecord } from '../domain/provider-record.ts';
import type { Scope } from '../domain/scope.ts';
import type { GuardedField } from '../domain/transaction.ts';

/** Any record: a transaction, too. */
type Withholding = Pick<ProviderRecord, 'issues' | 'guardedFields' | 'raw'>;

/** Guards a field: null for a caller without its scope, because a table never breaks over a permission. */
export function guardedBy(scope: Scope) {
  return { authScopes: { scopes: [scope] }, unauthorizedResolver: () => null } as const;
}

/** The issues of a record, and one more that names the filled fields which this caller does not see. */
export function issuesFor({ issues, guardedFields }: Withholding, caller: Caller): readonly DataIssue[] {
  const hidden = hiddenFields(guardedFields, caller);
  if (hidden.length === 0) return issues;
  const scopes = [...new Set(hidden.map(({ scope }) => scope))].sort().join(', ');
  const fields = hidden.map(({ field }) => field).join(', ');
  const message = `Filled by the provider and withheld from you: ${fields}. To see them takes ${scopes}.`;
  return [...issues, dataIssue('WITHHELD', { message })];
}

export function rawFor({ raw, guardedFields }: Withholding, caller: Caller): Readonly<Record<string, unknown>> {
  const hidden = new Set(hiddenFields(guardedFields, caller).map(({ field }) => field));
  return Object.fromEntries(Object.entries(raw).filter(([field]) => !hidden.has(field)));
}

function hiddenFields(fields: readonly GuardedField[], caller: Caller): readonly GuardedField[] {
  return fields.filter(({ scope }) => !caller.scopes.has(scope));
}
