import type { RecordOutcome } from '../../../src/domain/provider-record.ts';
import type { TransactionKey } from '../../../src/domain/transaction-key.ts';
import { genstoreRefundOutcome } from '../../../src/providers/genstore/refund-outcomes.ts';
import type { GenstoreRefund } from '../../../src/providers/genstore/refund-record.ts';
import type { Reply } from '../../../src/upstream/http.ts';
import { reply } from '../../support/replies.ts';

export const REFUND_ID = '1000069823694';

export function refundKey(value = REFUND_ID): TransactionKey {
  return { provider: 'genstore', account: 'my-shop', kind: 'REFUND_ID', value };
}

export function refundOutcome(from: Reply, key = refundKey()): RecordOutcome {
  return genstoreRefundOutcome(key, from, Date.UTC(2026, 0, 2));
}

/** The record that a 200 with this JSON text gives. */
export function readRefund(json: string): GenstoreRefund {
  const outcome = refundOutcome(reply(json));
  if (outcome.outcome !== 'FOUND') throw new Error(`not found, but ${outcome.outcome}`);
  return outcome.record as GenstoreRefund;
}

export function refundWith(members: Readonly<Record<string, unknown>>): GenstoreRefund {
  return readRefund(JSON.stringify({ refund: { refundId: REFUND_ID, ...members } }));
}

export function issuesOf({ issues }: GenstoreRefund): string[] {
  return issues.map(({ kind, field }) => (field === null ? kind : `${kind} ${field}`));
}
