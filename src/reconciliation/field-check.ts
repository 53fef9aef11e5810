/** What a check is of. */
export const CHECKED_FIELDS = [
  'STATUS',
  'CURRENCY',
  'AMOUNT',
  'FEE',
  'NET',
  'PAID_ON',
  'MERCHANT_REFERENCE',
  'PROCESSOR_REFERENCE',
  'COUNTERPART_STATUS',
  'COUNTERPART_CURRENCY',
  'COUNTERPART_AMOUNT',
  'COUNTERPART_PAID_ON',
] as const;

export type CheckedField = (typeof CHECKED_FIELDS)[number];

/**
 * PASS: the same. TOLERATED: not the same, and a rule allows it. FAIL: not the same. NOT_COMPARABLE: two values that say
 * nothing about one another. UNAVAILABLE: the provider states nothing, or nothing yet.
 */
export type Verdict = 'PASS' | 'TOLERATED' | 'FAIL' | 'NOT_COMPARABLE' | 'UNAVAILABLE';

export interface FieldCheck {
  readonly field: CheckedField;
  readonly expected: string;
  /** Null where nothing is stated. */
  readonly actual: string | null;
  /** actual less expected: an amount, or days; null where there is no difference to give. */
  readonly delta: string | null;
  readonly verdict: Verdict;
  /** The rule that decided, with its value. */
  readonly rule: string;
  /** One sentence for a person. */
  readonly explanation: string;
}
