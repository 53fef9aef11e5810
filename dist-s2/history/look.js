import { storableText } from '../domain/observation.js';
export function lookAt(transaction, details) {
    const { observedAt, purpose, isSecretKey, linkableKinds } = details;
    const { provider, key, providerStatus, refund } = transaction;
    return {
        facts: {
            provider,
            account: key.account,
            recordId: storableText(transaction.recordId),
            status: transaction.status,
            refundState: transaction.refundState,
            settlementState: transaction.settlementState,
            providerCode: storable(providerStatus.code),
            providerLabel: storable(providerStatus.label),
            isMapped: providerStatus.mapped,
            isDocumented: providerStatus.documented,
            refunded: observedMoney(refund.refunded),
            reference: storedReference(transaction, isSecretKey),
            amount: observedMoney(transaction.amount),
            merchantReference: storable(transaction.merchantReference),
            processorReference: storable(transaction.processorReference),
            issues: transaction.issues.map(({ kind, severity }) => ({ kind, severity })),
            createdAt: timeOf(transaction.createdAt),
        },
        linkable: linkableKinds.size === 0 ? NONE : linkableOf(transaction, linkableKinds),
        paidAt: timeOf(transaction.paidAt),
        lastRefundedAt: timeOf(refund.lastRefundedAt),
        updatedAt: timeOf(transaction.updatedAt),
        observedAt,
        purpose,
    };
}
const NONE = [];
function linkableOf({ references }, kinds) {
    const linkable = [];
    for (const { kind, value } of references) {
        if (kinds.has(kind))
            linkable.push({ kind, value: storableText(value) });
    }
    return linkable;
}
function observedMoney(money) {
    return money === null ? null : { amount: storableText(money.amount), rawCurrency: storable(money.rawCurrency) };
}
function storable(text) {
    return text === null ? null : storableText(text);
}
function timeOf(instant) {
    return instant?.epochMilliseconds ?? null;
}
/** The key that found it, unless that is a secret; else another reference of the record that a look-up accepts. */
function storedReference({ key, references }, isSecretKey) {
    if (!isSecretKey)
        return { kind: key.kind, value: key.value };
    const other = references.find(({ queryable }) => queryable);
    return other === undefined ? null : { kind: other.kind, value: storableText(other.value) };
}
