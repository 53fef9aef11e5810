import currencyCodesPackage from 'currency-codes';
import { describe, expect, test } from 'vitest';
import { currencyCodes, currencyOf } from '../../src/domain/currency.ts';

/** In the list of June 2024, but not here: nobody pays in a metal, a bond unit or a test code. */
const NO_MONEY = 'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(' ');

/** Here, but not in that list: XCG came in 2025, and ZWL was withdrawn, but old payments still state it. */
const ADDED = 'XCG ZWL'.split(' ');

const published = new Map(currencyCodesPackage.data.map(({ code, digits }) => [code, digits]));

describe('the currency table against the published ISO 4217 list', () => {
  test('is of the list that its differences were explained for', () => {
    expect(currencyCodesPackage.publishDate).toBe('2024-06-25');
  });

  test('lacks nothing but what is no money', () => {
    const missing = [...published.keys()].filter((code) => currencyOf(code) === null);
    expect(missing.sort()).toEqual(NO_MONEY);
  });

  test('has nothing more than a later amendment and a withdrawn code', () => {
    const more = currencyCodes().filter((code) => !published.has(code));
    expect([...more].sort()).toEqual(ADDED);
  });

  test('agrees on every exponent', () => {
    const both = currencyCodes().filter((code) => published.has(code));
    expect(both.length).toBeGreaterThan(150);
    expect(Object.fromEntries(both.map((code) => [code, currencyOf(code)?.exponent]))).toEqual(
      Object.fromEntries(both.map((code) => [code, published.get(code)])),
    );
  });
});

describe('a currency code', () => {
  test('is three capital letters', () => {
    for (const code of currencyCodes()) expect(code).toMatch(/^[A-Z]{3}$/);
  });

  test.each(['RMB', 'usd', 'USD ', '', 'US', 'USDT', 'XAU', 'XXX', 'constructor', '__proto__'])(
    '%j is none',
    (code) => {
      expect(currencyOf(code)).toBeNull();
    },
  );

  test.each([
    ['JPY', 0],
    ['HKD', 2],
    ['HUF', 2],
    ['IDR', 2],
    ['KWD', 3],
    ['CLF', 4],
    ['XCG', 2],
  ])('%s has exponent %i', (code, exponent) => {
    expect(currencyOf(code)).toEqual({ code, exponent });
  });
});
