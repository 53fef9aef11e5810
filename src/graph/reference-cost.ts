import type { Scope } from '../domain/scope.ts';
import type { TransactionReferenceInput } from '../domain/transaction-reference.ts';

/** The references that a root field asks for, from its arguments after coercion. */
export type ReferencesOfArguments = (args: Readonly<Record<string, unknown>>) => readonly TransactionReferenceInput[];

/**
 * Marks a root field that looks transactions up: how its arguments name references, and the scope that it takes. The limit
 * on references is checked before anything is asked, so a field that is not marked would escape it: a test goes through
 * all root fields.
 */
export function asksFor(references: ReferencesOfArguments, ...more: readonly Scope[]) {
  return { authScopes: { scopes: ['transactions:read', ...more] }, extensions: { paylens: { references } } } as const;
}

/** Marks a field that gives the counterpart of a record, which is one look-up more for each record. */
export const ASKS_FOR_COUNTERPART = { extensions: { paylens: { counterpart: true } } } as const;

interface Mark {
  readonly references?: ReferencesOfArguments;
  readonly counterpart?: boolean;
}

export function referencesOfField(extensions: Readonly<Record<string, unknown>>): ReferencesOfArguments | null {
  return markOf(extensions)?.references ?? null;
}

export function asksForCounterpart(extensions: Readonly<Record<string, unknown>>): boolean {
  return markOf(extensions)?.counterpart === true;
}

function markOf(extensions: Readonly<Record<string, unknown>>): Mark | undefined {
  return extensions.paylens as Mark | undefined;
}
