import { GatewayError } from '../domain/errors.js';
import { isTimeZone } from '../domain/instant.js';
import { PaymentStatusRef } from './axes.js';
import { builder, describedEnum } from './builder.js';
import { TransactionReferenceRef } from './transaction-reference.js';
const ComparableFieldRef = describedEnum('ComparableField', 'What of an entry is compared, where the entry states it. Status and currency always are.', {
    AMOUNT: 'The gross amount.',
    FEE: 'What the provider keeps.',
    NET: 'What the merchant gets.',
    PAID_ON: 'The day of payment.',
    MERCHANT_REFERENCE: "The merchant's own reference.",
    PROCESSOR_REFERENCE: "The external platform's number.",
    COUNTERPART: "Status, currency, amount and day of the counterpart's record. Never its fee or net.",
});
const ReconcileEntryRef = builder.inputType('ReconcileEntry', {
    description: 'One line of your books: which transaction, and what you know of it. What is left out is not compared.',
    fields: (t) => ({
        key: t.string({
            required: true,
            description: 'Your own name of the line, no other has it; it comes back with the answer. At most 200 characters.',
        }),
        reference: t.field({ type: TransactionReferenceRef, required: true, description: 'The transaction.' }),
        amount: t.field({ type: 'Decimal', description: 'The gross amount, such as "123.23". Needs currency.' }),
        currency: t.field({ type: 'CurrencyCode', description: 'Its currency. Without it no amount can be compared.' }),
        fee: t.field({ type: 'Decimal', description: 'What the provider keeps.' }),
        net: t.field({ type: 'Decimal', description: 'What you get.' }),
        merchantReference: t.string({ description: 'Your own reference: outOrderNo, or custom_id.' }),
        processorReference: t.string({ description: "The external platform's number: channelTrxNo, or reference_id." }),
        paidOn: t.field({ type: 'Date', description: 'The day of payment, or the day on which it is due.' }),
        expectStatus: t.field({ type: PaymentStatusRef, description: 'What it should be. Left out: PAID.' }),
        counterpart: t.field({
            type: TransactionReferenceRef,
            description: "The other provider's record of the same money. Costs one more look-up.",
        }),
    }),
});
const ToleranceRef = builder.inputType('AmountTolerance', {
    description: 'How far two amounts in one currency may be apart and still count as the same.',
    fields: (t) => ({
        currency: t.field({ type: 'CurrencyCode', required: true, description: 'The currency.' }),
        amount: t.field({ type: 'Decimal', required: true, description: 'In its units, such as "0.05"; not negative.' }),
    }),
});
const ReferenceNormalizationRef = builder.inputType('ReferenceNormalization', {
    description: 'What makes two spellings of a reference the same. Nothing, unless you say so.',
    fields: (t) => ({
        trim: t.boolean({ required: true, defaultValue: false, description: 'Ignore blanks before and after.' }),
        ignoreCase: t.boolean({ required: true, defaultValue: false, description: 'Ignore upper and lower case.' }),
        ignorePrefix: t.boolean({
            required: true,
            defaultValue: false,
            description: 'Ignore up to ten letters in front, with the "-" or "_" after them: "WC-1001" is "1001".',
        }),
        ignoreLeadingZeros: t.boolean({ required: true, defaultValue: false, description: 'Ignore zeros in front.' }),
    }),
});
const ReconcileRulesRef = builder.inputType('ReconcileRules', {
    description: 'How to compare. Nothing is tolerated unless you say so.',
    fields: (t) => ({
        tolerances: t.field({ type: [ToleranceRef], description: 'By currency; 0 for those that are left out.' }),
        paidWithinDays: t.int({
            required: true,
            defaultValue: 0,
            description: 'How many days the day of payment may be away from paidOn, from 0 to 366.',
        }),
        timeZone: t.string({
            description: "The IANA time zone in which days are counted. Left out: each account's own.",
        }),
        normalization: t.field({ type: ReferenceNormalizationRef, description: 'When two references are the same.' }),
        compare: t.field({
            type: [ComparableFieldRef],
            description: 'What is compared. Left out: all that entries state.',
        }),
    }),
});
export const ReconcileInputRef = builder.inputType('ReconcileInput', {
    description: 'Your books, and how to compare them.',
    fields: (t) => ({
        entries: t.field({ type: [ReconcileEntryRef], required: true, description: 'At most 500.' }),
        rules: t.field({ type: ReconcileRulesRef, description: 'Left out: everything has to be the same.' }),
    }),
});
/** Far longer than any reference, and short enough that 500 of them are no burden. */
const LONGEST_TEXT = 200;
/** @throws GatewayError BAD_USER_INPUT for a text that is too long. */
export function entryOf({ reference, counterpart, ...entry }) {
    const texts = [entry.key, entry.merchantReference ?? '', entry.processorReference ?? ''];
    if (texts.some((text) => text.length > LONGEST_TEXT)) {
        throw new GatewayError('BAD_USER_INPUT', `An entry's key and references have at most ${LONGEST_TEXT} characters.`);
    }
    return {
        key: entry.key,
        reference: reference,
        counterpart: counterpart ?? null,
        amount: entry.amount ?? null,
        currency: entry.currency ?? null,
        fee: entry.fee ?? null,
        net: entry.net ?? null,
        merchantReference: entry.merchantReference ?? null,
        processorReference: entry.processorReference ?? null,
        paidOn: entry.paidOn ?? null,
        expectStatus: entry.expectStatus ?? null,
    };
}
/** @throws GatewayError BAD_USER_INPUT for a rule that means nothing. */
export function rulesOf(input) {
    if (input == null)
        return {};
    const { tolerances, paidWithinDays, timeZone, normalization, compare } = input;
    if (paidWithinDays < 0 || paidWithinDays > 366) {
        throw new GatewayError('BAD_USER_INPUT', 'rules.paidWithinDays must be from 0 to 366.');
    }
    if (timeZone != null && !isTimeZone(timeZone)) {
        throw new GatewayError('BAD_USER_INPUT', 'rules.timeZone must be an IANA time zone such as "Asia/Hong_Kong".');
    }
    return {
        tolerances: tolerancesOf(tolerances ?? []),
        paidWithinDays,
        timeZone: timeZone ?? null,
        ...(normalization == null ? {} : { normalization }),
        ...(compare == null ? {} : { compare: new Set(compare) }),
    };
}
function tolerancesOf(list) {
    if (list.some(({ amount }) => amount.startsWith('-'))) {
        throw new GatewayError('BAD_USER_INPUT', 'rules.tolerances must not be negative.');
    }
    const tolerances = new Map(list.map(({ currency, amount }) => [currency, amount]));
    if (tolerances.size < list.length) {
        throw new GatewayError('BAD_USER_INPUT', 'rules.tolerances must name each currency once.');
    }
    return tolerances;
}
