import { jsonReply } from '../../simulator/harness.js';
import { genstoreError } from './simulated-scenarios.js';
const TIMES = { createTime: '2025-01-17T09:12:00+08:00', updateTime: '2025-01-17T15:40:00+08:00' };
const LINE = {
    totalTax: '0.00',
    lineItem: { productId: '123', variantId: '222' },
    quantity: '1',
    lineItemId: '7001',
    subtotal: '10.00',
};
/** As the third version of "About Refund" names the fields; those that faults rewrite come first. */
function ordinaryRefund(refundId, changes = {}) {
    return {
        refundId,
        amount: '10.00',
        status: '3',
        note: 'Came damaged, says the customer',
        ...TIMES,
        customerId: '1020000013594',
        rightsType: '1',
        lineItems: [{ ...LINE, rightsReason: 'The box was open', rightsReasonType: '0' }],
        shipping: { amount: '2.00' },
        ...changes,
    };
}
/** The second version's sample, with values where it has none. */
function secondVersion(refundId, changes = {}) {
    return {
        lineItems: [LINE],
        note: 'Note',
        createTime: '2013-06-27T08:48:27-04:00',
        customerId: '1020000013594',
        updateTime: '2012-08-24T14:01:46-04:00',
        refundPrice: '10.00',
        refundId,
        status: '2',
        ...changes,
    };
}
/** The first version's sample: `_` in its lines, texts without a content, and who the customer is. */
const FIRST_VERSION = {
    lineItems: [
        { line_item: '', line_item_id: '', quantity: '', subtotal: '10.00', id: '', total_tax: '0.00', location_id: '' },
    ],
    note: 'Note',
    createTime: '2013-06-27T08:48:27-04:00',
    customerId: '1020000013594',
    updateTime: '2012-08-24T14:01:46-04:00',
    id: '1000069823694',
    refundPrice: '10.00',
    customer: { lastName: 'Terry', note: 'This is Note.', firstName: '', phone: '' },
};
const SCENARIOS = [
    found('1000069823694', 'As the first version of the documentation shows it.', wrapped(FIRST_VERSION)),
    found('refund-second-version', 'As the second version does.', wrapped(secondVersion('refund-second-version'))),
    found('refund-third-version', 'As the third version does.', wrapped(ordinaryRefund('refund-third-version'))),
    found('1000069823695', 'Its ids as JSON numbers, as documented.', {
        ...wrapped(ordinaryRefund('1000069823695')),
        body: JSON.stringify({ refund: ordinaryRefund('') }).replace('"refundId":""', '"refundId":1000069823695'),
    }),
    found('refund-in-list', 'One of a list.', listed(ordinaryRefund('refund-other'), ordinaryRefund('refund-in-list'))),
    found('refund-with-currency', 'With a currency and an order, which no version names.', wrapped(ordinaryRefund('refund-with-currency', { currency: 'USD', orderId: '1001' }))),
    found('refund-unknown-status', 'A status that no version lists.', wrapped(secondVersion('refund-unknown-status', { status: '9' }))),
    found('refund-extra-field', 'Fields that no version names, one of them in shipping.', wrapped(ordinaryRefund('refund-extra-field', { riskLevel: 'low', shipping: { shippingPrice: '2.00' } }))),
    found('refund-two-amounts', 'The amount under both names, differently.', wrapped(ordinaryRefund('refund-two-amounts', { refundPrice: '11.00' }))),
    found('refund-amount-unparseable', 'An amount that is no plain decimal.', wrapped(ordinaryRefund('refund-amount-unparseable', { amount: '1,234.50' }))),
    found('refund-absent', 'Nothing but the id.', wrapped({ refundId: 'refund-absent' })),
    refused('refund-empty-list', 'NOT_FOUND', 'An empty list.', listed()),
    refused('refund-not-found', 'NOT_FOUND', 'No such record.', genstoreError(404, 'Not Found')),
    refused('refund-rejected', 'PROVIDER_REJECTED', 'The request is refused.', genstoreError(400, 'Bad Request')),
    refused('refund-forbidden', 'PROVIDER_REJECTED', 'The token has not the scope.', genstoreError(403, 'Forbidden')),
    refused('refund-of-others', 'MALFORMED_RESPONSE', 'A list of other records, as of a parameter that is ignored.', listed(ordinaryRefund('refund-other'), secondVersion('refund-another'))),
];
const REPLIES = new Map(SCENARIOS.map(({ refundId, reply }) => [refundId, reply]));
export const REFUND_SCENARIOS = SCENARIOS.map(({ refundId, outcome, description }) => ({
    reference: { refundId },
    outcome,
    description,
}));
export function findRefund(refundId) {
    return REPLIES.get(refundId) ?? genstoreError(404, 'Not Found');
}
export function anyRefund(refundId) {
    return wrapped(ordinaryRefund(refundId));
}
const REFUNDS_PATH = /^\/api\/\d{6}\/refunds$/;
/** By the parameter of the first version or of the second; that of the order is not looked at. */
export function askedRefundId({ pathname, searchParams }) {
    return REFUNDS_PATH.test(pathname) ? (searchParams.get('ids') ?? searchParams.get('refundId')) : null;
}
function wrapped(refund) {
    return jsonReply(200, JSON.stringify({ refund }));
}
function listed(...refunds) {
    return jsonReply(200, JSON.stringify({ refunds }));
}
function found(refundId, description, reply) {
    return { refundId, outcome: 'FOUND', description, reply };
}
function refused(refundId, outcome, description, reply) {
    return { refundId, outcome, description, reply };
}
