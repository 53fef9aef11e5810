import { builder } from '../../graph/builder.js';
import { DataIssueRef } from '../../graph/data-issue.js';
import { FreshnessRef } from '../../graph/freshness.js';
import { MoneyRef } from '../../graph/money.js';
import { loadRecord } from '../../graph/record-lookup.js';
import { asksFor } from '../../graph/reference-cost.js';
import { guardedBy, issuesFor, rawFor } from '../../graph/withheld.js';
export const GENSTORE_REFUND_RESOURCE = 'genstoreRefund';
const HOW_TO_OFFER = 'This shop is not configured for after-sales records. Whoever runs the gateway can offer them by its setting `refunds`: see docs/configuration.md.';
const NOT_STATED = 'Null where not stated.';
const PII = 'Personal data: null without the scope transactions:pii.';
const GenstoreRefundStatusRef = builder.objectRef('GenstoreRefundStatus').implement({
    description: 'The state of an after-sales case, as Genstore says it. It does not say whether money moved.',
    fields: (t) => ({
        code: t.exposeString('code', { nullable: false, description: 'The code as sent.' }),
        label: t.exposeString('label', {
            description: 'What one version of the documentation calls the code. Null for a code that it does not list.',
        }),
    }),
});
const GenstoreRefundLineRef = builder.objectRef('GenstoreRefundLine').implement({
    description: 'One item of the order that an after-sales record is about.',
    fields: (t) => ({
        lineId: t.exposeString('lineId', { description: `The line's own id, of older records. ${NOT_STATED}` }),
        lineItemId: t.exposeString('lineItemId', { description: `The item of the order. ${NOT_STATED}` }),
        productId: t.exposeString('productId', { description: `The product. ${NOT_STATED}` }),
        variantId: t.exposeString('variantId', { description: `The variant of the product. ${NOT_STATED}` }),
        locationId: t.exposeString('locationId', { description: `The location, of older records. ${NOT_STATED}` }),
        quantity: t.expose('quantity', { type: 'Decimal', description: `How many. ${NOT_STATED}` }),
        subtotal: t.expose('subtotal', { type: MoneyRef, description: `As stated. ${NOT_STATED}` }),
        totalTax: t.expose('totalTax', { type: MoneyRef, description: `As stated. ${NOT_STATED}` }),
        reason: t.string({
            description: `The reason in words, which a person may have written. ${PII}`,
            ...guardedBy('transactions:pii'),
            resolve: ({ reason }) => reason,
        }),
        reasonType: t.exposeString('reasonType', {
            description: `The code of the reason, as sent: Genstore publishes no list. ${NOT_STATED}`,
        }),
    }),
});
const GenstoreRefundRef = builder.objectRef('GenstoreRefund').implement({
    description: 'An after-sales record of Genstore: what a shop and its customer settled about an order. It is no record of a refund by a payment provider: it names no payment, and does not prove that money went back. `Transaction.refund` never uses it.',
    fields: (t) => ({
        refundId: t.exposeString('refundId', { nullable: false, description: "Genstore's id of the after-sales record." }),
        account: t.string({
            nullable: false,
            description: 'The shop that it was found in.',
            resolve: ({ key }) => key.account,
        }),
        orderId: t.exposeString('orderId', { description: `The order that it is about. ${NOT_STATED}` }),
        customerId: t.string({
            description: `Genstore's id of the customer. ${PII}`,
            ...guardedBy('transactions:pii'),
            resolve: ({ customerId }) => customerId,
        }),
        status: t.expose('status', {
            type: GenstoreRefundStatusRef,
            description: `The state of the case. ${NOT_STATED}`,
        }),
        type: t.exposeString('type', {
            description: `The code of what was agreed (\`rightsType\`), as sent: Genstore publishes no list. ${NOT_STATED}`,
        }),
        amount: t.expose('amount', {
            type: MoneyRef,
            description: `What the record is about, as stated. Genstore documents no currency here, so Money.currency is mostly null. ${NOT_STATED}`,
        }),
        shipping: t.expose('shipping', {
            type: MoneyRef,
            description: `The part of shipping. ${NOT_STATED}`,
        }),
        lines: t.expose('lines', { type: [GenstoreRefundLineRef], description: `Its items. ${NOT_STATED}` }),
        note: t.string({
            description: `What somebody wrote about it. ${PII}`,
            ...guardedBy('transactions:pii'),
            resolve: ({ note }) => note,
        }),
        createdAt: t.expose('createdAt', { type: 'DateTime', description: `When it was created. ${NOT_STATED}` }),
        updatedAt: t.expose('updatedAt', { type: 'DateTime', description: `When it was last changed. ${NOT_STATED}` }),
        issues: t.field({
            type: [DataIssueRef],
            nullable: { list: false, items: false },
            description: 'What looks wrong in this record, and one WITHHELD issue where your scopes hide filled fields.',
            resolve: (refund, _args, { caller }) => issuesFor(refund, caller),
        }),
        freshness: t.expose('freshness', {
            type: FreshnessRef,
            nullable: false,
            description: 'When it was fetched. After-sales records are not kept: each question asks Genstore.',
        }),
        raw: t.field({
            type: 'JSON',
            description: 'The documented fields of the record as sent, numbers as strings. Needs the scope transactions:raw, else null; fields that need a further scope are left out without it.',
            ...guardedBy('transactions:raw'),
            resolve: (refund, _args, { caller }) => rawFor(refund, caller),
        }),
    }),
});
builder.queryField('genstoreRefund', (t) => t.field({
    type: GenstoreRefundRef,
    description: 'One after-sales record of a Genstore shop, where the shop is configured for it; null with a typed error where it is not (NOT_CONFIGURED), or where there is no such record. Costs at most one provider call.',
    args: {
        refundId: t.arg.string({
            required: true,
            description: 'Genstore\'s id of the after-sales record: letters, digits, "_" and "-", at most 64.',
        }),
        account: t.arg.string({ description: 'The shop. Left out: your only one; with several, it must be named.' }),
    },
    ...asksFor((args) => [{ [GENSTORE_REFUND_RESOURCE]: args }]),
    resolve: async (_root, input, context) => (await loadRecord(context, {
        provider: 'genstore',
        resource: GENSTORE_REFUND_RESOURCE,
        input,
        howToOffer: HOW_TO_OFFER,
    })),
}));
