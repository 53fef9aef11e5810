import { NOTHING_STALE } from '../domain/freshness.js';
import { PROBLEM_CODES } from '../domain/lookup-outcome.js';
import { summarize } from '../domain/summary-tally.js';
import { PaymentStatusRef } from './axes.js';
import { builder } from './builder.js';
import { asksFor } from './reference-cost.js';
import { TransactionReferenceRef } from './transaction-reference.js';
const ExclusionReasonRef = builder.enumType('ExclusionReason', {
    description: 'Why a reference is in no total: the outcome of its look-up, or something about its record.',
    values: {
        AWAITING_CUSTOMER: { description: 'The payer has not acted: there is no money yet.' },
        EXPIRED_UNPAID: { description: 'The payment link ran out unpaid.' },
        ...Object.fromEntries(PROBLEM_CODES.map((code) => [code, { description: `The outcome ${code}; see LookupOutcome.` }])),
        DUPLICATE: { description: 'It names a record that another reference has named; the record is counted once.' },
        CURRENCY_UNKNOWN: { description: 'The record states no amount, or none in a currency that ISO 4217 lists.' },
    },
});
const SummaryTotalRef = builder.objectRef('SummaryTotal').implement({
    description: 'A sum of what records state, in exact decimals. What is not stated is not taken for zero: it is counted.',
    fields: (t) => ({
        amount: t.expose('amount', {
            type: 'Decimal',
            description: 'The sum, in units of the currency; "0" where nothing belongs here. Null where none of the records states it.',
        }),
        statedCount: t.exposeInt('statedCount', { nullable: false, description: 'How many records are in the sum.' }),
        unstatedCount: t.exposeInt('unstatedCount', {
            nullable: false,
            description: 'How many records belong here and state no such amount.',
        }),
    }),
});
const StatusTotalRef = builder.objectRef('StatusTotal').implement({
    description: 'The records of one currency in one payment state.',
    fields: (t) => ({
        status: t.expose('status', { type: PaymentStatusRef, nullable: false, description: 'The state.' }),
        total: t.expose('total', { type: SummaryTotalRef, nullable: false, description: 'Their gross amounts.' }),
    }),
});
const CurrencySummaryRef = builder.objectRef('CurrencySummary').implement({
    description: 'The records in one currency. Every sum but byStatus is of those that are PAID: money that was never taken is in no total.',
    fields: (t) => {
        const total = (field, description) => t.expose(field, { type: SummaryTotalRef, nullable: false, description });
        return {
            currency: t.expose('currency', { type: 'CurrencyCode', nullable: false, description: 'The currency.' }),
            count: t.exposeInt('count', { nullable: false, description: 'How many records, in whatever state.' }),
            paidCount: t.exposeInt('paidCount', { nullable: false, description: 'How many of them are PAID.' }),
            gross: total('gross', 'What payers paid, refunded since or not.'),
            fee: total('fee', 'What the providers keep, as stated.'),
            net: total('net', 'What the merchant gets, as stated; never computed from the others.'),
            refunded: total('refunded', 'What went back. Genstore reports no refunds: its records are in unstatedCount.'),
            settled: total('settled', 'The part of gross that is SETTLED.'),
            unsettled: total('unsettled', 'The part of gross of which the provider says that it is not SETTLED.'),
            settlementNotReported: total('settlementNotReported', 'The part of gross of which the provider says nothing about settlement. With settled and unsettled it is gross.'),
            byStatus: t.expose('byStatus', {
                type: [StatusTotalRef],
                nullable: false,
                description: 'Every payment state that occurs, with the gross amounts in it.',
            }),
        };
    },
});
const ExclusionRef = builder.objectRef('SummaryExclusion').implement({
    description: 'References that are in no total.',
    fields: (t) => ({
        reason: t.expose('reason', { type: ExclusionReasonRef, nullable: false, description: 'Why.' }),
        count: t.exposeInt('count', { nullable: false, description: 'How many references.' }),
    }),
});
export const SummaryRef = builder.objectRef('Summary').implement({
    description: 'Totals by currency, in exact decimals. Currencies are never added or converted.',
    fields: (t) => ({
        byCurrency: t.expose('byCurrency', {
            type: [CurrencySummaryRef],
            nullable: false,
            description: 'Each currency that occurs, by its code.',
        }),
        excluded: t.expose('excluded', {
            type: [ExclusionRef],
            nullable: false,
            description: 'How many references are in no total, by reason. Empty where each is in one.',
        }),
        complete: t.exposeBoolean('complete', {
            nullable: false,
            description: 'Whether the totals hold all there is: every reference came to a record or to none that can have money, no status is UNKNOWN, and every paid record states its amount in a known currency. If false, money may be missing in them: a reference that is NOT_FOUND may be misspelt.',
        }),
    }),
});
builder.queryField('summary', (t) => t.field({
    type: SummaryRef,
    nullable: false,
    description: 'Totals of these transactions by currency, as they are now: nothing stale is added up. A record that two references name is counted once. Costs at most one provider call for each different reference.',
    args: {
        references: t.arg({
            type: [TransactionReferenceRef],
            required: true,
            description: 'What to add up: at most 200 different references.',
        }),
    },
    ...asksFor(({ references }) => references),
    resolve: async (_root, { references }, { lookups }) => {
        const rows = await Promise.all(references.map((reference) => lookups.byReference(reference, NOTHING_STALE)));
        return summarize(rows.map(({ outcome }) => outcome));
    },
}));
