import { z } from 'zod';
import { parseDecimal } from '../domain/decimal.js';
import { justFetched } from '../domain/freshness.js';
import { PROBLEM_CODES } from '../domain/lookup-outcome.js';
import { PAYMENT_STATUSES } from '../domain/payment-status.js';
import { REFUND_MECHANISMS, REFUND_STATES } from '../domain/refund-state.js';
import { SETTLEMENT_STATES } from '../domain/settlement-state.js';
import { keyText } from '../domain/transaction-key.js';
import { readExact, writeExact } from './exact-value.js';
/** Goes up whenever a domain record changes its form: gateways of two versions then share nothing for a moment. */
const FORMAT = 1;
const text = z.string().nullable();
const money = z
    .strictObject({
    amount: z.string().refine((amount) => parseDecimal(amount) !== null),
    currency: text,
    rawCurrency: text,
    exponent: z.int().min(0).max(20).nullable(),
    minorUnits: z
        .string()
        .regex(/^-?\d{1,64}$/)
        .nullable(),
    raw: z.string(),
})
    .nullable();
const instant = z
    .strictObject({ epochMilliseconds: z.number(), utc: z.string(), sourceZone: z.string(), raw: z.string() })
    .nullable();
const reference = z.strictObject({ kind: z.string(), value: z.string(), queryable: z.boolean() });
const issue = z.strictObject({
    kind: z.string(),
    severity: z.enum(['INFO', 'WARNING', 'ERROR']),
    field: text,
    message: z.string(),
    expected: text,
    actual: text,
});
/** What every provider's record has. What is a provider's own is as its own gateway has made it: the seal says that. */
const transaction = z.looseObject({
    provider: z.string(),
    key: z.strictObject({ provider: z.string(), account: z.string(), kind: z.string(), value: z.string() }),
    recordId: z.string(),
    status: z.enum(PAYMENT_STATUSES),
    refundState: z.enum(REFUND_STATES),
    settlementState: z.enum(SETTLEMENT_STATES),
    providerStatus: z.strictObject({ code: text, label: text, mapped: z.boolean(), documented: z.boolean() }),
    amount: money,
    fee: money,
    net: money,
    refund: z.strictObject({
        state: z.enum(REFUND_STATES),
        supported: z.boolean(),
        mechanism: z.enum(REFUND_MECHANISMS),
        refunded: money,
        pending: money,
        remaining: money,
        fee: money,
        lastRefundedAt: instant,
        reason: text,
        requestedBy: text,
    }),
    merchantReference: text,
    processorReference: text,
    references: z.array(reference),
    createdAt: instant,
    paidAt: instant,
    updatedAt: instant,
    expectedChangeAt: instant,
    timeZone: z.string(),
    issues: z.array(issue),
    guardedFields: z.array(z.strictObject({ field: z.string(), scope: z.enum(['transactions:pii', 'transactions:secrets']) })),
    raw: z.record(z.string(), z.unknown()),
});
const outcome = z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('FOUND'), transaction }),
    z.strictObject({ outcome: z.enum(['AWAITING_CUSTOMER', 'EXPIRED_UNPAID']) }),
    z.strictObject({
        outcome: z.enum(PROBLEM_CODES),
        message: z.string(),
        retryAfterSeconds: z.number().nullable(),
    }),
]);
const shared = z.strictObject({
    format: z.literal(FORMAT),
    fetchedAt: z.number(),
    keepMs: z.number().min(0),
    outcome,
});
export function writeOutcome({ outcome: given, fetchedAt, keepMs }) {
    // How fresh it is depends on when it is read.
    const kept = given.outcome === 'FOUND' ? { outcome: given.outcome, transaction: given.transaction } : given;
    return writeExact({ format: FORMAT, fetchedAt, keepMs, outcome: kept });
}
/** Null for what is no outcome of a look-up with this key. */
export function readOutcome(written, key) {
    try {
        const read = readExact(written);
        if (!shared.safeParse(read).success)
            return null;
        // What was read and not what the check made of it: it copies, and knows no classes.
        const { fetchedAt, keepMs, outcome: kept } = read;
        if (kept.outcome !== 'FOUND')
            return { outcome: kept, fetchedAt, keepMs };
        const { transaction: known } = kept;
        const isOfKey = keyText(known.key) === keyText(key) && known.provider === key.provider;
        return isOfKey ? { outcome: { ...kept, freshness: justFetched(fetchedAt) }, fetchedAt, keepMs } : null;
    }
    catch {
        return null;
    }
}
