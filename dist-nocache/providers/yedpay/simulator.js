import { createRandom, jsonReply, } from '../../simulator/harness.js';
import { generateOrders } from './simulated-data-set.js';
import { YEDPAY_FAULTS } from './simulated-faults.js';
import { RETRY_DELAYS_MS, writeNotification } from './simulated-notification.js';
import { recordOf, writeRecord } from './simulated-records.js';
import { FIRST_ATTEMPT, linkedAnswer, ORDER_SCENARIOS, paidOrder, SECOND_ATTEMPT, yedpayError, } from './simulated-scenarios.js';
const QUERY_PATH = '/v1/online-payment/query';
/** Before a custom id, it makes the payment token of the same record. */
const TOKEN_PREFIX = 'tok-';
const RECORD_FIELDS = { amount: 'amount', status: 'status', time: 'paid_at', text: 'reference_id' };
/** `GET /v1/online-payment/query`, by custom id or payment token. */
export const simulateYedpay = ({ seed, now, startedAt }) => {
    const orders = generateOrders(createRandom(seed));
    const answers = new Map([
        ...orders.map(({ customId, record }) => {
            const reply = jsonReply(200, writeRecord(record));
            return [customId, () => reply];
        }),
        ...ORDER_SCENARIOS.map(({ customId, answer }) => [customId, answer]),
    ]);
    const find = (customId) => (answers.get(customId) ?? linkedAnswer(customId))?.({ startedAt, now: now() }) ??
        yedpayError(404, 'Online payment not found');
    return {
        name: 'yedpay',
        scenarios: [
            ...ORDER_SCENARIOS.map(({ customId, outcome, description }) => ({
                reference: { customId },
                outcome,
                description,
            })),
            ...TOKEN_SCENARIOS,
        ],
        references: orders.map(({ customId }) => ({ customId })),
        asked: (request) => askedFor(request)?.value ?? null,
        reference: (customId) => ({ customId }),
        credential: apiKey,
        answer: (request) => authorized(request, (asked) => ATTEMPTS.get(asked.value)?.() ?? find(customIdOf(asked))),
        answerOrdinary: (request) => authorized(request, (asked) => paid(customIdOf(asked))),
        // Yedpay documents no limit and no header about one.
        bucketHeaders: () => ({}),
        error: yedpayError,
        foreignRecord: () => paid('order-of-somebody-else'),
        replyAround: (json) => jsonReply(200, `{"success":true,"data":${json}}`),
        recordFields: (request) => ({ ...RECORD_FIELDS, identity: identityField(request) }),
        notifications: {
            contentType: 'application/x-www-form-urlencoded',
            write: (customId, signKey) => writeNotification(find(customId), { signKey, now: now() }),
            isAcknowledged: ({ status, body }) => status === 200 && body === 'success',
            retryDelaysMs: RETRY_DELAYS_MS,
        },
        faults: YEDPAY_FAULTS,
    };
};
const TOKEN_SCENARIOS = [
    token('tok-order-paid', 'FOUND', 'The token of order-paid; so has every custom id one, with tok- before it.'),
    token('tok-attempt-1', 'FOUND', 'The first of two attempts under the custom id order-reused: failed.'),
    token('tok-attempt-2', 'FOUND', 'The second of two attempts under the custom id order-reused: paid.'),
    token('tok-not-found', 'NOT_FOUND', 'No such payment token.'),
];
/** Tokens that name one attempt of a custom id. */
const ATTEMPTS = new Map([
    ['tok-attempt-1', () => jsonReply(200, writeRecord(recordOf(FIRST_ATTEMPT)))],
    ['tok-attempt-2', () => jsonReply(200, writeRecord(recordOf(SECOND_ATTEMPT)))],
]);
/** Which of the two decides where both are given is undocumented; the gateway never gives both. */
function askedFor({ url }) {
    if (url.pathname !== QUERY_PATH)
        return null;
    const customId = url.searchParams.get('custom_id');
    if (customId !== null && customId !== '')
        return { kind: 'custom_id', value: customId };
    const paymentToken = url.searchParams.get('payment_token');
    return paymentToken === null || paymentToken === '' ? null : { kind: 'payment_token', value: paymentToken };
}
/** Asked by token, a record has nothing of the token: it can only be required to have an id. */
function identityField(request) {
    return askedFor(request)?.kind === 'payment_token' ? 'id' : 'custom_id';
}
/** A token without the prefix names nothing, like a custom id that nobody has used. */
function customIdOf({ kind, value }) {
    if (kind === 'custom_id')
        return value;
    return value.startsWith(TOKEN_PREFIX) ? value.slice(TOKEN_PREFIX.length) : '';
}
function authorized(request, find) {
    if (request.url.pathname !== QUERY_PATH)
        return yedpayError(404, 'Not Found');
    if (request.method !== 'GET') {
        const { headers, ...reply } = yedpayError(405, 'Method Not Allowed');
        return { ...reply, headers: { ...headers, Allow: 'GET' } };
    }
    if (apiKey(request) === null)
        return yedpayError(401, 'Unauthenticated.');
    const asked = askedFor(request);
    return asked === null ? yedpayError(422, 'Could not create resource') : find(asked);
}
function apiKey({ headers }) {
    return /^API-KEY +(\S+)$/.exec(headers.authorization ?? '')?.[1] ?? null;
}
function paid(customId) {
    return jsonReply(200, writeRecord(recordOf(paidOrder(customId))));
}
function token(paymentToken, outcome, description) {
    return { reference: { paymentToken }, outcome, description };
}
