import type { Decimal } from '../../src/domain/decimal.ts';
import { parseOffsetInstant } from '../../src/domain/instant.ts';
import { found, type LookupOutcome } from '../../src/domain/lookup-outcome.ts';
import { readMoney } from '../../src/domain/money.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import type { StatementEntry } from '../../src/reconciliation/entry.ts';
import { type EntryAnswers, judgeEntry } from '../../src/reconciliation/judge.ts';
import { type ReconciliationRules, STRICT_RULES } from '../../src/reconciliation/rules.ts';
import { customId, record } from '../support/known-transactions.ts';

export const NOW = Date.parse('2026-03-10T12:00:00Z');

/** A line of the books that says nothing but its key. */
export function entry(changes: Partial<StatementEntry> = {}): StatementEntry {
  return {
    key: 'line 1',
    amount: null,
    currency: null,
    fee: null,
    net: null,
    merchantReference: null,
    processorReference: null,
    paidOn: null,
    expectStatus: null,
    ...changes,
  };
}

export const decimal = (text: string) => text as Decimal;

export const money = (amount: string, currency: string | null = 'HKD') => readMoney(amount, currency);

/** A paid payment of HKD 100.00 on 10 March 2026 in Hong Kong. */
export function payment(name: string, changes: Partial<Transaction> = {}): Transaction {
  return record(customId(name), {
    status: 'PAID',
    amount: money('100.00'),
    fee: money('1.80'),
    net: money('98.20'),
    paidAt: parseOffsetInstant('2026-03-10T09:00:00+08:00'),
    timeZone: 'Asia/Hong_Kong',
    merchantReference: name,
    processorReference: `processor of ${name}`,
    issues: [],
    ...changes,
  });
}

export const answer = (transaction: Transaction): LookupOutcome => found(transaction, NOW);

export function answers(changes: Partial<EntryAnswers> = {}): EntryAnswers {
  return { entry: entry(), outcome: answer(payment('order-1')), counterpart: null, timeZone: null, ...changes };
}

export function rules(changes: Partial<ReconciliationRules> = {}): ReconciliationRules {
  return { ...STRICT_RULES, ...changes };
}

export const judged = (changes: Partial<EntryAnswers>, own: Partial<ReconciliationRules> = {}, now = NOW) =>
  judgeEntry(answers(changes), { rules: rules(own), now });
