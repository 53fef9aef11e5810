import { lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from './graph/builder.js';
import './graph/history.js';
import './graph/reconciliation.js';
import './graph/scalars.js';
import './graph/tracking.js';
import './graph/transaction-queries.js';
import { PaymentStatusRef, RefundStateRef, SettlementStateRef } from './graph/axes.js';
import { CounterpartLinkRef } from './graph/counterpart.js';
import { ObservedFilterRef, ObservedTransactionRef } from './graph/observed.js';
import { ProviderInfoRef, ReferenceKindInfoRef } from './graph/providers.js';
import { ReferenceRef, TransactionRef } from './graph/transaction.js';
import { LookupProblemRef, LookupReferenceRef } from './graph/transaction-lookup.js';
import { TransactionReferenceRef } from './graph/transaction-reference.js';
import { PROVIDERS } from './providers/index.js';
/** The neutral graph knows no provider: what names one is built here, from the registry. */
const ProviderRef = builder.enumType('Provider', {
    description: 'A system that transactions are looked up in.',
    values: Object.fromEntries(PROVIDERS.map(({ name, description }) => [name.toUpperCase(), { value: name, description }])),
});
const ReferenceKindRef = builder.enumType('ReferenceKind', {
    description: 'What a reference identifies a transaction by.',
    values: Object.fromEntries(PROVIDERS.flatMap(({ label, referenceKinds }) => referenceKinds.map(({ kind, description }) => [kind, { description: `${label}: ${description}` }]))),
});
builder.interfaceField(TransactionRef, 'provider', (t) => t.field({
    type: ProviderRef,
    nullable: false,
    description: 'Whose record it is.',
    resolve: ({ provider }) => provider,
}));
builder.objectField(ReferenceRef, 'kind', (t) => t.field({ type: ReferenceKindRef, nullable: false, description: 'What it identifies.', resolve: ({ kind }) => kind }));
builder.objectFields(CounterpartLinkRef, (t) => ({
    kind: t.field({
        type: ReferenceKindRef,
        nullable: false,
        description: 'Which identifier of the record leads to its counterpart.',
        resolve: ({ kind }) => kind,
    }),
    counterpartKind: t.field({
        type: ReferenceKindRef,
        nullable: false,
        description: 'Which identifier of the counterpart it must equal.',
        resolve: ({ counterpartKind }) => counterpartKind,
    }),
}));
builder.objectFields(LookupReferenceRef, (t) => ({
    provider: t.field({
        type: ProviderRef,
        description: 'The provider that was named. Null where an id named none.',
        resolve: ({ provider }) => provider,
    }),
    kind: t.field({
        type: ReferenceKindRef,
        description: 'What the value identifies. Null where that was not clear.',
        resolve: ({ kind }) => kind,
    }),
}));
builder.objectField(LookupProblemRef, 'provider', (t) => t.field({
    type: ProviderRef,
    description: 'The provider that was named. Null where an id named none.',
    resolve: ({ reference }) => reference.provider,
}));
builder.objectField(ProviderInfoRef, 'provider', (t) => t.field({
    type: ProviderRef,
    nullable: false,
    description: 'Its value in the enum.',
    resolve: ({ name }) => name,
}));
builder.objectField(ReferenceKindInfoRef, 'kind', (t) => t.field({ type: ReferenceKindRef, nullable: false, description: 'The kind.', resolve: ({ kind }) => kind }));
builder.objectField(ObservedTransactionRef, 'provider', (t) => t.field({
    type: ProviderRef,
    nullable: false,
    description: 'Whose record it is.',
    resolve: ({ provider }) => provider,
}));
ObservedFilterRef.implement({
    description: 'Which observed records. Members that are left out do not narrow the list.',
    fields: (t) => ({
        provider: t.field({ type: ProviderRef, description: 'Of this provider.' }),
        account: t.string({ description: 'Of this account. One that is not yours has nothing in it.' }),
        status: t.field({ type: [PaymentStatusRef], description: 'In one of these states.' }),
        refundState: t.field({ type: [RefundStateRef], description: 'In one of these refund states.' }),
        settlementState: t.field({ type: [SettlementStateRef], description: 'In one of these settlement states.' }),
        updatedSince: t.field({ type: 'DateTime', description: 'Whose present state was first seen then or later.' }),
        reference: t.string({
            description: "Whose merchant's, processor's or look-up reference is exactly this.",
        }),
    }),
});
TransactionReferenceRef.implement({
    description: 'Names one transaction: by an id of this gateway, or as one provider names it. Exactly one member.',
    isOneOf: true,
    fields: (t) => ({
        id: t.id({ description: 'An id that this gateway gave.' }),
        ...Object.fromEntries(PROVIDERS.map(({ name, graphql }) => [
            name,
            t.field({ type: graphql.reference, description: graphql.referenceDescription }),
        ])),
    }),
});
export const schema = builder.toSchema();
/** The public contract as text, sorted, so that a diff shows what changed and nothing else. */
export function printedSchema() {
    return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
