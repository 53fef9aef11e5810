/** Counted from the start of the simulator: long enough to watch, short enough to wait for. */
const CREATED_AFTER_MS = 15_000;
const PAID_AFTER_MS = 30_000;
const SETTLED_AFTER_MS = 60_000;
const REFUNDED_AFTER_MS = 15_000;
const DAY_MS = 24 * 3_600_000;
/** From nothing to settled; null while Yedpay has no transaction yet, because the payer has not acted. */
export function progressingOrder(paid, { startedAt, now }) {
    const elapsed = now - startedAt;
    if (elapsed < CREATED_AFTER_MS)
        return null;
    const createdAt = startedAt + CREATED_AFTER_MS;
    if (elapsed < PAID_AFTER_MS) {
        return { ...paid, status: 'pending', createdAt, paidAt: null, charge: null, net: null };
    }
    const paidAt = startedAt + PAID_AFTER_MS;
    if (elapsed < SETTLED_AFTER_MS)
        return { ...paid, createdAt, paidAt };
    return { ...paid, status: 'settled', createdAt, paidAt, settledAt: startedAt + SETTLED_AFTER_MS };
}
/** A refund of yesterday's payment, asked for when the simulator starts. */
export function progressingRefund(paid, { startedAt, now }) {
    const order = { ...paid, createdAt: startedAt - DAY_MS, paidAt: startedAt - DAY_MS + 60_000 };
    if (now - startedAt < REFUNDED_AFTER_MS)
        return { ...order, status: 'pending_refund' };
    return { ...order, status: 'refunded', refunded: order.amount, refundedAt: startedAt + REFUNDED_AFTER_MS };
}
