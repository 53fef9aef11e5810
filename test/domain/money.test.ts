import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { difference, formatMoney, type Money, readMoney } from '../../src/domain/money.ts';

function money(amount: string, currency: string | null = 'HKD'): Money {
  const read = readMoney(amount, currency);
  if (read === null) throw new Error(`no amount: ${amount}`);
  return read;
}

/** ICU puts no-break spaces where people read a space. */
const formatted = (value: Money, locale: string) => formatMoney(value, locale).replace(/[\u00a0\u202f]/g, ' ');

describe('an amount', () => {
  test.each([
    ['JPY', '1000', 0, '1000'],
    ['JPY', '1000.00', 0, '1000'],
    ['HKD', '10.00', 2, '1000'],
    ['USD', '0.5', 2, '50'],
    ['KWD', '1.234', 3, '1234'],
    ['CLF', '1.2345', 4, '12345'],
    ['HKD', '-10.00', 2, '-1000'],
    ['HKD', '12345678901234567890.12', 2, '1234567890123456789012'],
  ])('in %s of %s has exponent %i and %s minor units', (currency, amount, exponent, minorUnits) => {
    expect(money(amount, currency)).toEqual({
      amount,
      currency,
      rawCurrency: currency,
      exponent,
      minorUnits,
      raw: amount,
    });
  });

  test.each([
    ['JPY', '10.5'],
    ['HKD', '10.005'],
    ['KWD', '1.2345'],
  ])('in %s of %s keeps its text, and states no minor units', (currency, amount) => {
    expect(money(amount, currency)).toMatchObject({ amount, currency, minorUnits: null });
  });

  test.each(['RMB', 'hkd', 'HK$', ' HKD', 'XXX', '', '__proto__'])(
    'in the unknown currency %j is kept as sent',
    (currency) => {
      expect(money('10.00', currency)).toEqual({
        amount: '10.00',
        currency: null,
        rawCurrency: currency,
        exponent: null,
        minorUnits: null,
        raw: '10.00',
      });
    },
  );

  test('without a currency is kept as sent', () => {
    expect(money('10.00', null)).toMatchObject({
      amount: '10.00',
      currency: null,
      rawCurrency: null,
      minorUnits: null,
    });
  });

  test.each(['NaN', '1e999', '1,234.50', '', ' 1', '1e2'])('that reads %j is null, never zero', (text) => {
    expect(readMoney(text, 'HKD')).toBeNull();
  });
});

describe('a difference', () => {
  test('is exact, and in the same currency', () => {
    expect(difference(money('10.00'), money('3.333'))).toMatchObject({
      amount: '6.667',
      currency: 'HKD',
      minorUnits: null,
    });
  });

  test('of two currencies is null, unknown ones included', () => {
    expect(difference(money('10', 'HKD'), money('3', 'USD'))).toBeNull();
    expect(difference(money('10', 'HKD'), money('3', null))).toBeNull();
    expect(difference(money('10', 'RMB'), money('3', 'CNY'))).toBeNull();
    expect(difference(money('10', 'RMB'), money('3', 'NTD'))).toBeNull();
  });
});

describe('an amount for people', () => {
  test.each([
    ['en', money('1234.50', 'USD'), '$1,234.50'],
    ['en', money('1234.5', 'USD'), '$1,234.50'],
    ['de', money('1234.50', 'EUR'), '1.234,50 €'],
    ['fr', money('1234.50', 'EUR'), '1 234,50 €'],
    ['en-IN', money('1234567.00', 'INR'), '₹12,34,567.00'],
    ['ja', money('1000', 'JPY'), '￥1,000'],
    ['zh-HK', money('10.00', 'HKD'), 'HK$10.00'],
    ['en', money('1.234', 'KWD'), 'KWD 1.234'],
    ['en', money('-10.00', 'USD'), '-$10.00'],
    ['en', money('0.00', 'USD'), '$0.00'],
    // The display tables of ICU give HUF no decimals; ISO 4217 gives it two, and the provider stated two.
    ['en', money('10.55', 'HUF'), 'HUF 10.55'],
    ['en', money('10.00', 'RMB'), '10.00 RMB'],
    ['en', money('1234.50', null), '1,234.50'],
  ])('in %s', (locale, value, text) => {
    expect(formatted(value, locale)).toBe(text);
  });

  test.each([
    ['10.005', 'HKD', 'HK$10.005'],
    ['10.5', 'JPY', '¥10.5'],
    ['1.200', 'USD', '$1.200'],
    ['0.00000000000000000001', 'USD', '$0.00000000000000000001'],
    ['12345678901234567890.12', 'USD', '$12,345,678,901,234,567,890.12'],
  ])('shows every stated decimal of %s %s, and rounds none', (amount, currency, text) => {
    expect(formatted(money(amount, currency), 'en')).toBe(text);
  });

  test('shows exactly the stated digits of any amount', () => {
    const digits = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.stringMatching(/^[0-9]{2,20}$/));
    fc.assert(
      fc.property(digits, ([whole, decimals]) => {
        expect(formatMoney(money(`${whole}.${decimals}`, 'USD'), 'en').replace(/[$,]/g, '')).toBe(
          `${whole}.${decimals}`,
        );
      }),
    );
  });

  test.each(['', 'not a locale', 'en_US', '../../etc', 'e'])('throws RangeError for the locale %j', (locale) => {
    expect(() => formatMoney(money('10.00'), locale)).toThrow(RangeError);
    expect(() => formatMoney(money('10.00', null), locale)).toThrow(RangeError);
  });

  test('does without an error for a well-formed locale that nobody has', () => {
    expect(formatted(money('10.00', 'USD'), 'xx-ZZ')).toContain('10');
  });
});
