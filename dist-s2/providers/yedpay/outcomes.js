import { found, problem } from '../../domain/lookup-outcome.js';
import { saysNotFound, statusOutcome } from '../../upstream/status-outcome.js';
import { toYedpayTransaction } from './transaction.js';
import { normalizedMessage, readYedpayBody } from './wire.js';
/**
 * The messages that decide by themselves, whatever the numbers beside them: the three documented ones are states of a
 * payment, and "Unauthenticated." arrives as 401 or as 500.
 */
const OUTCOMES_BY_MESSAGE = new Map([
    ['online payment not found', () => problem('NOT_FOUND')],
    ['online payment expired', () => ({ outcome: 'EXPIRED_UNPAID' })],
    ['transaction awaits user payment', () => ({ outcome: 'AWAITING_CUSTOMER' })],
    ['unauthenticated', () => problem('PROVIDER_DENIED')],
]);
/** What a whole reply to `GET /online-payment/query` means. */
export function yedpayOutcome(key, reply, { zone, now }) {
    const body = reply.isJson ? readYedpayBody(reply.text) : { kind: 'other' };
    if (body.kind === 'error')
        return errorOutcome(body, reply, now);
    if (reply.status !== 200)
        return statusOutcome(reply.status, reply, now);
    if (body.kind !== 'transaction' || !isAskedRecord(body.record, key))
        return problem('MALFORMED_RESPONSE');
    return found(toYedpayTransaction(body.record, key, zone), now);
}
/** The body's status counts before the HTTP status: Yedpay's own clients disagree about which one to believe. */
function errorOutcome({ message, status }, reply, now) {
    const text = normalizedMessage(message);
    const decided = OUTCOMES_BY_MESSAGE.get(text);
    if (decided !== undefined)
        return decided();
    const number = status !== null && status >= 400 ? status : reply.status;
    if (number < 400)
        return problem('PROVIDER_REJECTED');
    return saysNotFound(number, true) ? problem('NOT_FOUND') : statusOutcome(number, reply, now);
}
/** Documented as String(64); twice that, so that a longer one does not hide a payment. It becomes part of a global id. */
const RECORD_ID = /^[!-~]{1,128}$/;
/**
 * A record for another reference must never become this row. Yedpay echoes a custom id but documents no echo of a
 * payment token: asked by token, the record can only be required to have an identity.
 */
function isAskedRecord(record, key) {
    if (typeof record.id !== 'string' || !RECORD_ID.test(record.id))
        return false;
    return key.kind === 'CUSTOM_ID' ? record.custom_id === key.value : true;
}
