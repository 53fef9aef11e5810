import type { LookupOutcome } from '../../../src/domain/lookup-outcome.ts';
import type { TransactionKey } from '../../../src/domain/transaction-key.ts';
import { genstoreOutcome } from '../../../src/providers/genstore/outcomes.ts';
import type { GenstorePayment } from '../../../src/providers/genstore/transaction.ts';
import type { Reply } from '../../../src/upstream/http.ts';
import { reply } from '../../support/replies.ts';

export const PAYMENT_ID = 'PI0020241010151755224';

export function paymentKey(value = PAYMENT_ID): TransactionKey {
  return { provider: 'genstore', account: 'my-shop', kind: 'PAYMENT_ID', value };
}

/** A consistent paid payment; a test spells out what it is about, and undefined leaves a field out. */
export function payment(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    paymentId: PAYMENT_ID,
    status: '2',
    currency: 'USD',
    amount: '123.23',
    fee: '5.01',
    net: '118.22',
    outOrderNo: '101010101000000000136',
    channelTrxNo: '0SX593062F1597043',
    successPaymentTime: '2019-06-28T18:03:50+01:00',
    ...changes,
  };
}

export function outcomeOf(from: Reply, key = paymentKey()): LookupOutcome {
  return genstoreOutcome(key, from, { timeZone: 'UTC', now: Date.UTC(2026, 0, 2) });
}

/** The payment that a 200 with this JSON text gives. */
export function readPayment(json: string): GenstorePayment {
  const outcome = outcomeOf(reply(json));
  if (outcome.outcome !== 'FOUND') throw new Error(`not found, but ${outcome.outcome}`);
  return outcome.transaction as GenstorePayment;
}

export function paymentWith(changes: Readonly<Record<string, unknown>>): GenstorePayment {
  return readPayment(JSON.stringify({ payment: payment(changes) }));
}

/** The same with one field as JSON text, for what JSON.stringify cannot write: `1.20`, `1e999`, duplicate keys. */
export function paymentWithText(members: string): GenstorePayment {
  const fields = [...members.matchAll(/"(\w+)":/g)].map(([, name]) => [name, undefined]);
  const rest = JSON.stringify(payment(Object.fromEntries(fields))).slice(1);
  return readPayment(`{"payment":{${members},${rest}}`);
}

export function issueKinds({ issues }: GenstorePayment): string[] {
  return issues.map(({ kind, field }) => (field === null ? kind : `${kind} ${field}`));
}
