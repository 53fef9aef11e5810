import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compare,
  type Decimal,
  decimalPlaces,
  isNegative,
  isZero,
  parseDecimal,
  subtract,
  toMinorUnits,
} from '../../src/domain/decimal.ts';

const decimal = (text: string) => text as Decimal;

/** Plain decimal text with a known value: `units / 10^scale`, written out without any library. */
const written = fc
  .tuple(fc.bigInt({ min: -(10n ** 35n), max: 10n ** 35n }), fc.integer({ min: 0, max: 20 }))
  .map(([units, scale]) => {
    const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
    const whole = digits.slice(0, digits.length - scale);
    const text = scale === 0 ? whole : `${whole}.${digits.slice(digits.length - scale)}`;
    return { units, scale, text: decimal(units < 0n ? `-${text}` : text) };
  });

describe('reading', () => {
  test.each([
    '0',
    '0.00',
    '123.23',
    '1.20',
    '-5',
    '-0.00',
    '007.10',
    '12345678901234567890',
    `${'9'.repeat(40)}.${'1'.repeat(20)}`,
  ])('%s is taken as it is', (text) => {
    expect(parseDecimal(text)).toBe(text);
  });

  test.each([
    '',
    ' ',
    '1 ',
    ' 1',
    '1\n',
    '1e2',
    '1e999',
    '1,234.50',
    '1.234,50',
    '.5',
    '5.',
    '+5',
    '--5',
    '1.2.3',
    'NaN',
    'Infinity',
    '0x10',
    '١٢',
    '1٫5',
    '−5',
    '$5',
    '5 HKD',
    '9'.repeat(41),
    `1.${'0'.repeat(21)}`,
  ])('%j is no amount', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });

  test('accepts only digits, one point and one sign, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.-+eE, ') }), (text) => {
        const isPlain = /^-?[0-9]{1,40}([.][0-9]{1,20})?$/.test(text);
        expect(parseDecimal(text)).toBe(isPlain ? text : null);
      }),
    );
  });
});

describe('arithmetic', () => {
  test.each([
    ['123.23', '5.01', '118.22'],
    ['10.00', '1.20', '8.80'],
    ['0.3', '0.1', '0.2'],
    ['1', '1.00', '0.00'],
    ['5', '7.5', '-2.5'],
    ['10.00', '-5.00', '15.00'],
    ['12345678901234567890.01', '0.02', '12345678901234567889.99'],
  ])('%s less %s is %s', (left, right, difference) => {
    expect(subtract(decimal(left), decimal(right))).toBe(difference);
  });

  test('is exact for any two numbers', () => {
    fc.assert(
      fc.property(written, written, (left, right) => {
        const scale = Math.max(left.scale, right.scale);
        const expected =
          left.units * 10n ** BigInt(scale - left.scale) - right.units * 10n ** BigInt(scale - right.scale);
        const difference = subtract(left.text, right.text);
        expect(decimalPlaces(difference)).toBe(scale);
        expect(BigInt(difference.replace('.', ''))).toBe(expected);
      }),
    );
  });

  test('is that of big.js to the last digit, for small numbers and around the largest exact integer', () => {
    const digits = fc.oneof(
      fc.nat(99_999).map(String),
      fc.bigInt({ min: 2n ** 53n - 50n, max: 2n ** 53n + 50n }).map(String),
      fc.bigInt({ min: 0n, max: 10n ** 19n }).map(String),
      fc.constantFrom('0', '00', '007', '9007199254740991', '9007199254740992', '900719925474099'),
    );
    const plain = fc
      .tuple(fc.constantFrom('', '', '-'), digits, fc.constantFrom('', '.0', '.00', '.10', '.05', '.991', '.00000001'))
      .map((parts) => decimal(parts.join('')));
    fc.assert(
      fc.property(plain, plain, (left, right) => {
        const scale = Math.max(decimalPlaces(left), decimalPlaces(right));
        expect(subtract(left, right)).toBe(new Big(left).minus(right).toFixed(scale));
        expect(Math.sign(compare(left, right))).toBe(new Big(left).cmp(right));
        expect(isZero(left)).toBe(new Big(left).eq(0));
        expect(isNegative(left)).toBe(new Big(left).lt(0));
      }),
      { numRuns: 20_000 },
    );
  });

  test('orders any two numbers as their values are', () => {
    fc.assert(
      fc.property(written, written, (left, right) => {
        const scale = Math.max(left.scale, right.scale);
        const a = left.units * 10n ** BigInt(scale - left.scale);
        const b = right.units * 10n ** BigInt(scale - right.scale);
        expect(Math.sign(compare(left.text, right.text))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  test('does not mind trailing zeros, nor a negative zero', () => {
    expect(compare(decimal('1.2'), decimal('1.20'))).toBe(0);
    expect(compare(decimal('-0.00'), decimal('0'))).toBe(0);
    expect([isZero(decimal('0.00')), isZero(decimal('-0')), isZero(decimal('0.01'))]).toEqual([true, true, false]);
  });
});

describe('minor units', () => {
  test.each([
    ['123.23', 2, '12323'],
    ['123', 0, '123'],
    ['123.00', 0, '123'],
    ['1.234', 3, '1234'],
    ['1.2345', 4, '12345'],
    ['-5.10', 2, '-510'],
    ['0.00', 2, '0'],
    ['-0.00', 2, '0'],
    ['1.200', 2, '120'],
    ['12345678901234567890.12', 2, '1234567890123456789012'],
  ])('%s with exponent %i is %s', (value, exponent, units) => {
    expect(toMinorUnits(decimal(value), exponent)).toBe(units);
  });

  test.each([
    ['10.005', 2],
    ['0.1', 0],
    ['12345678901234567890.123', 2],
    ['0.00000000000000000001', 4],
  ])('%s with exponent %i is null, because nothing is rounded', (value, exponent) => {
    expect(toMinorUnits(decimal(value), exponent)).toBeNull();
  });

  test('are exact or null for any number', () => {
    fc.assert(
      fc.property(written, fc.constantFrom(0, 2, 3, 4), ({ units, scale, text }, exponent) => {
        const scaled = units * 10n ** BigInt(exponent);
        const divisor = 10n ** BigInt(scale);
        expect(toMinorUnits(text, exponent)).toBe(scaled % divisor === 0n ? (scaled / divisor).toString() : null);
      }),
    );
  });
});
