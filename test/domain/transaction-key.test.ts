import { expect, test } from 'vitest';
import {
  AskedKey,
  keyDigest,
  keyText,
  keyTextAfter,
  plainKey,
  type TransactionKey,
} from '../../src/domain/transaction-key.ts';

const KEY: TransactionKey = { provider: 'genstore', account: 'shop', kind: 'PAYMENT_ID', value: 'PI1' };

test('a key that is asked has the text and the hash of the key', () => {
  const asked = new AskedKey(KEY);
  for (let time = 0; time < 2; time += 1) {
    expect(keyText(asked)).toBe(keyText(KEY));
    expect(keyDigest(asked)).toBe(keyDigest(KEY));
  }
});

test('behind another text it is what the key is there, whatever it was behind before', () => {
  const asked = new AskedKey(KEY);
  for (const prefix of ['a', 'b', 'b', '', 'a']) expect(keyTextAfter(prefix, asked)).toBe(keyTextAfter(prefix, KEY));
  expect(keyTextAfter('a', KEY)).toBe(`a\n${keyText(KEY)}`);
});

test.each([
  ['provider', 'yedpay'],
  ['account', 'other'],
  ['kind', 'CUSTOM_ID'],
  ['value', 'PI2'],
])('another %s is another key', (part, value) => {
  const other = new AskedKey({ ...KEY, [part]: value });
  expect(keyText(other)).not.toBe(keyText(KEY));
  expect(keyDigest(other)).not.toBe(keyDigest(KEY));
});

test('whoever keeps a key keeps nothing else', () => {
  const kept = plainKey(new AskedKey(KEY));
  expect(kept).not.toBeInstanceOf(AskedKey);
  expect(kept).toStrictEqual(KEY);
});
