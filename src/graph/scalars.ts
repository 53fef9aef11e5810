import { GraphQLError } from 'graphql';
import { parseOffsetInstant } from '../domain/instant.ts';
import { builder } from './builder.ts';

/** No argument has one of these types: they only go out. */
function outputOnly(name: string) {
  return (): never => {
    throw new GraphQLError(`${name} is never an input.`);
  };
}

builder.scalarType('DateTime', {
  description: 'A point in time, RFC 3339 in UTC with "Z", such as "2019-06-28T17:03:50Z".',
  serialize: (instant) => instant.utc,
  parseValue: (text) => {
    const instant = typeof text === 'string' ? parseOffsetInstant(text) : null;
    if (instant === null) throw new GraphQLError('A DateTime is RFC 3339 with an offset.');
    return instant;
  },
});

builder.scalarType('Date', {
  description: 'A calendar day in a named time zone, such as "2019-06-28".',
  serialize: (date) => date,
  parseValue: outputOnly('Date'),
});

builder.scalarType('Decimal', {
  description:
    'An exact decimal number as a JSON string, with the digits that the provider stated: "123.20" keeps its zero. Read it with a decimal type, never as a float.',
  serialize: (decimal) => decimal,
  parseValue: outputOnly('Decimal'),
});

builder.scalarType('CurrencyCode', {
  description: 'An ISO 4217 alphabetic currency code, such as "HKD".',
  serialize: (code) => code,
  parseValue: outputOnly('CurrencyCode'),
});

builder.scalarType('JSON', {
  description: 'Any JSON value. Numbers in it are given as strings with their exact text.',
  serialize: (value) => value,
  parseValue: outputOnly('JSON'),
});
