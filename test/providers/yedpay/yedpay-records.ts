import { LocalZone } from '../../../src/domain/local-zone.ts';
import type { LookupOutcome } from '../../../src/domain/lookup-outcome.ts';
import type { TransactionKey } from '../../../src/domain/transaction-key.ts';
import { yedpayOutcome } from '../../../src/providers/yedpay/outcomes.ts';
import type { YedpayTransaction } from '../../../src/providers/yedpay/transaction.ts';
import type { Reply } from '../../../src/upstream/http.ts';
import { reply } from '../../support/replies.ts';

export const CUSTOM_ID = 'order-1001';
export const YEDPAY_ID = '5YMRN2MM62GP';

export function customIdKey(value = CUSTOM_ID): TransactionKey {
  return { provider: 'yedpay', account: 'default', kind: 'CUSTOM_ID', value };
}

export function tokenKey(value = 'pt_4f8a2c1b'): TransactionKey {
  return { provider: 'yedpay', account: 'default', kind: 'PAYMENT_TOKEN', value };
}

/** A consistent paid transaction, not settled; a test spells out what it is about, and undefined leaves a field out. */
export function transaction(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: YEDPAY_ID,
    status: 'paid',
    amount: '10.00',
    currency: 'HKD',
    charge: '0.25',
    refunded: '0.00',
    refund_charge: '0.00',
    net: '9.75',
    tips: '0.00',
    forex: 1,
    paid_at: '2018-11-20 14:06:45',
    is_balance_settled: false,
    settled_at: '',
    custom_id: CUSTOM_ID,
    transaction_id: '154269400512345',
    reference_id: 'R2DVSRJN2N4GBQ65',
    refunded_at: '',
    created_at: '2018-11-20 14:06:00',
    ...changes,
  };
}

export function outcomeOf(from: Reply, key = customIdKey()): LookupOutcome {
  return yedpayOutcome(key, from, { zone: new LocalZone('Asia/Hong_Kong'), now: Date.UTC(2026, 0, 2) });
}

/** The transaction that a 200 with this JSON text gives; asked by token, so that any custom id will do. */
export function readTransaction(json: string): YedpayTransaction {
  const outcome = outcomeOf(reply(json), tokenKey());
  if (outcome.outcome !== 'FOUND') throw new Error(`not found, but ${outcome.outcome}`);
  return outcome.transaction as YedpayTransaction;
}

export function transactionWith(changes: Readonly<Record<string, unknown>>): YedpayTransaction {
  return readTransaction(JSON.stringify({ success: true, data: transaction(changes) }));
}

/** The same with one field as JSON text, for what JSON.stringify cannot write: `1.20`, `1e999`, duplicate keys. */
export function transactionWithText(members: string): YedpayTransaction {
  const fields = [...members.matchAll(/"(\w+)":/g)].map(([, name]) => [name, undefined]);
  const rest = JSON.stringify(transaction(Object.fromEntries(fields))).slice(1);
  return readTransaction(`{"success":true,"data":{${members},${rest}}`);
}

export function issueKinds({ issues }: YedpayTransaction): string[] {
  return issues.map(({ kind, field }) => (field === null ? kind : `${kind} ${field}`));
}
