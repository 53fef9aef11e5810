import { found, type LookupOutcome } from '../../src/domain/lookup-outcome.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import type { LookupContext, TransactionSource } from '../../src/domain/transaction-source.ts';
import { transactionWith } from '../providers/yedpay/yedpay-records.ts';
import type { ManualClock } from './manual-clock.ts';

export const customId = (value: string): TransactionKey => ({
  provider: 'yedpay',
  account: 'default',
  kind: 'CUSTOM_ID',
  value,
});
export const token = (value: string): TransactionKey => ({ ...customId(value), kind: 'PAYMENT_TOKEN' });

/** A paid payment whose refunds are reported, decoded by the real reader; a test says what is different about its own. */
export function record(key: TransactionKey, changes: Partial<Transaction> = {}): Transaction {
  return { ...transactionWith({}), key, recordId: `record of ${key.value}`, ...changes };
}

type Answer = LookupOutcome | Promise<LookupOutcome>;

/** Counts what it is asked, and answers as told. */
export class CountingSource implements TransactionSource {
  readonly calls: { readonly key: TransactionKey; readonly context: LookupContext }[] = [];
  readonly #clock: ManualClock;
  answer: (key: TransactionKey, context: LookupContext) => Answer;

  constructor(clock: ManualClock) {
    this.#clock = clock;
    this.answer = (key) => found(record(key), this.#clock.now());
  }

  async lookup(key: TransactionKey, context: LookupContext): Promise<LookupOutcome> {
    this.calls.push({ key, context });
    return this.answer(key, context);
  }
}
