import { dataIssue } from '../../domain/data-issue.js';
import { compare, isNegative, isZero } from '../../domain/decimal.js';
import { difference } from '../../domain/money.js';
/**
 * The refund axis of a Yedpay record. Yedpay states one cumulative amount and no list of refunds, and a card refund
 * before cut-off ends as `void`: so status and amount are read together, and where they disagree, an issue says so.
 */
export function readRefund(evidence) {
    const reading = readState(evidence);
    return {
        issues: reading.issues,
        view: {
            state: reading.state,
            supported: true,
            mechanism: reading.mechanism,
            refunded: evidence.refunded,
            pending: null,
            remaining: remaining(evidence, reading),
            fee: evidence.refundCharge,
            lastRefundedAt: evidence.refundedAt,
            reason: evidence.reason,
            requestedBy: evidence.requestedBy,
        },
    };
}
/**
 * What could still be refunded: only of a payment that was taken, with nothing voided or under way. Where the amounts
 * contradict the state or each other, nobody knows, and a difference would look as if somebody did.
 */
function remaining({ status, amount, refunded }, { state, mechanism }) {
    if (status !== 'PAID' || amount === null || refunded === null || isNegative(refunded.amount))
        return null;
    if (state === 'PENDING' || (mechanism !== 'REFUND' && state !== 'NONE'))
        return null;
    const left = difference(amount, refunded);
    if (left === null || isNegative(left.amount))
        return null;
    return state === 'FULL' && !isZero(left.amount) ? null : left;
}
function readState(evidence) {
    switch (evidence.row?.code) {
        case 'void':
            return undone(['FULL', 'VOID'], evidence);
        case 'reversal':
            return undone(['FULL', 'UNKNOWN'], evidence);
        case 'voiding':
            return undone(['PENDING', 'VOID'], evidence);
        case 'pending_refund':
            return reading(['PENDING', 'REFUND'], ...exceeds(evidence));
        default:
            return readAmounts(evidence);
    }
}
/** A payment that is taken back as a whole; without a payment time there was nothing to take back. */
function undone(taken, evidence) {
    const { row, wasPaid, amount, refunded } = evidence;
    if (wasPaid) {
        const isPart = refunded !== null && amount !== null && !isZero(refunded.amount) && compare(refunded.amount, amount.amount) < 0;
        return taken[0] === 'FULL' && isPart
            ? reading(taken, conflict('The status says that all went back, and the amount that a part did.', row, refunded))
            : reading(taken, ...exceeds(evidence));
    }
    if (refunded === null || isZero(refunded.amount))
        return reading(['NONE', 'NOT_REPORTED']);
    return reading(['NONE', 'NOT_REPORTED'], conflict('A refund is stated, but no time at which the payment was taken.', row, refunded));
}
function readAmounts(evidence) {
    const { row, status, amount, refunded } = evidence;
    const saysRefunded = row?.refundState === 'FULL';
    if (refunded === null || isZero(refunded.amount)) {
        if (!saysRefunded)
            return reading([refunded === null ? 'NOT_REPORTED' : 'NONE', 'NOT_REPORTED']);
        return reading(['FULL', 'REFUND'], conflict('The status says refunded, but no refunded amount is stated.', row, refunded));
    }
    // A negative amount is no less than another: what its sign says here is documented nowhere.
    const isComparable = amount !== null && !isNegative(amount.amount) && !isNegative(refunded.amount);
    if (!isComparable) {
        return reading([saysRefunded ? 'FULL' : 'PARTIAL', 'REFUND'], conflict('A refund is stated, but no amount that it could be compared with.', row, refunded));
    }
    const state = compare(refunded.amount, amount.amount) < 0 ? 'PARTIAL' : 'FULL';
    const excess = exceeds(evidence);
    if (excess.length > 0)
        return reading([state, 'REFUND'], ...excess);
    if (status === 'UNKNOWN')
        return reading([state, 'REFUND']);
    if (status !== 'PAID') {
        return reading([state, 'REFUND'], conflict('A refund is stated on a payment that was not taken.', row, refunded));
    }
    if (state === 'FULL' && !saysRefunded && row?.settlementState === null) {
        return reading([state, 'REFUND'], conflict('All is refunded, but the status does not say so yet.', row, refunded));
    }
    return reading([state, 'REFUND']);
}
function exceeds({ amount, refunded }) {
    if (amount === null || refunded === null || compare(refunded.amount, amount.amount) <= 0)
        return [];
    return [
        dataIssue('REFUND_EXCEEDS_AMOUNT', {
            field: 'refunded',
            message: 'More is refunded than was paid.',
            expected: `at most ${amount.amount}`,
            actual: refunded.amount,
        }),
    ];
}
function reading([state, mechanism], ...issues) {
    return { state, mechanism, issues };
}
function conflict(message, row, refunded) {
    const actual = `status ${row?.code ?? 'unknown'}, refunded ${refunded?.amount ?? 'not stated'}`;
    return dataIssue('STATUS_AMOUNT_CONFLICT', { field: 'refunded', message, actual });
}
