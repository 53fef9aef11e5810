import { offsetTime } from './simulated-records.js';
const PAYMENTS = 80;
const FIRST = Date.UTC(2025, 0, 1, 0, 17);
/** Odd enough to spread the set over three weeks and all hours of the day, so that business dates differ by zone. */
const STEP_MS = (6 * 60 + 17) * 60_000;
const STATUSES = ['2', '2', '1', '2', '2', '4', '2', '2', '3', '2', '2', '9', '2'];
const CURRENCIES = [
    { code: 'USD', exponent: 2 },
    { code: 'HKD', exponent: 2 },
    { code: 'JPY', exponent: 0 },
    { code: 'EUR', exponent: 2 },
    { code: 'KWD', exponent: 3 },
    { code: 'GBP', exponent: 2 },
    { code: 'KRW', exponent: 0 },
];
const OFFSETS = [8, 1, -4, 0];
/**
 * Ordinary payments. Ids, states and currencies follow from the position, because a reader may rely on them; amounts,
 * numbers and times follow from the seed. The lists above have coprime lengths, so every state meets every currency.
 */
export function generatePayments(random) {
    return Array.from({ length: PAYMENTS }, (_, index) => generatePayment(index, random));
}
function generatePayment(index, random) {
    const createdAt = FIRST + index * STEP_MS;
    const status = STATUSES[index % STATUSES.length] ?? '2';
    const { code, exponent } = CURRENCIES[index % CURRENCIES.length] ?? CURRENCIES[0];
    const amount = random.integer(5, 2_000) * 10 ** exponent + random.integer(0, 10 ** exponent - 1);
    const fee = Math.round(amount * 0.034);
    const paidAt = createdAt + random.integer(5, 900) * 1_000;
    const isPaid = status === '2';
    const atChannel = status !== '1';
    const channelTrxNo = random.text('0123456789ABCDEFGHJKLMNPQRSTUVWXYZ', 17);
    return {
        successPaymentTime: isPaid ? offsetTime(paidAt, random.pick(OFFSETS)) : '',
        amount: decimal(amount, exponent),
        channelTrxNo: atChannel ? channelTrxNo : '',
        paymentId: `PI00${new Date(createdAt).toISOString().replace(/\D/g, '')}`,
        fee: isPaid ? decimal(fee, exponent) : '',
        currency: code,
        net: isPaid ? decimal(amount - fee, exponent) : '',
        outOrderNo: `1010101020000000${String(index + 1).padStart(5, '0')}`,
        status,
    };
}
function decimal(minorUnits, exponent) {
    const digits = String(minorUnits).padStart(exponent + 1, '0');
    const whole = digits.slice(0, digits.length - exponent);
    return exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
}
