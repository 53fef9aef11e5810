import { found, problem } from '../../domain/lookup-outcome.js';
import { saysNotFound, statusOutcome } from '../../upstream/status-outcome.js';
import { toGenstorePayment } from './transaction.js';
import { readGenstoreBody } from './wire.js';
/** What a whole reply to `GET /payment/{paymentId}` means. */
export function genstoreOutcome(key, reply, { timeZone, now }) {
    const body = reply.isJson ? readGenstoreBody(reply.text) : { kind: 'other' };
    if (reply.status !== 200) {
        return saysNotFound(reply.status, body.kind === 'error')
            ? problem('NOT_FOUND')
            : statusOutcome(reply.status, reply, now);
    }
    // A record for another payment must never become this row.
    if (body.kind !== 'payment' || body.record.paymentId !== key.value)
        return problem('MALFORMED_RESPONSE');
    return found(toGenstorePayment(body.record, key, timeZone), now);
}
