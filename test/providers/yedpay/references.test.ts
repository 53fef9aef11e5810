import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  parseYedpayReference,
  readYedpayReference,
  YEDPAY_REFERENCE_KINDS,
} from '../../../src/providers/yedpay/references.ts';

const EITHER = 'Give exactly one of customId and paymentToken.';

describe('a custom id', () => {
  test.each(['a', 'order_1-2', '-', 'x'.repeat(36)])('may be %j', (customId) => {
    expect(parseYedpayReference({ customId })).toEqual({ valid: true, kind: 'CUSTOM_ID', value: customId });
  });

  test.each(['', '.', '..', 'a/b', 'a b', 'a&b=c', 'a%20', 'a\n', 'a\r\nX: 1', 'a\0', 'é', 'ａ', 'x'.repeat(37)])(
    'may not be %j',
    (customId) => {
      expect(parseYedpayReference({ customId })).toEqual({
        valid: false,
        kind: 'CUSTOM_ID',
        value: customId,
        message: 'customId must be 1 to 36 letters, digits, "_" or "-".',
      });
    },
  );
});

describe('a payment token', () => {
  test.each(['a', 'a+b&c=d%2e', '../x', '?#&', '~'.repeat(512)])('may be %j', (paymentToken) => {
    expect(parseYedpayReference({ paymentToken })).toEqual({ valid: true, kind: 'PAYMENT_TOKEN', value: paymentToken });
  });

  test.each(['', 'a b', 'a\tb', 'a\r\nb', 'a\0', '\x7f', 'é', '\u202e', '~'.repeat(513)])(
    'may not be %j',
    (paymentToken) => {
      expect(parseYedpayReference({ paymentToken })).toMatchObject({ valid: false, kind: 'PAYMENT_TOKEN' });
    },
  );

  test('is quoted by no message', () => {
    const parsed = parseYedpayReference({ paymentToken: 'pt_secret with blank' });
    expect(parsed.valid ? '' : parsed.message).not.toContain('pt_secret');
  });
});

describe('exactly one of the two', () => {
  test.each([
    [{}],
    [{ customId: null, paymentToken: null }],
    [{ customId: 'a', paymentToken: 'b' }],
    [{ customId: '', paymentToken: 'b' }],
    [{ customId: 'a', paymentToken: '' }],
    [{ customId: 42 }],
    [{ customId: ['a'] }],
  ])('is missing in %j', (input) => {
    expect(parseYedpayReference(input)).toEqual({ valid: false, message: EITHER });
  });

  test('is given where the other is null', () => {
    expect(parseYedpayReference({ customId: 'a', paymentToken: null })).toMatchObject({ kind: 'CUSTOM_ID' });
    expect(parseYedpayReference({ customId: null, paymentToken: 'b' })).toMatchObject({ kind: 'PAYMENT_TOKEN' });
  });
});

test('only the queryable kinds can be read from a global id', () => {
  for (const { kind, queryable } of YEDPAY_REFERENCE_KINDS)
    expect(readYedpayReference(kind, 'a').valid).toBe(queryable);
  for (const kind of ['PAYMENT_ID', 'constructor', '__proto__', ''])
    expect(readYedpayReference(kind, 'a').valid).toBe(false);
});

test('only the payment token is secret', () => {
  expect(YEDPAY_REFERENCE_KINDS.filter(({ secret }) => secret).map(({ kind }) => kind)).toEqual(['PAYMENT_TOKEN']);
});

test('whatever is accepted as a custom id is of the documented characters and length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (customId) => {
      expect(parseYedpayReference({ customId }).valid).toBe(/^[A-Za-z0-9_-]{1,36}$/.test(customId));
    }),
  );
});
