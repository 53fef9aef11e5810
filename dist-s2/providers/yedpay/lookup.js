import { LocalZone } from '../../domain/local-zone.js';
import { oneCallPerKey } from '../../upstream/call-plan.js';
import { createYedpayClient } from './client.js';
import { createCustomIdMemory } from './custom-id-memory.js';
import { yedpayOutcome } from './outcomes.js';
export function connectYedpay(account, tools) {
    const client = createYedpayClient(account, tools.http);
    const mark = createCustomIdMemory();
    const zone = new LocalZone(account.timeZone);
    return oneCallPerKey({
        operation: 'online-payment/query',
        ask: ({ kind, value }, signal) => client.queryOnlinePayment(kind === 'CUSTOM_ID' ? { custom_id: value } : { payment_token: value }, signal),
        read: (key, reply) => {
            const outcome = yedpayOutcome(key, reply, { zone, now: tools.clock.now() });
            if (outcome.outcome !== 'FOUND')
                return outcome;
            const transaction = mark(outcome.transaction);
            return transaction === outcome.transaction ? outcome : { ...outcome, transaction };
        },
    }, tools);
}
