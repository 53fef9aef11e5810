import { currencyOf } from '../domain/currency.ts';
import { parseDecimal } from '../domain/decimal.ts';
import { parseDate, parseOffsetInstant } from '../domain/instant.ts';
import { builder } from './builder.ts';

/** What is thrown is no GraphQLError: graphql would show one as it is, and others with the place of the value. */
function input<Value>(read: (text: string) => Value | null, form: string) {
  return (value: unknown): Value => {
    const parsed = typeof value === 'string' ? read(value) : null;
    if (parsed === null) throw new TypeError(form);
    return parsed;
  };
}

function outputOnly(name: string) {
  return (): never => {
    throw new TypeError(`${name} is never an input.`);
  };
}

builder.scalarType('DateTime', {
  description: 'A point in time, RFC 3339 in UTC with "Z", such as "2019-06-28T17:03:50Z".',
  serialize: (instant) => instant.utc,
  parseValue: input(parseOffsetInstant, 'A DateTime is RFC 3339 with an offset.'),
});

builder.scalarType('Date', {
  description: 'A calendar day in a named time zone, such as "2019-06-28".',
  serialize: (date) => date,
  parseValue: input(parseDate, 'A Date is a day such as "2019-06-28".'),
});

builder.scalarType('Decimal', {
  description:
    'An exact decimal number as a JSON string, with the digits that the provider stated: "123.20" keeps its zero. Read it with a decimal type, never as a float.',
  serialize: (decimal) => decimal,
  // A JSON number has been a float before it came here, so it is refused.
  parseValue: input(parseDecimal, 'A Decimal is a string such as "123.20".'),
});

builder.scalarType('CurrencyCode', {
  description: 'An ISO 4217 alphabetic currency code, such as "HKD".',
  serialize: (code) => code,
  parseValue: input((code) => currencyOf(code)?.code ?? null, 'A CurrencyCode is an ISO 4217 code such as "HKD".'),
});

builder.scalarType('JSON', {
  description: 'Any JSON value. Numbers in it are given as strings with their exact text.',
  serialize: (value) => value,
  parseValue: outputOnly('JSON'),
});
