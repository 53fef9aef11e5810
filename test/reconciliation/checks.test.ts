import { describe, expect, test } from 'vitest';
import { parseOffsetInstant } from '../../src/domain/instant.ts';
import { normalizeReference } from '../../src/reconciliation/normalize-reference.ts';
import { STRICT_RULES } from '../../src/reconciliation/rules.ts';
import { answer, decimal, entry, judged, money, payment } from './statements.ts';

const checkOf = (field: string, ...[changes, rules]: Parameters<typeof judged>) =>
  judged(changes, rules).checks.find((check) => check.field === field);

describe('amounts', () => {
  const compared = (expected: string, actual: string, tolerance: string) =>
    checkOf(
      'AMOUNT',
      {
        entry: entry({ amount: decimal(expected), currency: 'HKD' }),
        outcome: answer(payment('order-1', { amount: money(actual) })),
      },
      { tolerances: new Map([['HKD', decimal(tolerance)]]) },
    );

  test.each([
    ['100.00', '100', '0', 'PASS', '0.00'],
    ['100.00', '100.01', '0', 'FAIL', '0.01'],
    ['100.00', '100.01', '0.01', 'TOLERATED', '0.01'],
    ['100.00', '99.99', '0.01', 'TOLERATED', '-0.01'],
    ['100.00', '100.011', '0.01', 'FAIL', '0.011'],
    ['100.00', '99.98', '0.01', 'FAIL', '-0.02'],
    ['-5.00', '5.00', '0.01', 'FAIL', '10.00'],
    ['12345678901234567890.12', '12345678901234567890.13', '0.01', 'TOLERATED', '0.01'],
    ['0', '0.00', '0', 'PASS', '0.00'],
  ])('%s beside %s with a tolerance of %s is %s, by %s', (expected, actual, tolerance, verdict, delta) => {
    expect(compared(expected, actual, tolerance)).toMatchObject({ expected, actual, verdict, delta });
  });

  test('say by how much, in which direction, and which rule decided', () => {
    expect(compared('100.00', '99.98', '0.01')).toMatchObject({
      rule: 'at most 0.01 HKD apart',
      explanation: 'The record states 0.02 HKD less than your entry.',
    });
  });

  test('a tolerance in another currency tolerates nothing', () => {
    const check = checkOf(
      'AMOUNT',
      { entry: entry({ amount: decimal('99.00'), currency: 'HKD' }) },
      { tolerances: new Map([['USD', decimal('5')]]) },
    );
    expect(check?.verdict).toBe('FAIL');
  });

  test.each(['FEE', 'NET'] as const)('%s that the provider does not state is UNAVAILABLE', (field) => {
    const member = field === 'FEE' ? 'fee' : 'net';
    const changes = {
      entry: entry({ [member]: decimal('1.80'), currency: 'HKD' }),
      outcome: answer(payment('order-1', { [member]: null })),
    };
    expect(checkOf(field, changes)).toMatchObject({ verdict: 'UNAVAILABLE', actual: null });
    expect(judged(changes).outcome).toBe('UNVERIFIABLE');
  });
});

describe('days', () => {
  const paidAt = parseOffsetInstant('2026-03-29T23:30:00+00:00');
  const compared = (paidOn: string, timeZone: string, paidWithinDays = 0) =>
    checkOf(
      'PAID_ON',
      { entry: entry({ paidOn }), outcome: answer(payment('order-1', { paidAt, timeZone: 'Asia/Hong_Kong' })) },
      { timeZone, paidWithinDays },
    );

  test.each([
    ['2026-03-29', 'UTC', 0, 'PASS', '0'],
    ['2026-03-30', 'Asia/Hong_Kong', 0, 'PASS', '0'],
    // The night in which Berlin's clocks go forward.
    ['2026-03-30', 'Europe/Berlin', 0, 'PASS', '0'],
    ['2026-03-29', 'Europe/Berlin', 0, 'FAIL', '1'],
    ['2026-03-28', 'UTC', 1, 'TOLERATED', '1'],
    ['2026-03-31', 'UTC', 2, 'TOLERATED', '-2'],
    ['2026-04-01', 'UTC', 2, 'FAIL', '-3'],
    ['2025-03-29', 'UTC', 366, 'TOLERATED', '365'],
  ])('%s in %s within %i days is %s, by %s days', (paidOn, zone, within, verdict, delta) => {
    expect(compared(paidOn, zone, within)).toMatchObject({ verdict, delta });
  });

  test("are the account's own where the rules name no zone", () => {
    const changes = { entry: entry({ paidOn: '2026-03-30' }), outcome: answer(payment('order-1', { paidAt })) };
    expect(checkOf('PAID_ON', changes)).toMatchObject({ verdict: 'PASS', rule: 'the same day in Asia/Hong_Kong' });
  });

  test('of a payment without a time are UNAVAILABLE', () => {
    const changes = { entry: entry({ paidOn: '2026-03-30' }), outcome: answer(payment('order-1', { paidAt: null })) };
    expect(checkOf('PAID_ON', changes)?.verdict).toBe('UNAVAILABLE');
  });
});

describe('references', () => {
  const NOTHING = STRICT_RULES.normalization;

  test.each([
    [{ trim: true }, ' 1001 ', '1001'],
    [{ ignoreCase: true }, 'Ab-1', 'ab-1'],
    [{ ignorePrefix: true }, 'WC-1001', '1001'],
    [{ ignorePrefix: true }, 'order_1001', '1001'],
    [{ ignorePrefix: true }, 'WC1001', '1001'],
    [{ ignorePrefix: true }, 'ABCDEFGHIJK-1', 'ABCDEFGHIJK-1'],
    [{ ignorePrefix: true }, 'ABC', 'ABC'],
    [{ ignorePrefix: true }, 'WC-', 'WC-'],
    [{ ignoreLeadingZeros: true }, '0001001', '1001'],
    [{ ignoreLeadingZeros: true }, '000', '0'],
    [{ ignorePrefix: true, ignoreLeadingZeros: true }, 'WC-0012', '12'],
    [{}, ' WC-0012 ', ' WC-0012 '],
  ])('by %o "%s" stands for "%s"', (rules, written, normalized) => {
    expect(normalizeReference(written, { ...NOTHING, ...rules })).toBe(normalized);
  });

  test.each([
    ['1001', '1001', {}, 'PASS'],
    ['1001', 'WC-1001', {}, 'FAIL'],
    ['1001', 'WC-1001', { ignorePrefix: true }, 'TOLERATED'],
    ['1001', '1002', { ignorePrefix: true }, 'FAIL'],
    ['1001', null, {}, 'UNAVAILABLE'],
  ])('%s beside %s by %o is %s', (expected, actual, normalization, verdict) => {
    const changes = {
      entry: entry({ merchantReference: expected }),
      outcome: answer(payment('order-1', { merchantReference: actual })),
    };
    const rules = { normalization: { ...NOTHING, ...normalization } };
    expect(checkOf('MERCHANT_REFERENCE', changes, rules)?.verdict).toBe(verdict);
  });
});
