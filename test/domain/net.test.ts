import { describe, expect, test } from 'vitest';
import { readMoney } from '../../src/domain/money.ts';
import { netMismatch } from '../../src/domain/net.ts';

function mismatch(amount: string | null, fee: string | null, net: string | null, currency: string | null = 'HKD') {
  const money = (text: string | null) => (text === null ? null : readMoney(text, currency));
  return netMismatch({ amount: money(amount), fee: money(fee), net: money(net) }, 'net');
}

describe('the net', () => {
  test.each([
    ['123.23', '5.01', '118.22'],
    ['10', '1.20', '8.8000'],
    ['1.00', '1.50', '-0.50'],
    ['0.00', '0.00', '0'],
    ['12345678901234567890.03', '0.01', '12345678901234567890.02'],
  ])('of %s less %s may be %s', (amount, fee, net) => {
    expect(mismatch(amount, fee, net)).toBeNull();
  });

  test('that differs is shown beside what would have been consistent, and corrected nowhere', () => {
    expect(mismatch('10.00', '1.20', '9.75')).toMatchObject({
      kind: 'NET_MISMATCH',
      severity: 'INFO',
      field: 'net',
      expected: '8.80',
      actual: '9.75',
    });
  });

  test('differs by the last of twenty digits', () => {
    expect(mismatch('12345678901234567890', '0', '12345678901234567891')).not.toBeNull();
  });

  test('is compared in an unknown currency too', () => {
    expect(mismatch('10', '1', '8', 'RMB')).not.toBeNull();
    expect(mismatch('10', '1', '8', null)).not.toBeNull();
  });

  test.each([
    [null, '1', '9'],
    ['10', null, '9'],
    ['10', '1', null],
  ])('is not judged where one of %s, %s, %s is missing', (amount, fee, net) => {
    expect(mismatch(amount, fee, net)).toBeNull();
  });
});
