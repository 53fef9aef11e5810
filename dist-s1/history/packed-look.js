import { subjectText } from '../domain/observation.js';
import { issuesText, readIssues } from './rows.js';
export function packed(look) {
    const { facts, paidAt, lastRefundedAt, updatedAt, observedAt, purpose } = look;
    const subject = subjectText(facts);
    return { subject, facts: factsText(look), paidAt, lastRefundedAt, updatedAt, observedAt, purpose };
}
export function unpacked({ facts, paidAt, lastRefundedAt, updatedAt, observedAt, purpose }) {
    const flat = JSON.parse(facts);
    return { facts: factsOf(flat), linkable: flat[20], paidAt, lastRefundedAt, updatedAt, observedAt, purpose };
}
function factsText({ facts, linkable }) {
    const { refunded, reference, amount } = facts;
    return JSON.stringify([
        facts.provider,
        facts.account,
        facts.recordId,
        facts.status,
        facts.refundState,
        facts.settlementState,
        facts.providerCode,
        facts.providerLabel,
        facts.isMapped,
        facts.isDocumented,
        refunded === null ? null : refunded.amount,
        refunded === null ? null : refunded.rawCurrency,
        reference === null ? null : reference.kind,
        reference === null ? null : reference.value,
        amount === null ? null : amount.amount,
        amount === null ? null : amount.rawCurrency,
        facts.merchantReference,
        facts.processorReference,
        issuesText(facts.issues),
        facts.createdAt,
        linkable,
    ]);
}
function factsOf(flat) {
    const [referenceKind, referenceValue] = [flat[12], flat[13]];
    return {
        provider: flat[0],
        account: flat[1],
        recordId: flat[2],
        status: flat[3],
        refundState: flat[4],
        settlementState: flat[5],
        providerCode: flat[6],
        providerLabel: flat[7],
        isMapped: flat[8],
        isDocumented: flat[9],
        refunded: money(flat[10], flat[11]),
        reference: referenceKind === null || referenceValue === null ? null : { kind: referenceKind, value: referenceValue },
        amount: money(flat[14], flat[15]),
        merchantReference: flat[16],
        processorReference: flat[17],
        issues: readIssues(flat[18]),
        createdAt: flat[19],
    };
}
function money(amount, rawCurrency) {
    return amount === null ? null : { amount, rawCurrency };
}
