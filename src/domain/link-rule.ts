import type { Transaction } from './transaction.ts';
import type { ReferenceKind } from './transaction-key.ts';

/** One side of a rule: an identifier that the records of one provider carry. */
export interface LinkEnd {
  readonly provider: string;
  readonly kind: ReferenceKind;
  /** Whether a look-up accepts it: only then can a record be asked for by it. */
  readonly isQueryable: boolean;
  /** What this provider's identifier has before the part that both share. */
  readonly prefix: string;
  /** The only account that the rule is about; null where it is about all. */
  readonly account: string | null;
}

/** Says that two providers' records are of the same money where one identifier of each is equal. */
export interface LinkRule {
  readonly ends: readonly [LinkEnd, LinkEnd];
}

/** A rule as it is seen from a record: `near` is its own side, `far` the other provider's. */
export interface DirectedRule {
  readonly rule: LinkRule;
  readonly near: LinkEnd;
  readonly far: LinkEnd;
}

/** What a rule says of one record: which identifier its counterpart carries. */
export interface Link extends DirectedRule {
  /** As the record carries it. */
  readonly value: string;
  /** As its counterpart must carry it. */
  readonly farValue: string;
}

/** The rules that may lead from the records of an account, in their order. */
export function rulesFrom(
  rules: readonly LinkRule[],
  { provider, account }: { readonly provider: string; readonly account: string },
): readonly DirectedRule[] {
  return rules.flatMap((rule) => {
    const [first, second] = rule.ends;
    const near = rule.ends.find((end) => end.provider === provider && coversAccount(end, account));
    return near === undefined ? [] : [{ rule, near, far: near === first ? second : first }];
  });
}

/** Null where the record does not carry the identifier, or carries one without the prefix of the rule. */
export function linkOf({ rule, near, far }: DirectedRule, transaction: Transaction): Link | null {
  const value = identifierOf(transaction, near);
  if (value === null || !value.startsWith(near.prefix)) return null;
  const shared = value.slice(near.prefix.length);
  return shared === '' ? null : { rule, near, far, value, farValue: far.prefix + shared };
}

/** What a record carries at an end of a rule; null where it carries nothing, or is not of that end. */
export function identifierOf({ provider, references }: Transaction, end: LinkEnd): string | null {
  if (provider !== end.provider) return null;
  return references.find(({ kind }) => kind === end.kind)?.value ?? null;
}

export function coversAccount({ account }: LinkEnd, name: string): boolean {
  return account === null || account === name;
}

/** By provider, the identifiers that rules name and no look-up accepts: counterparts are found by them among what was seen. */
export function linkableKindsOf(rules: readonly LinkRule[]): (provider: string) => ReadonlySet<ReferenceKind> {
  const ends = rules.flatMap((rule) => rule.ends).filter(({ isQueryable }) => !isQueryable);
  const byProvider = Map.groupBy(ends, ({ provider }) => provider);
  const kinds = new Map([...byProvider].map(([provider, of]) => [provider, new Set(of.map(({ kind }) => kind))]));
  const none: ReadonlySet<ReferenceKind> = new Set();
  return (provider) => kinds.get(provider) ?? none;
}

/** For people, the same from both sides: `genstore.OUT_ORDER_NO = yedpay.CUSTOM_ID after "WC-"`. */
export function ruleText({ ends }: LinkRule): string {
  return ends
    .map(({ provider, kind, prefix, account }) => {
      const where = account === null ? provider : `${provider}/${account}`;
      return `${where}.${kind}${prefix === '' ? '' : ` after ${JSON.stringify(prefix)}`}`;
    })
    .join(' = ');
}
