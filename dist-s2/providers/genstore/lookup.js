import { oneCallPerKey } from '../../upstream/call-plan.js';
import { createGenstoreClient } from './client.js';
import { genstoreOutcome } from './outcomes.js';
import { readRateLimit } from './rate-limit.js';
export function connectGenstore(account, tools) {
    const client = createGenstoreClient(account, tools.http);
    return oneCallPerKey({
        operation: 'payment',
        ask: (key, signal) => client.getPayment(key.value, signal),
        read: (key, reply) => genstoreOutcome(key, reply, { timeZone: account.timeZone, now: tools.clock.now() }),
        rateLimit: readRateLimit,
    }, tools);
}
