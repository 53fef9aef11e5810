import type { Caller } from '../domain/caller.ts';
import type { LinkSource } from '../domain/counterpart-link.ts';
import { coversAccount, type Link, type LinkEnd } from '../domain/link-rule.ts';
import { type LookupProblem, problem } from '../domain/lookup-outcome.ts';
import type { TransactionKey } from '../domain/transaction-key.ts';
import type { LookupReference, ReferenceReader } from '../domain/transaction-reference.ts';
import type { Carrier, CarrierQuestion } from '../history/store.ts';

/** Where a link leads: a key to ask for, or why none can be named. */
export type Candidate = { readonly link: Link; readonly source: LinkSource; readonly reference: LookupReference } & (
  | { readonly key: TransactionKey }
  | { readonly problem: LookupProblem }
);

/** The caller's accounts at an end of a rule. Whatever else is there is not, for this caller. */
export function ownAccounts({ accounts }: Caller, end: LinkEnd): readonly string[] {
  return (accounts.get(end.provider) ?? []).filter((name) => coversAccount(end, name));
}

/** The candidate that the identifier itself is the reference of; null where it can be none. */
export function derivedCandidate(
  link: Link,
  { accounts, reader }: { readonly accounts: readonly string[]; readonly reader: ReferenceReader },
): Candidate | null {
  const { provider, kind } = link.far;
  const parsed = reader.read(kind, link.farValue);
  const [account, ...others] = accounts;
  if (!parsed.valid || account === undefined) return null;
  const { value } = parsed;
  if (others.length > 0) {
    const message = `Which of your ${reader.label} accounts has the counterpart is not known: the link rule must name one.`;
    const reference = { provider, account: null, kind, value, id: null };
    return { link, source: 'DERIVED', reference, problem: problem('INVALID_REFERENCE', { message }) };
  }
  const key = { provider, account, kind, value };
  return { link, source: 'DERIVED', reference: { ...key, id: null }, key };
}

/** What to ask of the records that were seen, where the identifier is one that no look-up accepts. */
export function questionOf({ far, farValue }: Link, accounts: readonly string[]): CarrierQuestion {
  return { provider: far.provider, accounts, kind: far.kind, value: farValue };
}

export function observedCandidate(link: Link, carrier: Carrier): Candidate {
  const { provider, kind } = link.far;
  if (!carrier.isUnique) {
    const message = 'Several records were seen with this identifier, and which one is meant is not known.';
    const reference = { provider, account: null, kind, value: link.farValue, id: null };
    return { link, source: 'OBSERVED', reference, problem: problem('INVALID_REFERENCE', { message }) };
  }
  const key = { provider, account: carrier.account, ...carrier.reference };
  return { link, source: 'OBSERVED', reference: { ...key, id: null }, key };
}
