import { YEDPAY_GATEWAY_LABELS } from './gateway-codes.js';
import { recordOf, text } from './simulated-records.js';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ORDERS = 90;
const FIRST = Date.UTC(2025, 0, 1, 1);
const STEP_MS = (5 * 60 + 13) * MINUTE_MS;
/** Every status, with every refund and settlement that it can honestly be seen with; the usual ones more than once. */
const STATES = [
    { status: 'paid', paid: true },
    { status: 'settled', paid: true, settled: true },
    { status: 'pending' },
    { status: 'paid', paid: true },
    { status: 'refunded', paid: true, refund: 'all' },
    { status: 'settled', paid: true, settled: true },
    { status: 'cancelled' },
    { status: 'paid', paid: true, refund: 'part' },
    { status: 'settlement_requested', paid: true },
    { status: 'settled', paid: true, settled: true },
    { status: 'failed' },
    { status: 'in_progress_settlement', paid: true },
    { status: 'paid', paid: true, settled: true },
    { status: 'refunded', paid: true, refund: 'part' },
    { status: 'approved' },
    { status: 'captured', paid: true },
    { status: 'void', paid: true, refund: 'all' },
    { status: 'reverse_settlement', paid: true },
    { status: 'processing' },
    { status: 'refunded', paid: true, settled: true, refund: 'all' },
    { status: 'void' },
    { status: 'settled', paid: true, settled: true },
    { status: 'pending_refund', paid: true },
    { status: 'expired' },
    { status: 'reversal', paid: true, refund: 'all' },
    { status: 'paid', paid: true },
    { status: 'cancelled_settlement', paid: true },
    { status: 'voiding', paid: true },
    { status: 'precreated' },
    { status: 'settled', paid: true, settled: true, refund: 'part' },
    { status: 'authorized' },
    { status: 'reversal' },
    { status: 'voiding' },
    { status: 'settled', paid: true, settled: true },
    { status: 'captured', paid: true, settled: true },
];
/** Clients know Hong Kong dollars only; the others are there because the field allows them. */
const FOREIGN = new Map([
    [3, ['JPY', 0, '0.0521']],
    [7, ['KWD', 3, '25.31']],
    [9, ['USD', 2, '7.80']],
]);
/** Shares no factor with the number of states, so that every currency meets every state in time. */
const CURRENCY_CYCLE = 11;
/**
 * Ordinary orders, `order-0001` and on. States, routes and currencies follow from the position, because a reader may
 * rely on them; amounts and times follow from the seed.
 */
export function generateOrders(random) {
    const gatewayCodes = [...YEDPAY_GATEWAY_LABELS.keys()];
    return Array.from({ length: ORDERS }, (_, index) => {
        const gatewayCode = gatewayCodes[index % gatewayCodes.length] ?? '4_2';
        return generateOrder({ index, gatewayCode, random });
    });
}
function generateOrder({ index, gatewayCode, random, }) {
    const customId = `order-${String(index + 1).padStart(4, '0')}`;
    const { status, paid, settled, refund } = STATES[index % STATES.length] ?? { status: 'paid', paid: true };
    const [currency, exponent, forex] = FOREIGN.get(index % CURRENCY_CYCLE) ?? ['HKD', 2, '1'];
    const unit = 10 ** exponent;
    const amount = random.integer(10, 3_000) * unit + random.integer(0, unit - 1);
    const charge = Math.round(amount * 0.018);
    const refunded = refund === 'all' ? amount : refund === 'part' ? Math.round(amount / 4) : 0;
    const createdAt = FIRST + index * STEP_MS + random.integer(0, 59) * 1_000;
    const paidAt = paid ? createdAt + random.integer(20, 900) * 1_000 : null;
    const stated = (minorUnits) => decimal(minorUnits, exponent);
    const order = recordOf({
        customId,
        status,
        createdAt,
        paidAt,
        refundedAt: paidAt !== null && refund !== undefined ? paidAt + random.integer(30, 300) * MINUTE_MS : null,
        settledAt: paidAt !== null && settled ? paidAt + 2 * DAY_MS : null,
        amount: stated(amount),
        charge: paid ? stated(charge) : null,
        net: paid ? stated(amount - charge) : null,
        refunded: stated(refunded),
        zero: stated(0),
        currency,
        forex,
        gatewayCode,
        attempt: 1,
    });
    const payer = `payer-${index + 1}@example.com`;
    // Only Alipay in store states the payer.
    const record = gatewayCode === '1_1' ? { ...order, payer: text(payer), buyer_id: text(`2088${index + 1}`) } : order;
    return { customId, record };
}
function decimal(minorUnits, exponent) {
    const digits = String(minorUnits).padStart(exponent + 1, '0');
    const whole = digits.slice(0, digits.length - exponent);
    return exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
}
