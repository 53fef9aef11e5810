import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createApiKey, HASHED_KEY, isApiKey, keyRing } from '../../src/callers/api-key.ts';

test('a new key has 256 random bits behind a prefix that scanners know, and its hash is SHA-256', () => {
  const { key, hash } = createApiKey();
  expect(isApiKey(key)).toBe(true);
  expect(Buffer.from(key.slice('paylens_'.length), 'base64url')).toHaveLength(32);
  expect(hash).toMatch(HASHED_KEY);
  expect(hash).toBe(`sha256:${createHash('sha256').update(key).digest('hex')}`);
  expect(hash).not.toContain(key.slice('paylens_'.length));
});

test('no two keys are the same', () => {
  const keys = Array.from({ length: 200 }, () => createApiKey().key);
  expect(new Set(keys).size).toBe(200);
});

test.each([
  ['another prefix', 'stripe_'.padEnd(51, 'a')],
  ['a character too few', `paylens_${'a'.repeat(42)}`],
  ['a character too many', `paylens_${'a'.repeat(44)}`],
  ['a blank at the end', `paylens_${'a'.repeat(43)} `],
  ['a line break at the end', `paylens_${'a'.repeat(43)}\n`],
  ['a character that base64url lacks', `paylens_${'a'.repeat(42)}+`],
  ['a hash', `sha256:${'a'.repeat(64)}`],
])('%s is no key', (_what, text) => {
  expect(isApiKey(text)).toBe(false);
});

test('a ring finds the owner of each key, two of one owner included, and of no other text', () => {
  const [first, second, third] = [createApiKey(), createApiKey(), createApiKey()];
  const owner = keyRing([
    { keys: [first.hash, second.hash], owner: 'dashboard' },
    { keys: [third.hash], owner: 'finance' },
  ]);
  expect([first, second, third].map(({ key }) => owner(key))).toEqual(['dashboard', 'dashboard', 'finance']);
  expect(owner(createApiKey().key)).toBeNull();
  expect(owner(first.hash)).toBeNull();
  expect(owner('')).toBeNull();
});

test("a key with any one character changed is nobody's", () => {
  const { key, hash } = createApiKey();
  const owner = keyRing([{ keys: [hash], owner: 'dashboard' }]);
  for (let at = 0; at < key.length; at += 1) {
    const other = key[at] === 'A' ? 'B' : 'A';
    expect(owner(key.slice(0, at) + other + key.slice(at + 1))).toBeNull();
  }
});
