import { type Decimal, ZERO } from '../domain/decimal.ts';

/**
 * What of an entry is compared, where it states it. Status and currency always are: an amount that was never paid, or is of
 * another currency, would match for nothing.
 */
export const COMPARABLE_FIELDS = [
  'AMOUNT',
  'FEE',
  'NET',
  'PAID_ON',
  'MERCHANT_REFERENCE',
  'PROCESSOR_REFERENCE',
  'COUNTERPART',
] as const;

export type ComparableField = (typeof COMPARABLE_FIELDS)[number];

/** What makes two spellings of a reference one. */
export interface ReferenceNormalization {
  /** White space before and after. */
  readonly trim: boolean;
  readonly ignoreCase: boolean;
  /** Up to ten letters in front, with the "-" or "_" after them: shop software writes "WC-1001" for order 1001. */
  readonly ignorePrefix: boolean;
  readonly ignoreLeadingZeros: boolean;
}

export interface ReconciliationRules {
  /** By currency, in its units: the largest difference of two amounts that is tolerated. */
  readonly tolerances: ReadonlyMap<string, Decimal>;
  /** How many days the provider's day of payment may be away from the entry's. */
  readonly paidWithinDays: number;
  /** In which days are counted; null takes each account's own. */
  readonly timeZone: string | null;
  readonly normalization: ReferenceNormalization;
  readonly compare: ReadonlySet<ComparableField>;
}

/** Nothing is tolerated unless somebody says so. */
export const STRICT_RULES: ReconciliationRules = {
  tolerances: new Map(),
  paidWithinDays: 0,
  timeZone: null,
  normalization: { trim: false, ignoreCase: false, ignorePrefix: false, ignoreLeadingZeros: false },
  compare: new Set(COMPARABLE_FIELDS),
};

export function toleranceOf({ tolerances }: ReconciliationRules, currency: string): Decimal {
  return tolerances.get(currency) ?? ZERO;
}
