import { builder } from '../../graph/builder.js';
import { MoneyRef } from '../../graph/money.js';
import { asksFor } from '../../graph/reference-cost.js';
import { loadSingle } from '../../graph/single-lookup.js';
import { NodeRef, TransactionRef } from '../../graph/transaction.js';
import { guardedBy } from '../../graph/withheld.js';
const YedpayGatewayRef = builder.objectRef('YedpayGateway').implement({
    description: 'The route that the payment took: card scheme or wallet, online or in store. Yedpay calls it a gateway.',
    fields: (t) => ({
        id: t.exposeInt('id', { description: "Yedpay's number of the route. Null where not stated." }),
        subId: t.exposeInt('subId', { description: 'The number of its subtype. Null where not stated.' }),
        subName: t.exposeString('subName', { description: 'The name of its subtype, as sent. Null where not stated.' }),
        code: t.exposeString('code', { description: 'Both numbers as "{id}_{subId}". Null where not stated.' }),
        label: t.exposeString('label', { description: 'What the code means. Null for a code that is not known.' }),
    }),
});
const YedpayLinkRef = builder.objectRef('YedpayLink').implement({
    description: 'A link with which the payment can be made.',
    fields: (t) => ({
        rel: t.exposeString('rel', {
            description: 'What it leads to, such as "checkout" or "qrcode". Null where not stated.',
        }),
        href: t.exposeString('href', { description: 'The address. Null where not stated.' }),
    }),
});
const YedpayActionDetailRef = builder.objectRef('YedpayActionDetail').implement({
    description: 'Who asked for something to be done with the payment, and why.',
    fields: (t) => ({
        requestedBy: t.exposeString('requestedBy', { description: "Yedpay's id of the user. Null where not stated." }),
        name: t.string({
            description: 'The name of the user. Null where not stated, and without the scope transactions:pii.',
            ...guardedBy('transactions:pii'),
            resolve: ({ name }) => name,
        }),
        remark: t.exposeString('remark', { description: 'The reason that was given. Null where not stated.' }),
    }),
});
const NOT_STATED = 'Null where not stated.';
const PII = 'Personal data: null without the scope transactions:pii.';
const SECRET = 'Whoever holds it can act on the payment: null without the scope transactions:secrets.';
const YedpayTransactionRef = builder.objectRef('YedpayTransaction').implement({
    description: 'A transaction as Yedpay records it, with every field of its documentation. Times come from Yedpay without a zone and are read in the zone of the account.',
    interfaces: [TransactionRef, NodeRef],
    isTypeOf: (value) => value.provider === 'yedpay',
    fields: (t) => ({
        yedpayId: t.exposeString('yedpayId', { nullable: false, description: "Yedpay's id of the record (`id`)." }),
        userId: t.exposeString('userId', { description: `The user who created it. ${NOT_STATED}` }),
        companyId: t.exposeString('companyId', { description: `The company. ${NOT_STATED}` }),
        storeId: t.exposeString('storeId', { description: `The store. ${NOT_STATED}` }),
        gateway: t.expose('gateway', {
            type: YedpayGatewayRef,
            nullable: false,
            description: 'The route that the payment took.',
        }),
        barcodeId: t.exposeString('barcodeId', { description: `The barcode, for Alipay Global. ${NOT_STATED}` }),
        paymentLinkId: t.exposeString('paymentLinkId', {
            description: `The payment link; on newer pages of Yedpay's documentation only. ${NOT_STATED}`,
        }),
        charge: t.expose('charge', { type: MoneyRef, description: `What Yedpay keeps; the same as fee. ${NOT_STATED}` }),
        refunded: t.expose('refunded', { type: MoneyRef, description: `All that was refunded so far. ${NOT_STATED}` }),
        refundCharge: t.expose('refundCharge', { type: MoneyRef, description: `The charge for refunding. ${NOT_STATED}` }),
        tips: t.expose('tips', { type: MoneyRef, description: `Tips. ${NOT_STATED}` }),
        forex: t.expose('forex', { type: 'Decimal', description: `The exchange rate. ${NOT_STATED}` }),
        canSettleAfter: t.expose('canSettleAfter', {
            type: 'DateTime',
            description: `From when the balance can be settled. ${NOT_STATED}`,
        }),
        isBalanceSettled: t.exposeBoolean('isBalanceSettled', {
            description: `Whether the balance is settled, as stated. ${NOT_STATED}`,
        }),
        settledAt: t.expose('settledAt', { type: 'DateTime', description: `When it was settled. ${NOT_STATED}` }),
        transactionId: t.exposeString('transactionId', { description: `Yedpay's transaction number. ${NOT_STATED}` }),
        referenceId: t.exposeString('referenceId', { description: `The payment route's own number. ${NOT_STATED}` }),
        payer: t.string({
            description: `The payer's e-mail address, for Alipay Global. ${PII}`,
            ...guardedBy('transactions:pii'),
            resolve: ({ payer }) => payer,
        }),
        buyerId: t.string({
            description: `The buyer's identity at Alipay Global. ${PII}`,
            ...guardedBy('transactions:pii'),
            resolve: ({ buyerId }) => buyerId,
        }),
        walletType: t.exposeString('walletType', { description: `The wallet, for Alipay and WeChat Pay. ${NOT_STATED}` }),
        extraParameters: t.string({
            description: `What the merchant attached, as text; by convention JSON, and not checked. ${PII}`,
            ...guardedBy('transactions:pii'),
            resolve: ({ extraParameters }) => extraParameters,
        }),
        customId: t.exposeString('customId', {
            description: `The merchant's own id; the same as merchantReference. ${NOT_STATED}`,
        }),
        fixedId: t.exposeString('fixedId', { description: `The fixed code that was paid with. ${NOT_STATED}` }),
        refundedAt: t.expose('refundedAt', { type: 'DateTime', description: `When it was refunded. ${NOT_STATED}` }),
        expiredAt: t.expose('expiredAt', { type: 'DateTime', description: `When it expires or expired. ${NOT_STATED}` }),
        pinKey: t.string({
            description: `The key for PIN encryption at UnionPay POS. ${SECRET}`,
            ...guardedBy('transactions:secrets'),
            resolve: ({ pinKey }) => pinKey,
        }),
        links: t.field({
            type: [YedpayLinkRef],
            description: `Checkout and QR code links. ${SECRET}`,
            ...guardedBy('transactions:secrets'),
            resolve: ({ links }) => links,
        }),
        cancellation: t.expose('cancellation', {
            type: [YedpayActionDetailRef],
            description: `Who cancelled it, and why. ${NOT_STATED}`,
        }),
        refundDetails: t.expose('refundDetails', {
            type: [YedpayActionDetailRef],
            description: `Who refunded it, and why. ${NOT_STATED}`,
        }),
        failure: t.expose('failure', {
            type: [YedpayActionDetailRef],
            description: `Whose request failed, and why. ${NOT_STATED}`,
        }),
    }),
});
export const YedpayReferenceRef = builder.inputType('YedpayReference', {
    description: 'Names a Yedpay online payment by exactly one of customId and paymentToken.',
    fields: (t) => ({
        customId: t.string({ description: 'The merchant\'s own id: letters, digits, "_" and "-", at most 36.' }),
        paymentToken: t.string({ description: 'The token from creating the payment: printable ASCII, at most 512.' }),
        account: t.string({ description: 'The key. Left out: your only one; with several, it must be named.' }),
    }),
});
builder.queryField('yedpayTransaction', (t) => t.field({
    type: YedpayTransactionRef,
    description: 'One Yedpay transaction, by exactly one of customId and paymentToken; null with a typed error where there is none. Prefer `transaction` or `transactions`, whose rows say why. Costs at most one provider call.',
    args: {
        customId: t.arg.string({ description: "The merchant's own id." }),
        paymentToken: t.arg.string({ description: 'The token from creating the payment.' }),
        account: t.arg.string({ description: 'The key. Left out: your only one; with several, it must be named.' }),
    },
    ...asksFor((args) => [{ yedpay: args }]),
    resolve: async (_root, args, context) => (await loadSingle(context, 'yedpay', args)),
}));
