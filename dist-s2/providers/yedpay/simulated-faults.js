import { yedpayError } from './simulated-scenarios.js';
const SUCCESS = /"success"\s*:\s*true\s*,/;
const DATA = /("data"\s*:\s*)([\s\S]*)(\})\s*$/;
/** The messages that decide by themselves, and one that leaves the decision to the numbers beside it. */
const MESSAGES = [
    ['not_found', 'Online payment not found', () => 'NOT_FOUND'],
    ['expired', 'Online payment Expired', () => 'EXPIRED_UNPAID'],
    ['awaiting', 'Transaction awaits user payment', () => 'AWAITING_CUSTOMER'],
    ['denied', 'Unauthenticated.', () => 'PROVIDER_DENIED'],
    ['case', ' ONLINE  PAYMENT NOT FOUND! ', () => 'NOT_FOUND'],
    ['reworded', 'We know no such payment', byNumber],
];
/** What only Yedpay's form of a reply can get wrong. */
export const YEDPAY_FAULTS = {
    success_missing: success('No `success` beside the record.', ''),
    success_text: success('The text "false" as `success`.', '"success":"false",'),
    success_number: success('The number 1 as `success`.', '"success":1,'),
    data_missing: malformed('A success without `data`.', () => '{"success":true}'),
    data_array_one: {
        outcome: 'FOUND',
        description: 'The record in a list, as documented.',
        change: (reply) => ({ ...reply, body: reply.body.replace(DATA, '$1[$2]$3') }),
    },
    data_array_two: malformed('A list of two records.', (body) => body.replace(DATA, '$1[$2,$2]$3')),
    ...Object.fromEntries(MESSAGES.flatMap((message) => [200, 400, 404, 500].map((status) => messageFault(message, status)))),
};
function success(description, json) {
    return malformed(description, (body) => body.replace(SUCCESS, json));
}
function malformed(description, change) {
    return {
        outcome: 'MALFORMED_RESPONSE',
        description,
        change: (reply) => ({ ...reply, body: change(reply.body) }),
    };
}
function messageFault([name, message, outcome], status) {
    const fault = {
        outcome: outcome(status),
        description: `Yedpay answers "${message}" with HTTP ${status}.`,
        change: () => yedpayError(status, message),
    };
    return [`message_${name}_http${status}`, fault];
}
function byNumber(status) {
    if (status === 404)
        return 'NOT_FOUND';
    return status >= 500 ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_REJECTED';
}
