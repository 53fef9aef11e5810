import { GatewayError } from '../domain/errors.js';
import { formatMoney } from '../domain/money.js';
import { builder } from './builder.js';
export const MoneyRef = builder.objectRef('Money').implement({
    description: 'An amount exactly as the provider stated it. Nothing is rounded, converted or recomputed.',
    fields: (t) => ({
        amount: t.expose('amount', {
            type: 'Decimal',
            nullable: false,
            description: 'The amount in units of the currency, with every digit that was stated.',
        }),
        currency: t.expose('currency', {
            type: 'CurrencyCode',
            description: 'Null where the provider stated no currency, or one that ISO 4217 does not list; see rawCurrency.',
        }),
        rawCurrency: t.exposeString('rawCurrency', {
            description: 'The currency as the provider wrote it, such as "RMB". Null where it stated none.',
        }),
        minorUnits: t.exposeString('minorUnits', {
            description: 'The amount as an integer in the smallest unit of the currency ("12323" for 123.23 USD, "500" for 500 JPY). Null where the currency is unknown or the amount has more decimals than it.',
        }),
        exponent: t.exposeInt('exponent', {
            description: 'How many decimals the currency has by ISO 4217. Null where the currency is unknown.',
        }),
        raw: t.exposeString('raw', {
            nullable: false,
            description: 'The text that the provider sent, a JSON number included: 1.20 stays "1.20".',
        }),
        formatted: t.string({
            nullable: false,
            description: 'The amount for people, in the notation of a locale. Every stated decimal is shown.',
            args: {
                locale: t.arg.string({
                    required: true,
                    defaultValue: 'en',
                    description: 'A BCP 47 language tag, such as "en", "zh-HK" or "de-CH". One that is malformed is an error.',
                }),
            },
            resolve: (money, { locale }) => {
                try {
                    return formatMoney(money, locale);
                }
                catch (error) {
                    if (!(error instanceof RangeError))
                        throw error;
                    throw new GatewayError('BAD_USER_INPUT', 'locale must be a BCP 47 language tag such as "en" or "zh-HK".');
                }
            },
        }),
    }),
});
