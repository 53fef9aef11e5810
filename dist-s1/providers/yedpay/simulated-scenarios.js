import { jsonReply } from '../../simulator/harness.js';
import { progressingOrder, progressingRefund } from './simulated-progress.js';
import { actionDetails, recordOf, text, writeRecord, } from './simulated-records.js';
import { DOCUMENTED_SAMPLE } from './simulated-sample.js';
const CREATED_AT = Date.UTC(2025, 0, 15, 2, 30);
const PAID_AT = CREATED_AT + 75_000;
const REFUNDED_AT = PAID_AT + 3_600_000;
const SETTLED_AT = Date.UTC(2025, 0, 16, 19, 10);
/** A paid order of HKD 100.00, for scenarios to change one thing in. */
export function paidOrder(customId, changes = {}) {
    return {
        customId,
        status: 'paid',
        createdAt: CREATED_AT,
        paidAt: PAID_AT,
        refundedAt: null,
        settledAt: null,
        amount: '100.00',
        charge: '1.80',
        net: '98.20',
        refunded: '0.00',
        zero: '0.00',
        currency: 'HKD',
        forex: '1',
        gatewayCode: '4_2',
        attempt: 1,
        ...changes,
    };
}
const UNPAID = { paidAt: null, charge: null, net: null };
const FULLY_REFUNDED = { refundedAt: REFUNDED_AT, refunded: '100.00' };
const SETTLED = { settledAt: SETTLED_AT };
/** Each status as it is usually seen. */
const USUAL = {
    pending: UNPAID,
    paid: {},
    cancelled: UNPAID,
    refunded: FULLY_REFUNDED,
    processing: UNPAID,
    settlement_requested: {},
    in_progress_settlement: {},
    settled: SETTLED,
    reverse_settlement: {},
    cancelled_settlement: {},
    failed: UNPAID,
    approved: UNPAID,
    captured: {},
    void: UNPAID,
    reversal: UNPAID,
    voiding: UNPAID,
    pending_refund: {},
    expired: UNPAID,
    precreated: UNPAID,
    authorized: UNPAID,
};
/** All that a record can leave out. */
const ABSENT = Object.fromEntries(Object.entries(recordOf(paidOrder('order-absent', UNPAID)))
    .filter(([field]) => field !== 'is_balance_settled' && field !== '_links')
    .map(([field, json]) => [field, ['id', 'status', 'custom_id'].includes(field) ? json : text('')]));
const PERSONAL_DATA = {
    ...recordOf(paidOrder('order-personal-data', { status: 'refunded', gatewayCode: '1_1', ...FULLY_REFUNDED })),
    payer: text('sam.payer@example.com'),
    buyer_id: text('2088000000000000'),
    extra_parameters: text('{"name": "Sam Example", "phone": "+852 0000 0000"}'),
    pin_key: text('simulated-pin-key'),
    _links: JSON.stringify([{ rel: 'checkout', href: 'https://pay.example.com/order-personal-data' }]),
    refund_details: actionDetails('Asked by Sam Example'),
};
/** The attempts under one custom id; asked by it, the simulator gives the last. */
export const FIRST_ATTEMPT = paidOrder('order-reused', { status: 'failed', ...UNPAID });
export const SECOND_ATTEMPT = paidOrder('order-reused', {
    attempt: 2,
    createdAt: CREATED_AT + 600_000,
    paidAt: PAID_AT + 600_000,
});
export const ORDER_SCENARIOS = [
    {
        customId: 'XxXxXxXxXxXxXxXxXx',
        outcome: 'FOUND',
        description: "The documentation's own sample: its net does not add up, and it is settled without a date.",
        answer: () => jsonReply(200, DOCUMENTED_SAMPLE),
    },
    order(paidOrder('order-paid'), 'Paid, not settled.'),
    ...Object.entries(USUAL).map(([status, changes]) => order(paidOrder(`order-status-${status.replaceAll('_', '-')}`, { status, ...changes }), `The status "${status}" as it is usually seen.`)),
    order(paidOrder('order-refund-partial', { status: 'refunded', refundedAt: REFUNDED_AT, refunded: '40.00' }), 'Refunded, but less than the amount.'),
    order(paidOrder('order-refund-full', { status: 'refunded', ...FULLY_REFUNDED }), 'Refunded in full.'),
    order(paidOrder('order-refund-lagging', FULLY_REFUNDED), 'All is refunded, but the status still says paid.'),
    order(paidOrder('order-refund-exceeds', { status: 'refunded', refundedAt: REFUNDED_AT, refunded: '100.01' }), 'More is refunded than was paid.'),
    order(paidOrder('order-void-after-payment', { status: 'void', gatewayCode: '12_1', ...FULLY_REFUNDED }), 'A card refund before the cut-off: void, with a payment time.'),
    order(paidOrder('order-void-unpaid', { status: 'void', gatewayCode: '12_1', ...UNPAID }), 'Void, never paid.'),
    order(paidOrder('order-settled', { status: 'settled', ...SETTLED }), 'Paid out to the merchant.'),
    record({ ...recordOf(paidOrder('order-settled-without-date')), is_balance_settled: 'true' }, { customId: 'order-settled-without-date', description: 'Settled, but no settlement time is stated.' }),
    order(paidOrder('order-unknown-status', { status: 'on_hold' }), 'A status that no documentation lists.'),
    record(PERSONAL_DATA, {
        customId: 'order-personal-data',
        description: 'Invented personal data in every field that can hold some, with a PIN key and a link.',
    }),
    record(ABSENT, { customId: 'order-absent', description: 'Nothing but the id, the custom id and the status.' }),
    order(paidOrder('order-cancelled', { status: 'cancelled', ...UNPAID }), 'Cancelled, with who asked for it and why.'),
    order(paidOrder('order-failed', { status: 'failed', ...UNPAID }), 'Failed, with the reason.'),
    order(SECOND_ATTEMPT, 'A custom id of two attempts: this is the second, tok-attempt-1 gives the first.'),
    order(paidOrder('PI-linked'), 'Genstore has a payment of this id, of the same money; so is PI-linked-1, and any number after it.'),
    order(paidOrder('PI-linked-differs'), 'Genstore has a payment of this id, with another amount and time.'),
    order(paidOrder('WC-101010101000000000777'), 'A custom id as plugins make it: a prefix, and the order number of the Genstore payment PI-linked.'),
    order(paidOrder('WC-101010101000000000200'), 'The same, with an order number that several Genstore payments have.'),
    refusal('order-not-found', 'NOT_FOUND', yedpayError(404, 'Online payment not found')),
    refusal('order-awaiting', 'AWAITING_CUSTOMER', yedpayError(400, 'Transaction awaits user payment')),
    refusal('order-expired', 'EXPIRED_UNPAID', yedpayError(400, 'Online payment Expired')),
    refusal('order-rejected', 'PROVIDER_REJECTED', yedpayError(400, 'The request is failed. Please try again.')),
    refusal('order-internal-error', 'PROVIDER_UNAVAILABLE', yedpayError(500, 'Internal Error')),
    {
        customId: 'order-progress',
        outcome: 'AWAITING_CUSTOMER',
        description: 'Awaits the payer until 15 s after the start, then pending, paid at 30 s and settled at 60 s.',
        answer: (progress) => {
            const current = progressingOrder(paidOrder('order-progress'), progress);
            return current === null
                ? yedpayError(400, 'Transaction awaits user payment')
                : jsonReply(200, writeRecord(recordOf(current)));
        },
    },
    {
        customId: 'order-refund-progress',
        outcome: 'FOUND',
        description: 'A refund is pending until 15 s after the start, then done.',
        answer: (progress) => jsonReply(200, writeRecord(recordOf(progressingRefund(paidOrder('order-refund-progress'), progress)))),
    },
];
/** As many linked orders as somebody wants to ask for: `PI-linked-1`. */
export function linkedAnswer(customId) {
    if (!/^PI-linked-[\d-]{1,24}$/.test(customId))
        return undefined;
    return () => jsonReply(200, writeRecord(recordOf(paidOrder(customId))));
}
/** HTTP and body agree here; what numbers Yedpay gives its three messages is not documented. */
export function yedpayError(status, message) {
    return jsonReply(status, JSON.stringify({ success: false, message, status }));
}
function order(facts, description) {
    return record(recordOf(facts), { customId: facts.customId, description });
}
function record(fields, { customId, description }) {
    const reply = jsonReply(200, writeRecord(fields));
    return { customId, outcome: 'FOUND', description, answer: () => reply };
}
function refusal(customId, outcome, reply) {
    const { message } = JSON.parse(reply.body);
    return { customId, outcome, description: `Yedpay answers "${message}".`, answer: () => reply };
}
