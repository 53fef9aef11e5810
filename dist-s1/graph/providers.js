import { AccountStatusRef } from './account-status.js';
import { PaymentStatusRef, RefundStateRef, SettlementStateRef } from './axes.js';
import { builder, describedEnum } from './builder.js';
import { guardedBy } from './withheld.js';
const CapabilityRef = describedEnum('Capability', "What a provider's published API can tell.", {
    PAYMENT_STATUS: 'The state of a payment.',
    FEES: 'What the provider keeps of it.',
    REFUNDS: 'Whether and how much was refunded.',
    SETTLEMENT: 'Whether the merchant was credited.',
    CREATION_TIME: 'When the record was created.',
    PAYMENT_TIME: 'When the money was taken.',
    LISTING: 'Which payments there are. Without it, a payment can only be looked up by a reference that you have.',
    NOTIFICATIONS: 'A call by the provider when a payment changes.',
});
const CapabilityInfoRef = builder.objectRef('ProviderCapability').implement({
    description: "One thing that a provider's published API can or cannot tell.",
    fields: (t) => ({
        capability: t.expose('capability', { type: CapabilityRef, nullable: false, description: 'What it is about.' }),
        supported: t.exposeBoolean('supported', {
            nullable: false,
            description: "Whether the provider's published API offers it.",
        }),
        explanation: t.exposeString('explanation', { nullable: false, description: 'What exactly, or why not.' }),
    }),
});
const StatusRowRef = builder.objectRef('ProviderStatusMapping').implement({
    description: 'What one status code of a provider means here. The same table maps the records.',
    fields: (t) => ({
        code: t.exposeString('code', { nullable: false, description: "The provider's code." }),
        label: t.exposeString('label', { nullable: false, description: "The provider's name or meaning of it." }),
        status: t.expose('status', { type: PaymentStatusRef, nullable: false, description: 'On the payment axis.' }),
        refundState: t.expose('refundState', {
            type: RefundStateRef,
            description: 'On the refund axis. Null where the code says nothing about it.',
        }),
        settlementState: t.expose('settlementState', {
            type: SettlementStateRef,
            description: 'On the settlement axis. Null where the code says nothing about it.',
        }),
        documented: t.exposeBoolean('documented', {
            nullable: false,
            description: "Whether the provider's published documentation lists the code.",
        }),
        note: t.exposeString('note', { description: 'What else decides. Null where nothing does.' }),
    }),
});
export const ReferenceKindInfoRef = builder.objectRef('ProviderReferenceKind').implement({
    description: "One kind of identifier that a provider's records carry.",
    fields: (t) => ({
        queryable: t.exposeBoolean('queryable', { nullable: false, description: 'Whether a look-up accepts it.' }),
        description: t.exposeString('description', { nullable: false, description: 'What it identifies.' }),
    }),
});
const AccountRef = builder.objectRef('ProviderAccount').implement({
    description: 'A configured Genstore shop or Yedpay key that you may use.',
    fields: (t) => ({
        name: t.exposeString('name', { nullable: false, description: 'The name for `account` in references.' }),
        timeZone: t.exposeString('timeZone', {
            nullable: false,
            description: 'The time zone in which its business days are counted.',
        }),
        status: t.field({
            type: AccountStatusRef,
            description: 'How the traffic with it goes at this moment. Null without the scope operations.',
            ...guardedBy('operations'),
            resolve: (account) => account.status(),
        }),
    }),
});
export const ProviderInfoRef = builder.objectRef('ProviderInfo').implement({
    description: 'What a provider can be asked, and which of its accounts are yours.',
    fields: (t) => ({
        label: t.exposeString('label', { nullable: false, description: 'Its name for people.' }),
        description: t.exposeString('description', { nullable: false, description: 'What it is.' }),
        capabilities: t.expose('capabilities', {
            type: [CapabilityInfoRef],
            nullable: false,
            description: 'What its published API can and cannot tell.',
        }),
        statuses: t.expose('statuses', {
            type: [StatusRowRef],
            nullable: false,
            description: 'Its status table. Codes are an open set: one that is not here is shown as UNKNOWN.',
        }),
        referenceKinds: t.expose('referenceKinds', {
            type: [ReferenceKindInfoRef],
            nullable: false,
            description: 'The identifiers that its records carry.',
        }),
        accounts: t.expose('accounts', {
            type: [AccountRef],
            nullable: false,
            description: 'The accounts that you may use. Empty where none is configured for you.',
        }),
    }),
});
builder.queryField('providers', (t) => t.field({
    type: [ProviderInfoRef],
    nullable: false,
    description: 'What each provider can tell, its status table and your accounts. Costs no provider call.',
    resolve: (_root, _args, { providers }) => providers(),
}));
