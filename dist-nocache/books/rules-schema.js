import { z } from 'zod';
import { currencyOf } from '../domain/currency.js';
import { parseDecimal } from '../domain/decimal.js';
import { isTimeZone } from '../domain/instant.js';
import { PAYMENT_STATUSES } from '../domain/payment-status.js';
import { COMPARABLE_FIELDS } from '../reconciliation/rules.js';
import { dateReader } from './date-text.js';
import { ENCODINGS } from './encoding.js';
import { SEPARATOR_NAMES } from './separator.js';
// Every scalar comes as text, so that 0.10 stays "0.10" and NO is not false.
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
function wholeNumber(most) {
    const message = `must be a whole number from 0 to ${most}`;
    return z
        .string()
        .regex(/^\d{1,4}$/, message)
        .transform(Number)
        .refine((value) => value <= most, message);
}
const texts = z.union([z.string().transform((text) => [text]), z.array(z.string()).min(1)], {
    error: 'must be a text or a list of texts',
});
const name = z.string({ error: 'must be the name of a column' }).min(1);
/** Where a value comes from: a column, a text that is the same for all rows, or the text where the column is empty. */
const source = fromName(z.strictObject({ column: name.optional(), value: z.string().min(1).optional() }));
const statusSource = fromName(z.strictObject({
    column: name.optional(),
    value: z.enum(PAYMENT_STATUSES).optional(),
    /** What the books' own words mean. */
    values: z.record(z.string(), z.enum(PAYMENT_STATUSES)).optional(),
}));
function fromName(shape) {
    return z.preprocess((given) => (typeof given === 'string' ? { column: given } : given), shape.refine(({ column, value }) => column !== undefined || value !== undefined, 'names neither a column nor a value'));
}
const condition = z
    .strictObject({ column: name, equals: texts.optional(), startsWith: texts.optional(), empty: flag.optional() })
    .refine(({ equals, startsWith, empty }) => [equals, startsWith, empty].filter((each) => each !== undefined).length === 1, 'needs one of equals, startsWith and empty');
const tolerances = z.record(z.string(), z.string()).transform((amounts, context) => {
    const read = Object.entries(amounts).flatMap(([currency, text]) => {
        const amount = parseDecimal(text);
        const isKnown = currencyOf(currency) !== null;
        if (!isKnown)
            context.addIssue({ code: 'custom', path: [currency], message: 'is no ISO 4217 code' });
        if (amount === null || amount.startsWith('-')) {
            context.addIssue({ code: 'custom', path: [currency], message: 'must be an amount such as 0.05, not negative' });
        }
        return amount === null ? [] : [[currency, amount]];
    });
    return new Map(read);
});
/** What a rules file may say. `forms` are the ways in which a transaction can be named. */
export function rulesSchema(forms) {
    const providers = forms.map(({ provider, members }) => {
        const named = z.strictObject({
            ...Object.fromEntries(members.map((member) => [member, source.optional()])),
            account: source.optional(),
            when: condition.optional(),
        });
        return [provider, providerReference(named, members).optional()];
    });
    const reference = z
        .strictObject({ id: source.optional(), ...Object.fromEntries(providers) })
        .refine((given) => Object.values(given).some((each) => each !== undefined), 'names no column')
        .transform((given) => given);
    return z.strictObject({
        file: z
            .strictObject({
            separator: z.enum(SEPARATOR_NAMES).optional(),
            encoding: z.enum(ENCODINGS).optional(),
            header: flag.default(true),
            linesBeforeHeader: wholeNumber(1_000).default(0),
            decimal: z.enum(['.', ',']).default('.'),
            thousands: z.enum(['.', ',', "'", ' ']).optional(),
            dates: z
                .string()
                .refine((pattern) => dateReader(pattern) !== null, 'must be a pattern such as yyyy-MM-dd or d.M.yyyy')
                .default('yyyy-MM-dd'),
            skip: z.array(condition).default([]),
        })
            .refine(({ decimal, thousands }) => decimal !== thousands, 'decimal and thousands must differ')
            .prefault({}),
        columns: z.strictObject({
            key: source.optional(),
            reference,
            counterpart: reference.optional(),
            amount: source.optional(),
            currency: source.optional(),
            fee: source.optional(),
            net: source.optional(),
            merchantReference: source.optional(),
            processorReference: source.optional(),
            paidOn: source.optional(),
            expectStatus: statusSource.optional(),
        }),
        rules: z
            .strictObject({
            tolerances: tolerances.optional(),
            paidWithinDays: wholeNumber(366).optional(),
            timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as "Asia/Hong_Kong"').optional(),
            normalization: z
                .strictObject({
                trim: flag.default(false),
                ignoreCase: flag.default(false),
                ignorePrefix: flag.default(false),
                ignoreLeadingZeros: flag.default(false),
            })
                .optional(),
            compare: z.array(z.enum(COMPARABLE_FIELDS)).optional(),
        })
            .prefault({}),
    });
}
function providerReference(named, members) {
    return named.transform((given, context) => {
        const used = members.filter((member) => given[member] !== undefined);
        const [member] = used;
        if (member === undefined || used.length > 1) {
            context.addIssue({ code: 'custom', message: `needs one of ${members.join(', ')}` });
            return z.NEVER;
        }
        const { account, when } = given;
        return { member, value: given[member], account, when };
    });
}
