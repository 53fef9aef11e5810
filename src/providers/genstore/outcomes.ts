import { found, type LookupOutcome, problem } from '../../domain/lookup-outcome.ts';
import type { TransactionKey } from '../../domain/transaction-key.ts';
import type { Reply } from '../../upstream/http.ts';
import { saysNotFound, statusOutcome } from '../../upstream/status-outcome.ts';
import { toGenstorePayment } from './transaction.ts';
import { readGenstoreBody } from './wire.ts';

export interface ReadingContext {
  readonly timeZone: string;
  readonly now: number;
}

/** What a whole reply to `GET /payment/{paymentId}` means. */
export function genstoreOutcome(key: TransactionKey, reply: Reply, { timeZone, now }: ReadingContext): LookupOutcome {
  const body = reply.isJson ? readGenstoreBody(reply.text) : { kind: 'other' as const };
  if (reply.status !== 200) {
    return saysNotFound(reply.status, body.kind === 'error')
      ? problem('NOT_FOUND')
      : statusOutcome(reply.status, reply, now);
  }
  // A record for another payment must never become this row.
  if (body.kind !== 'payment' || body.record.paymentId !== key.value) return problem('MALFORMED_RESPONSE');
  return found(toGenstorePayment(body.record, key, timeZone), now);
}
