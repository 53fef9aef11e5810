import { GatewayError } from '../domain/errors.js';
import { builder, describedEnum } from './builder.js';
import { entryOf, ReconcileInputRef, rulesOf } from './reconciliation-input.js';
import { reconciles } from './reference-cost.js';
import { SummaryRef } from './summary.js';
import { TransactionLookupRef } from './transaction-lookup.js';
const EntryOutcomeRef = describedEnum('EntryOutcome', 'What the comparison says of one entry.', {
    MATCHED: 'Everything that was compared is the same.',
    MATCHED_WITH_TOLERANCE: 'The same within your rules: checks say what differs and which rule allows it.',
    MISMATCHED: 'Something is not the same: checks say what, and by how much.',
    EXPECTED: 'Not due or not decided yet: ask again later.',
    MISSING: 'There is no such transaction in an account of yours, and it is due.',
    AMBIGUOUS: 'It cannot be said which record or which entry is meant: somebody has to look.',
    DUPLICATE: 'Other entries name the same transaction, or the same counterpart; each of them is a DUPLICATE.',
    UNVERIFIABLE: 'Nobody can say: the provider or the budget could not answer, or what is stated cannot be compared. It is neither right nor wrong.',
});
const CheckedFieldRef = describedEnum('CheckedField', 'What a check is of.', {
    STATUS: 'The payment axis.',
    CURRENCY: 'The currency of the amounts.',
    AMOUNT: 'The gross amount.',
    FEE: 'What the provider keeps.',
    NET: 'What the merchant gets.',
    PAID_ON: 'The day of payment.',
    MERCHANT_REFERENCE: "The merchant's own reference.",
    PROCESSOR_REFERENCE: "The external platform's number.",
    COUNTERPART_STATUS: "The payment axis of the counterpart's record.",
    COUNTERPART_CURRENCY: 'Its currency.',
    COUNTERPART_AMOUNT: 'Its gross amount. Fee and net are not compared across providers.',
    COUNTERPART_PAID_ON: 'Its day of payment.',
});
const VerdictRef = describedEnum('CheckVerdict', 'What a check says.', {
    PASS: 'The same.',
    TOLERATED: 'Not the same, and a rule of yours allows it.',
    FAIL: 'Not the same.',
    NOT_COMPARABLE: 'The two say nothing about one another, such as amounts in two currencies.',
    UNAVAILABLE: 'The provider states nothing, or nothing yet.',
});
const FieldCheckRef = builder.objectRef('FieldCheck').implement({
    description: 'One field of an entry beside the same field of the record.',
    fields: (t) => ({
        field: t.expose('field', { type: CheckedFieldRef, nullable: false, description: 'The field.' }),
        expected: t.exposeString('expected', { nullable: false, description: 'What the entry says.' }),
        actual: t.exposeString('actual', { description: 'What the record says. Null where it states nothing.' }),
        delta: t.exposeString('delta', {
            description: 'actual less expected: an exact amount, or days. Null where there is no difference to give.',
        }),
        verdict: t.expose('verdict', { type: VerdictRef, nullable: false, description: 'What comes of it.' }),
        rule: t.exposeString('rule', { nullable: false, description: 'The rule that decided, with its value.' }),
        explanation: t.exposeString('explanation', { nullable: false, description: 'One sentence for a person.' }),
    }),
});
const ReconciledEntryRef = builder.objectRef('ReconciledEntry').implement({
    description: 'One entry, the record that it names, and how they compare.',
    fields: (t) => ({
        key: t.string({ nullable: false, description: "The entry's key.", resolve: ({ entry }) => entry.key }),
        outcome: t.expose('outcome', { type: EntryOutcomeRef, nullable: false, description: 'What comes of it.' }),
        explanation: t.exposeString('explanation', { nullable: false, description: 'Why, in sentences for a person.' }),
        checks: t.expose('checks', {
            type: [FieldCheckRef],
            nullable: false,
            description: 'Every field that was compared. Empty where there was nothing to compare with.',
        }),
        lookup: t.expose('lookup', {
            type: TransactionLookupRef,
            nullable: false,
            description: 'The row of its reference.',
        }),
        counterpart: t.expose('counterpart', {
            type: TransactionLookupRef,
            description: 'The row of its counterpart. Null where the entry names none.',
        }),
    }),
});
const OutcomeCountRef = builder.objectRef('EntryOutcomeCount').implement({
    description: 'How many entries have one outcome.',
    fields: (t) => ({
        outcome: t.expose('outcome', { type: EntryOutcomeRef, nullable: false, description: 'The outcome.' }),
        count: t.exposeInt('count', { nullable: false, description: 'How many; 0 is stated, too.' }),
    }),
});
const CurrencyTotalsRef = builder.objectRef('ReconcileTotals').implement({
    description: "Both sides' money in one currency, in exact decimals.",
    fields: (t) => ({
        currency: t.expose('currency', { type: 'CurrencyCode', nullable: false, description: 'The currency.' }),
        entryCount: t.exposeInt('entryCount', {
            nullable: false,
            description: 'How many entries expect a payment and state an amount in it.',
        }),
        expected: t.expose('expected', {
            type: 'Decimal',
            nullable: false,
            description: 'The sum of the amounts of entries that expect a payment: those whose expectStatus is PAID or left out.',
        }),
        recordCount: t.exposeInt('recordCount', {
            nullable: false,
            description: 'How many different records are PAID and state an amount in it, also those whose entry states none.',
        }),
        actual: t.expose('actual', {
            type: 'Decimal',
            nullable: false,
            description: 'The sum of their gross amounts. Counterparts are not in it: they are the same money.',
        }),
        difference: t.expose('difference', { type: 'Decimal', nullable: false, description: 'actual less expected.' }),
        unverified: t.expose('unverified', {
            type: 'Decimal',
            nullable: false,
            description: 'The part of expected whose entries could not be verified. Unless it is 0, difference says little.',
        }),
        open: t.expose('open', {
            type: 'Decimal',
            nullable: false,
            description: 'The part of expected that is EXPECTED: in difference now, and its money may still come.',
        }),
    }),
});
const ReconcileReportRef = builder.objectRef('ReconcileReport').implement({
    description: 'Your books beside the records of the providers.',
    fields: (t) => ({
        complete: t.exposeBoolean('complete', {
            nullable: false,
            description: 'Whether every entry was verified: everything it names was answered and could be compared. If false, the report must not be read as clean.',
        }),
        entries: t.field({
            type: [ReconciledEntryRef],
            nullable: false,
            description: 'One for each entry, in the same order.',
            args: {
                outcomes: t.arg({ type: [EntryOutcomeRef], description: 'Only those with one of these. Left out: all.' }),
            },
            resolve: ({ entries }, { outcomes }) => outcomes == null ? entries : entries.filter(({ outcome }) => outcomes.includes(outcome)),
        }),
        counts: t.expose('counts', {
            type: [OutcomeCountRef],
            nullable: false,
            description: 'How many entries have each outcome.',
        }),
        totals: t.expose('totals', {
            type: [CurrencyTotalsRef],
            nullable: false,
            description: 'Both sides by currency, by its code.',
        }),
        summary: t.expose('summary', {
            type: SummaryRef,
            nullable: false,
            description: "The records' totals: fees, refunds and settlement, too.",
        }),
        upstreamCalls: t.exposeInt('upstreamCalls', {
            nullable: false,
            description: 'How many provider calls it took.',
        }),
    }),
});
builder.queryField('reconcile', (t) => t.field({
    type: ReconcileReportRef,
    nullable: false,
    description: 'Compares your books with the providers, and explains every difference. At most 500 entries; costs at most one provider call for each different reference, behind those that people wait for, and may take up to a minute: what cannot be asked in time is UNVERIFIABLE, and complete is false. Needs the scope reconcile. Larger books: the command `paylens reconcile`.',
    args: { input: t.arg({ type: ReconcileInputRef, required: true, description: 'Your books, and the rules.' }) },
    ...reconciles(({ input }) => {
        const { entries } = input;
        return entries.flatMap(({ reference, counterpart }) => counterpart == null ? [reference] : [reference, counterpart]);
    }),
    resolve: (_root, { input: { entries, rules } }, context) => {
        const reconciliation = context.reconciliation();
        if (entries.length > reconciliation.maxEntries) {
            const message = `A report takes at most ${reconciliation.maxEntries} entries, and this has ${entries.length}. Split it, or use the command paylens reconcile.`;
            throw new GatewayError('LIMIT_EXCEEDED', message);
        }
        if (new Set(entries.map(({ key }) => key)).size < entries.length) {
            throw new GatewayError('BAD_USER_INPUT', 'Each entry needs a key of its own.');
        }
        return reconciliation.run({ entries: entries.map(entryOf), rules: rulesOf(rules) });
    },
}));
