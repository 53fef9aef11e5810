import { replaceField } from '../../simulator/harness.js';
/** What only Genstore's form of a reply can get wrong. */
export const GENSTORE_FAULTS = {
    payment_missing: {
        outcome: 'MALFORMED_RESPONSE',
        description: 'An object without `payment`.',
        change: (reply) => ({ ...reply, body: '{}' }),
    },
    payment_array: {
        outcome: 'MALFORMED_RESPONSE',
        description: 'A list with the payment in it.',
        change: (reply) => ({
            ...reply,
            body: reply.body.replace(/^(\s*\{\s*"payment"\s*:)([\s\S]*)(\})\s*$/, '$1 [$2]$3'),
        }),
    },
    date_no_zone: {
        outcome: 'FOUND',
        issue: 'UNPARSEABLE_VALUE',
        description: 'A success time without the documented offset.',
        change: (reply) => ({ ...reply, body: replaceField(reply.body, 'successPaymentTime', '"2025-01-15T10:30:00"') }),
    },
};
