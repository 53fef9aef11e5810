import { builder } from '../../graph/builder.js';
import { asksFor } from '../../graph/reference-cost.js';
import { loadSingle } from '../../graph/single-lookup.js';
import { NodeRef, TransactionRef } from '../../graph/transaction.js';
const GenstorePaymentRef = builder.objectRef('GenstorePayment').implement({
    description: 'A payment as Genstore records it. Genstore reports neither refunds nor settlement on a payment: those axes are NOT_REPORTED.',
    interfaces: [TransactionRef, NodeRef],
    isTypeOf: (value) => value.provider === 'genstore',
    fields: (t) => ({
        paymentId: t.exposeString('paymentId', { nullable: false, description: "Genstore's id of the payment." }),
        outOrderNo: t.exposeString('outOrderNo', {
            description: 'The number of the order that was paid, up to 21 digits. Null where not stated.',
        }),
        channelTrxNo: t.exposeString('channelTrxNo', {
            description: "The external payment channel's number. Null where not stated.",
        }),
        successPaymentTime: t.expose('successPaymentTime', {
            type: 'DateTime',
            description: 'As stated. Genstore also gives one on payments that are not successful: trust paidAt, which is null then.',
        }),
    }),
});
export const GenstoreReferenceRef = builder.inputType('GenstoreReference', {
    description: 'Names a Genstore payment.',
    fields: (t) => ({
        paymentId: t.string({ required: true, description: 'Letters, digits, "_" and "-", at most 64.' }),
        account: t.string({ description: 'The shop. Left out: your only one; with several, it must be named.' }),
    }),
});
builder.queryField('genstorePayment', (t) => t.field({
    type: GenstorePaymentRef,
    description: 'One Genstore payment; null with a typed error where there is none. Prefer `transaction` or `transactions`, whose rows say why. Costs at most one provider call.',
    args: {
        paymentId: t.arg.string({ required: true, description: "Genstore's id of the payment." }),
        account: t.arg.string({ description: 'The shop. Left out: your only one; with several, it must be named.' }),
    },
    ...asksFor((args) => [{ genstore: args }]),
    resolve: async (_root, args, context) => (await loadSingle(context, 'genstore', args)),
}));
