import { oneCallPerKey } from '../../upstream/call-plan.js';
import { createGenstoreClient } from './client.js';
import { readRateLimit } from './rate-limit.js';
import { genstoreRefundOutcome } from './refund-outcomes.js';
/** Null where the shop is not configured for it. */
export function connectGenstoreRefunds(account, tools) {
    const { refunds } = account;
    if (refunds === undefined)
        return null;
    const client = createGenstoreClient(account, tools.http);
    return oneCallPerKey({
        operation: 'refund',
        ask: (key, signal) => client.getRefund(refunds, key.value, signal),
        read: (key, reply) => genstoreRefundOutcome(key, reply, tools.clock.now()),
        rateLimit: readRateLimit,
    }, tools);
}
