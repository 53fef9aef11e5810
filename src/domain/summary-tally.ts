import { add, type Decimal, ZERO } from './decimal.ts';
import type { LookupOutcome } from './lookup-outcome.ts';
import { PAYMENT_STATUSES, type PaymentStatus } from './payment-status.ts';
import type { SettlementState } from './settlement-state.ts';
import {
  type CurrencySummary,
  type ExclusionReason,
  type MoneyFacts,
  type Summand,
  type Summary,
  type SummaryTotal,
  summandOf,
} from './summary.ts';

/** Answers in which no money can be missing. */
const WITHOUT_MONEY: ReadonlySet<ExclusionReason> = new Set(['AWAITING_CUSTOMER', 'EXPIRED_UNPAID', 'DUPLICATE']);

/** Adds up what references came to, one after the other, and keeps nothing of a row. */
export class SummaryTally {
  readonly #currencies = new Map<string, CurrencyTally>();
  readonly #excluded = new Map<ExclusionReason, number>();

  /** `isRepeated`: an earlier reference came to the same record. */
  add(summand: Summand, isRepeated: boolean): void {
    if (typeof summand === 'string') this.#exclude(summand);
    else if (isRepeated) this.#exclude('DUPLICATE');
    else if (summand.currency === null) this.#exclude('CURRENCY_UNKNOWN');
    else this.#currencies.getOrInsertComputed(summand.currency, () => new CurrencyTally()).add(summand);
  }

  summary(): Summary {
    const byCurrency = [...this.#currencies]
      .map(([currency, tally]) => tally.summary(currency))
      .toSorted((left, right) => (left.currency < right.currency ? -1 : 1));
    const excluded = [...this.#excluded]
      .map(([reason, count]) => ({ reason, count }))
      .toSorted((left, right) => (left.reason < right.reason ? -1 : 1));
    const complete =
      excluded.every(({ reason }) => WITHOUT_MONEY.has(reason)) &&
      // Whether one that is UNKNOWN was paid, nobody can say.
      byCurrency.every(
        ({ gross, byStatus }) => gross.unstatedCount === 0 && byStatus.every(({ status }) => status !== 'UNKNOWN'),
      );
    return { byCurrency, excluded, complete };
  }

  #exclude(reason: ExclusionReason): void {
    this.#excluded.set(reason, (this.#excluded.get(reason) ?? 0) + 1);
  }
}

export function summarize(outcomes: Iterable<LookupOutcome>): Summary {
  const tally = new SummaryTally();
  const isRepeated = repetitions();
  for (const outcome of outcomes) {
    const summand = summandOf(outcome);
    tally.add(summand, isRepeated(summand));
  }
  return tally.summary();
}

/** Remembers which records there were, and says whether one was there before. */
export function repetitions(): (summand: Summand) => boolean {
  const subjects = new Set<string>();
  return (summand) => {
    if (typeof summand === 'string') return false;
    const isRepeated = subjects.has(summand.subject);
    subjects.add(summand.subject);
    return isRepeated;
  };
}

class Total {
  #amount: Decimal = ZERO;
  #statedCount = 0;
  #unstatedCount = 0;

  add(amount: Decimal | null): void {
    if (amount === null) {
      this.#unstatedCount += 1;
      return;
    }
    this.#amount = add(this.#amount, amount);
    this.#statedCount += 1;
  }

  value(): SummaryTotal {
    const isUnknown = this.#statedCount === 0 && this.#unstatedCount > 0;
    return {
      amount: isUnknown ? null : this.#amount,
      statedCount: this.#statedCount,
      unstatedCount: this.#unstatedCount,
    };
  }
}

class CurrencyTally {
  readonly #gross = new Total();
  readonly #fee = new Total();
  readonly #net = new Total();
  readonly #refunded = new Total();
  readonly #settled = new Total();
  readonly #unsettled = new Total();
  readonly #settlementNotReported = new Total();
  readonly #byStatus = new Map<PaymentStatus, Total>();
  #count = 0;
  #paidCount = 0;

  add({ status, settlementState, amount, fee, net, refunded }: MoneyFacts): void {
    this.#count += 1;
    this.#byStatus.getOrInsertComputed(status, () => new Total()).add(amount);
    if (status !== 'PAID') return;
    this.#paidCount += 1;
    this.#gross.add(amount);
    this.#fee.add(fee);
    this.#net.add(net);
    this.#refunded.add(refunded);
    this.#settlementOf(settlementState).add(amount);
  }

  summary(currency: string): CurrencySummary {
    return {
      currency,
      count: this.#count,
      paidCount: this.#paidCount,
      gross: this.#gross.value(),
      fee: this.#fee.value(),
      net: this.#net.value(),
      refunded: this.#refunded.value(),
      settled: this.#settled.value(),
      unsettled: this.#unsettled.value(),
      settlementNotReported: this.#settlementNotReported.value(),
      byStatus: PAYMENT_STATUSES.flatMap((status) => {
        const total = this.#byStatus.get(status);
        return total === undefined ? [] : [{ status, total: total.value() }];
      }),
    };
  }

  #settlementOf(state: SettlementState): Total {
    if (state === 'SETTLED') return this.#settled;
    return state === 'NOT_REPORTED' ? this.#settlementNotReported : this.#unsettled;
  }
}
