import { compare } from './decimal.ts';
import { coversAccount, identifierOf, type Link, type LinkRule, linkOf, rulesFrom, ruleText } from './link-rule.ts';
import type { Money } from './money.ts';
import type { Transaction } from './transaction.ts';
import type { ReferenceKind } from './transaction-key.ts';

/** How a counterpart was come by: its own reference follows from the rule, or it was among the records that were seen. */
export type LinkSource = 'DERIVED' | 'OBSERVED';

export type LinkCheckKind = 'AMOUNT' | 'CURRENCY' | 'PAID_AT' | 'RULE';

export type LinkVerdict = 'AGREES' | 'CONTRADICTS' | 'NOT_COMPARABLE';

/** Something beside the rule that says whether two records are of the same money. */
export interface LinkConfirmation {
  readonly check: LinkCheckKind;
  /** The rule that was checked, where it is one. */
  readonly rule: string | null;
  readonly verdict: LinkVerdict;
  /** What the record says, as its counterpart would have to; null where it says nothing. */
  readonly expected: string | null;
  readonly actual: string | null;
}

/** Why a record is taken for the counterpart of another. */
export interface CounterpartLink {
  readonly rule: string;
  readonly kind: ReferenceKind;
  readonly value: string;
  readonly counterpartKind: ReferenceKind;
  readonly counterpartValue: string;
  readonly source: LinkSource;
  /** Empty where there is no record to compare with. */
  readonly confirmations: readonly LinkConfirmation[];
}

/** The two systems each state when they were told of a payment, which takes seconds, and minutes where a queue is slow. */
const PAID_WITHIN_MS = 15 * 60_000;

export function describeLink(
  { rule, near, far, value, farValue }: Link,
  source: LinkSource,
  confirmations: readonly LinkConfirmation[],
): CounterpartLink {
  return {
    rule: ruleText(rule),
    kind: near.kind,
    value,
    counterpartKind: far.kind,
    counterpartValue: farValue,
    source,
    confirmations,
  };
}

/**
 * What speaks for and against a link, beside its rule. Fee and net are not among it: no two providers mean the same by
 * them.
 */
export function confirmationsOf(
  used: LinkRule,
  { rules, near, far }: { readonly rules: readonly LinkRule[]; readonly near: Transaction; readonly far: Transaction },
): readonly LinkConfirmation[] {
  const others = rulesFrom(rules, { provider: near.provider, account: near.key.account }).filter(
    (directed) =>
      directed.rule !== used && directed.far.provider === far.provider && coversAccount(directed.far, far.key.account),
  );
  return [
    amountCheck(near.amount, far.amount),
    textCheck('CURRENCY', near.amount?.rawCurrency ?? null, far.amount?.rawCurrency ?? null),
    paidCheck(near, far),
    ...others.map((directed) => ({
      ...textCheck('RULE', linkOf(directed, near)?.farValue ?? null, identifierOf(far, directed.far)),
      rule: ruleText(directed.rule),
    })),
  ];
}

function amountCheck(near: Money | null, far: Money | null): LinkConfirmation {
  // No amount is ever converted.
  const isComparable =
    near !== null && far !== null && near.rawCurrency !== null && near.rawCurrency === far.rawCurrency;
  return {
    check: 'AMOUNT',
    rule: null,
    verdict: isComparable ? verdictOf(compare(near.amount, far.amount) === 0) : 'NOT_COMPARABLE',
    expected: near?.amount ?? null,
    actual: far?.amount ?? null,
  };
}

function paidCheck({ paidAt: near }: Transaction, { paidAt: far }: Transaction): LinkConfirmation {
  const isComparable = near !== null && far !== null;
  return {
    check: 'PAID_AT',
    rule: null,
    verdict: isComparable
      ? verdictOf(Math.abs(near.epochMilliseconds - far.epochMilliseconds) <= PAID_WITHIN_MS)
      : 'NOT_COMPARABLE',
    expected: near?.utc ?? null,
    actual: far?.utc ?? null,
  };
}

function textCheck(check: LinkCheckKind, expected: string | null, actual: string | null): LinkConfirmation {
  const verdict = expected === null || actual === null ? 'NOT_COMPARABLE' : verdictOf(expected === actual);
  return { check, rule: null, verdict, expected, actual };
}

function verdictOf(agrees: boolean): LinkVerdict {
  return agrees ? 'AGREES' : 'CONTRADICTS';
}
