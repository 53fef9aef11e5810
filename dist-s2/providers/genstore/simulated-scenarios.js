import { jsonReply } from '../../simulator/harness.js';
import { DOCUMENTED_SAMPLE, linkedPayment, offsetTime, successfulPayment, undecidedPayment, writePayment, } from './simulated-records.js';
/** When `PI-progress` succeeds: long enough to watch, short enough to wait for. */
const SUCCESS_AFTER_MS = 15_000;
/** What the other provider's simulator numbers its record of `PI-linked` by. */
const LINKED_NUMBER = '173690820024133';
export const PAYMENT_SCENARIOS = [
    payment(DOCUMENTED_SAMPLE, "The documentation's own sample: in process, with a success time all the same."),
    payment(undecidedPayment('PI-process', '1'), 'Status 1: in process.'),
    payment(successfulPayment('PI-success'), 'Status 2: success.'),
    payment(undecidedPayment('PI-auth-void', '3'), 'Status 3: the authorization was cancelled.'),
    payment(undecidedPayment('PI-auth-success', '4'), 'Status 4: authorized, not captured.'),
    payment(undecidedPayment('PI-failure', '9'), 'Status 9: failed.'),
    payment(undecidedPayment('PI-unknown-status', '7'), 'A status that the documentation does not list.'),
    payment({ ...successfulPayment('PI-jpy'), currency: 'JPY', amount: '12000', fee: '408', net: '11592' }, 'Yen, which have no decimals.'),
    payment({ ...successfulPayment('PI-kwd'), currency: 'KWD', amount: '12.345', fee: '0.420', net: '11.925' }, 'Kuwaiti dinars, which have three decimals.'),
    payment({ ...successfulPayment('PI-currency-rmb'), currency: 'RMB' }, 'A currency that is no ISO 4217 code.'),
    payment({ ...successfulPayment('PI-amount-number'), amount: '123.20', fee: '5.01', net: '118.19' }, 'The amounts as JSON numbers, as documented, with a trailing zero.', { instead: { amount: '123.20', fee: '5.01', net: '118.19' } }),
    payment({
        ...successfulPayment('PI-amount-20-digits'),
        amount: '12345678901234567890.12',
        fee: '0.02',
        net: '12345678901234567890.10',
    }, 'An amount that no binary floating-point number can hold.'),
    payment(successfulPayment('PI-extra-field'), 'A field that the documentation does not name.', {
        added: [['riskLevel', '"low"']],
    }),
    payment(successfulPayment('PI-duplicate-key'), 'The amount stated twice, differently.', {
        added: [['amount', '"999.99"']],
    }),
    payment({ ...successfulPayment('PI-amount-unparseable'), amount: '1,234.50' }, 'An amount that is no plain decimal.'),
    payment({ ...successfulPayment('PI-net-mismatch'), net: '118.00' }, 'A net that is not the amount less the fee.'),
    payment({
        ...undecidedPayment('PI-absent', '1'),
        amount: '',
        currency: '',
        channelTrxNo: '',
        outOrderNo: '',
    }, 'Nothing but the id and the status.'),
    payment({ ...linkedPayment('PI-linked'), channelTrxNo: LINKED_NUMBER, outOrderNo: '101010101000000000777' }, "Yedpay's custom id of the same name is of the same money; so is PI-linked-1, and any number after it."),
    payment({
        ...linkedPayment('PI-linked-differs'),
        amount: '120.00',
        net: '116.60',
        successPaymentTime: '2025-01-15T12:31:20+08:00',
    }, "Yedpay's custom id of the same name has another amount, and was paid two hours earlier."),
    payment(linkedPayment('PI-linked-missing'), 'Yedpay has no custom id of this name.'),
    refusal('PI-not-found', 'NOT_FOUND', 'No such payment.', genstoreError(404, 'Not Found')),
    refusal('PI-rejected', 'PROVIDER_REJECTED', 'The request is refused.', genstoreError(400, 'Bad Request')),
    {
        paymentId: 'PI-progress',
        outcome: 'FOUND',
        description: 'In process for 15 s after the start of the simulator, then success; PI-progress-600 for 600 s.',
        answer: progressing('PI-progress', SUCCESS_AFTER_MS),
    },
];
/** As many linked payments as somebody wants to ask for: `PI-linked-1`. */
export function linkedAnswer(paymentId) {
    if (!/^PI-linked-[\d-]{1,24}$/.test(paymentId))
        return undefined;
    return () => jsonReply(200, writePayment(linkedPayment(paymentId)));
}
/** As many payments that succeed as somebody wants to watch: `PI-progress-45` after 45 s. */
export function progressingAfter(paymentId) {
    const seconds = /^PI-progress-(\d{1,5})$/.exec(paymentId)?.[1];
    return seconds === undefined ? undefined : progressing(paymentId, Number(seconds) * 1_000);
}
/** Genstore's errors always have a text field `error`; no code is documented. */
export function genstoreError(status, message) {
    return jsonReply(status, JSON.stringify({ error: message }));
}
function payment(record, description, deviations) {
    const reply = jsonReply(200, writePayment(record, deviations));
    return { paymentId: record.paymentId, outcome: 'FOUND', description, answer: () => reply };
}
function refusal(paymentId, outcome, description, reply) {
    return { paymentId, outcome, description, answer: () => reply };
}
function progressing(paymentId, succeedsAfterMs) {
    return ({ startedAt, now }) => {
        const succeedsAt = startedAt + succeedsAfterMs;
        const record = now < succeedsAt
            ? { ...undecidedPayment(paymentId, '1'), channelTrxNo: '' }
            : { ...successfulPayment(paymentId), successPaymentTime: offsetTime(succeedsAt, 8) };
        return jsonReply(200, writePayment(record));
    };
}
