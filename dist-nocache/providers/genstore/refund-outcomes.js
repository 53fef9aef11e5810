import { problem } from '../../domain/lookup-outcome.js';
import { foundRecord } from '../../domain/provider-record.js';
import { isJsonObject } from '../../upstream/exact-json.js';
import { saysNotFound, statusOutcome } from '../../upstream/status-outcome.js';
import { toGenstoreRefund } from './refund-record.js';
import { readRefundBody, refundIdOf } from './refund-wire.js';
const REFUSED = "Genstore refused this resource to the shop's access token. Whoever runs the gateway must give the token a scope for refunds.";
/** What a whole reply to a question for one after-sales record means. */
export function genstoreRefundOutcome(key, reply, now) {
    const body = reply.isJson ? readRefundBody(reply.text) : { kind: 'other' };
    // Each resource takes a scope of its own: a token without this one is still good for payments.
    if (reply.status === 403)
        return problem('PROVIDER_REJECTED', { message: REFUSED });
    if (reply.status !== 200) {
        return saysNotFound(reply.status, body.kind === 'error')
            ? problem('NOT_FOUND')
            : statusOutcome(reply.status, reply, now);
    }
    if (body.kind !== 'records')
        return problem('MALFORMED_RESPONSE');
    if (body.records.length === 0)
        return problem('NOT_FOUND');
    const [record, ...others] = body.records.filter((each) => isJsonObject(each) && refundIdOf(each) === key.value);
    // Records without the one that was asked for: a parameter that Genstore ignores gives those of other refunds.
    if (record === undefined || others.length > 0)
        return problem('MALFORMED_RESPONSE');
    return foundRecord(toGenstoreRefund(record, key), now);
}
