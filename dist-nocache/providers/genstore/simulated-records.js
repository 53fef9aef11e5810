/** As in the documented sample, which the documentation's own list of fields does not follow. */
const WIRE_ORDER = [
    'successPaymentTime',
    'amount',
    'channelTrxNo',
    'paymentId',
    'fee',
    'currency',
    'net',
    'outOrderNo',
    'status',
];
/** Written by hand, because `JSON.stringify` can state neither `123.20` nor one key twice. */
export function writePayment(payment, { instead = {}, added = [] } = {}) {
    const documented = WIRE_ORDER.map((field) => [field, instead[field] ?? JSON.stringify(payment[field])]);
    const lines = [...documented, ...added].map(([field, json]) => `    ${JSON.stringify(field)}: ${json}`);
    return `{\n  "payment": {\n${lines.join(',\n')}\n  }\n}`;
}
/** The sample of the documentation: in process, and yet with a success time. */
export const DOCUMENTED_SAMPLE = {
    successPaymentTime: '2019-06-28T18:03:50+01:00',
    amount: '123.23',
    channelTrxNo: '0SX593062F1597043',
    paymentId: 'PI0020241010151755224',
    fee: '5.01',
    currency: 'USD',
    net: '118.22',
    outOrderNo: '101010101000000000136',
    status: '1',
};
/** A payment that succeeded, for scenarios to change one thing in. */
export function successfulPayment(paymentId) {
    return {
        ...DOCUMENTED_SAMPLE,
        paymentId,
        successPaymentTime: '2025-01-15T10:30:00+08:00',
        outOrderNo: '101010101000000000200',
        status: '2',
    };
}
/** A payment that was taken through another provider, whose simulator has the same amount and time under this id. */
export function linkedPayment(paymentId) {
    return {
        ...successfulPayment(paymentId),
        successPaymentTime: '2025-01-15T10:31:20+08:00',
        amount: '100.00',
        fee: '3.40',
        net: '96.60',
        currency: 'HKD',
    };
}
/** A payment whose money has not moved has neither a success time nor a fee. */
export function undecidedPayment(paymentId, status) {
    return { ...successfulPayment(paymentId), status, successPaymentTime: '', fee: '', net: '' };
}
/** `2025-01-15T10:30:00+08:00`, in the documented format. */
export function offsetTime(epochMilliseconds, offsetHours) {
    const local = new Date(epochMilliseconds + offsetHours * 3_600_000).toISOString().slice(0, 19);
    const sign = offsetHours < 0 ? '-' : '+';
    return `${local}${sign}${String(Math.abs(offsetHours)).padStart(2, '0')}:00`;
}
