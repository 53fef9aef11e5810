import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  GENSTORE_REFERENCE_KINDS,
  parseGenstoreReference,
  readGenstoreReference,
} from '../../../src/providers/genstore/references.ts';

const parse = (paymentId: unknown) => parseGenstoreReference({ paymentId });

describe('a payment id', () => {
  test.each(['PI0020241010151755224', 'a', '-', '_', 'x'.repeat(64)])('may be %j', (paymentId) => {
    expect(parse(paymentId)).toEqual({ valid: true, kind: 'PAYMENT_ID', value: paymentId });
  });

  test.each([
    '',
    '.',
    '..',
    'a/b',
    'a\\b',
    '../admin',
    'a?b',
    'a#b',
    'a%2fb',
    'a b',
    ' a',
    'a\n',
    'a\r\nX-Evil: 1',
    'a\0',
    'é',
    'ａ',
    'а',
    'a\u202e',
    '@evil.example',
    'x'.repeat(65),
  ])('may not be %j', (paymentId) => {
    expect(parse(paymentId)).toEqual({
      valid: false,
      kind: 'PAYMENT_ID',
      value: paymentId,
      message: 'paymentId must be 1 to 64 letters, digits, "_" or "-".',
    });
  });

  test.each([[undefined], [null], [42], [{}], [['a']], [true]])('that is %j, no text, is refused', (paymentId) => {
    expect(parse(paymentId).valid).toBe(false);
  });

  test('that is accepted stands in a URL path as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 70 }), (text) => {
        if (!parse(text).valid) return;
        const url = new URL(`/api/202412/payment/${text}`, 'https://shop.example');
        expect(url.pathname).toBe(`/api/202412/payment/${text}`);
        expect(url.host).toBe('shop.example');
      }),
    );
  });
});

test('no other kind can be looked up, whatever a global id says', () => {
  for (const { kind, queryable } of GENSTORE_REFERENCE_KINDS)
    expect(readGenstoreReference(kind, 'a').valid).toBe(queryable);
  expect(readGenstoreReference('CUSTOM_ID', 'a').valid).toBe(false);
  expect(readGenstoreReference('__proto__', 'a').valid).toBe(false);
});
