import { createRandom, jsonReply, } from '../../simulator/harness.js';
import { generatePayments } from './simulated-data-set.js';
import { GENSTORE_FAULTS } from './simulated-faults.js';
import { successfulPayment, writePayment } from './simulated-records.js';
import { anyRefund, askedRefundId, findRefund, REFUND_SCENARIOS } from './simulated-refunds.js';
import { genstoreError, linkedAnswer, PAYMENT_SCENARIOS, progressingAfter } from './simulated-scenarios.js';
const PAYMENT_PATH = /^\/api\/\d{6}\/payment\/([^/]+)$/;
const PAYMENT_FIELDS = {
    identity: 'paymentId',
    amount: 'amount',
    status: 'status',
    time: 'successPaymentTime',
    text: 'channelTrxNo',
};
const REFUND_FIELDS = {
    identity: 'refundId',
    amount: 'amount',
    status: 'status',
    time: 'createTime',
    text: 'note',
};
/** `GET /api/{version}/payment/{paymentId}`, and after-sales records at `GET /api/{version}/refunds`. */
export const simulateGenstore = ({ seed, now, startedAt }) => {
    const payments = generatePayments(createRandom(seed));
    const answers = new Map([
        ...payments.map((payment) => {
            const reply = jsonReply(200, writePayment(payment));
            return [payment.paymentId, () => reply];
        }),
        ...PAYMENT_SCENARIOS.map(({ paymentId, answer }) => [paymentId, answer]),
    ]);
    const find = (paymentId) => {
        const answer = answers.get(paymentId) ?? progressingAfter(paymentId) ?? linkedAnswer(paymentId);
        return answer?.({ startedAt, now: now() }) ?? genstoreError(404, 'Not Found');
    };
    const reference = (paymentId) => ({ paymentId });
    return {
        name: 'genstore',
        scenarios: PAYMENT_SCENARIOS.map(({ paymentId, outcome, description }) => ({
            reference: reference(paymentId),
            outcome,
            description,
        })),
        resources: { genstoreRefund: REFUND_SCENARIOS },
        references: payments.map(({ paymentId }) => reference(paymentId)),
        asked: askedId,
        reference,
        credential: accessToken,
        answer: (request) => authorized(request, { payment: find, refund: findRefund }),
        answerOrdinary: (request) => authorized(request, {
            payment: (paymentId) => jsonReply(200, writePayment(successfulPayment(paymentId))),
            refund: anyRefund,
        }),
        bucketHeaders: (spent, size) => ({ 'X-Genstore-Shop-Api-Rate-Limit': `${spent}/${size}` }),
        error: genstoreError,
        foreignRecord: (request) => askedRefundId(request.url) === null
            ? jsonReply(200, writePayment(successfulPayment('PI-of-somebody-else')))
            : anyRefund('refund-of-somebody-else'),
        replyAround: (json) => jsonReply(200, `{"payment":${json}}`),
        recordFields: ({ url }) => (askedRefundId(url) === null ? PAYMENT_FIELDS : REFUND_FIELDS),
        faults: GENSTORE_FAULTS,
    };
};
function authorized(request, find) {
    const refundId = askedRefundId(request.url);
    const id = askedId(request);
    if (id === null)
        return genstoreError(404, 'Not Found');
    if (request.method !== 'GET') {
        const { headers, ...reply } = genstoreError(405, 'Method Not Allowed');
        return { ...reply, headers: { ...headers, Allow: 'GET' } };
    }
    if (accessToken(request) === null)
        return genstoreError(401, 'Unauthorized');
    return refundId === null ? find.payment(id) : find.refund(id);
}
function askedId(request) {
    return askedRefundId(request.url) ?? askedPaymentId(request);
}
function askedPaymentId({ url }) {
    const encoded = PAYMENT_PATH.exec(url.pathname)?.[1];
    if (encoded === undefined)
        return null;
    try {
        return decodeURIComponent(encoded);
    }
    catch {
        return null;
    }
}
function accessToken({ headers }) {
    const token = headers['x-genstore-access-token'];
    return typeof token === 'string' && token !== '' ? token : null;
}
