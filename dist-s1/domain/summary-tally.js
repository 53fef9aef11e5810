import { add, ZERO } from './decimal.js';
import { PAYMENT_STATUSES } from './payment-status.js';
import { summandOf, } from './summary.js';
/** Answers in which no money can be missing. */
const WITHOUT_MONEY = new Set(['AWAITING_CUSTOMER', 'EXPIRED_UNPAID', 'DUPLICATE']);
/** Adds up what references came to, one after the other, and keeps nothing of a row. */
export class SummaryTally {
    #currencies = new Map();
    #excluded = new Map();
    /** `isRepeated`: an earlier reference came to the same record. */
    add(summand, isRepeated) {
        if (typeof summand === 'string')
            this.#exclude(summand);
        else if (isRepeated)
            this.#exclude('DUPLICATE');
        else if (summand.currency === null)
            this.#exclude('CURRENCY_UNKNOWN');
        else
            this.#currencies.getOrInsertComputed(summand.currency, () => new CurrencyTally()).add(summand);
    }
    summary() {
        const byCurrency = [...this.#currencies]
            .map(([currency, tally]) => tally.summary(currency))
            .toSorted((left, right) => (left.currency < right.currency ? -1 : 1));
        const excluded = [...this.#excluded]
            .map(([reason, count]) => ({ reason, count }))
            .toSorted((left, right) => (left.reason < right.reason ? -1 : 1));
        const complete = excluded.every(({ reason }) => WITHOUT_MONEY.has(reason)) &&
            // Whether one that is UNKNOWN was paid, nobody can say.
            byCurrency.every(({ gross, byStatus }) => gross.unstatedCount === 0 && byStatus.every(({ status }) => status !== 'UNKNOWN'));
        return { byCurrency, excluded, complete };
    }
    #exclude(reason) {
        this.#excluded.set(reason, (this.#excluded.get(reason) ?? 0) + 1);
    }
}
export function summarize(outcomes) {
    const tally = new SummaryTally();
    const isRepeated = repetitions();
    for (const outcome of outcomes) {
        const summand = summandOf(outcome);
        tally.add(summand, isRepeated(summand));
    }
    return tally.summary();
}
/** Remembers which records there were, and says whether one was there before. */
export function repetitions() {
    const subjects = new Set();
    return (summand) => {
        if (typeof summand === 'string')
            return false;
        const isRepeated = subjects.has(summand.subject);
        subjects.add(summand.subject);
        return isRepeated;
    };
}
class Total {
    #amount = ZERO;
    #statedCount = 0;
    #unstatedCount = 0;
    add(amount) {
        if (amount === null) {
            this.#unstatedCount += 1;
            return;
        }
        this.#amount = add(this.#amount, amount);
        this.#statedCount += 1;
    }
    value() {
        const isUnknown = this.#statedCount === 0 && this.#unstatedCount > 0;
        return {
            amount: isUnknown ? null : this.#amount,
            statedCount: this.#statedCount,
            unstatedCount: this.#unstatedCount,
        };
    }
}
class CurrencyTally {
    #gross = new Total();
    #fee = new Total();
    #net = new Total();
    #refunded = new Total();
    #settled = new Total();
    #unsettled = new Total();
    #settlementNotReported = new Total();
    #byStatus = new Map();
    #count = 0;
    #paidCount = 0;
    add({ status, settlementState, amount, fee, net, refunded }) {
        this.#count += 1;
        this.#byStatus.getOrInsertComputed(status, () => new Total()).add(amount);
        if (status !== 'PAID')
            return;
        this.#paidCount += 1;
        this.#gross.add(amount);
        this.#fee.add(fee);
        this.#net.add(net);
        this.#refunded.add(refunded);
        this.#settlementOf(settlementState).add(amount);
    }
    summary(currency) {
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
    #settlementOf(state) {
        if (state === 'SETTLED')
            return this.#settled;
        return state === 'NOT_REPORTED' ? this.#settlementNotReported : this.#unsettled;
    }
}
