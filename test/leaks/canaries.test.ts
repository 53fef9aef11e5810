import { expect, test } from 'vitest';
import { canary, KINDS, kindsIn } from './canaries.ts';

test.each(KINDS)('a canary %s is found in every form and place, and taken for no other', (kind) => {
  const text = canary(kind);
  for (const before of ['', 'a', 'ab', 'abc', '/?&', 'é']) {
    const whole = `${before}${text} and more`;
    const bytes = Buffer.from(whole);
    const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
    const forms = {
      raw: whole,
      upper: whole.toUpperCase(),
      url: encodeURIComponent(whole),
      percent,
      base64: bytes.toString('base64'),
      base64url: bytes.toString('base64url'),
      hex: bytes.toString('hex'),
      hexUpper: bytes.toString('hex').toUpperCase(),
      json: JSON.stringify(JSON.stringify(whole)),
      escaped: [...whole].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    };
    for (const [form, hidden] of Object.entries(forms)) {
      expect([form, before, kindsIn(`{"x":"${hidden}"}`)]).toEqual([form, before, [kind]]);
    }
  }
});

test('a canary that is cut off is found as one of unknown kind', () => {
  expect(kindsIn('kanarie')).toEqual(['unknown']);
});

test('no two canaries are the same, and an ordinary text has none', () => {
  expect(canary('Key')).not.toBe(canary('Key'));
  expect(kindsIn('{"data":{"providers":[{"provider":"GENSTORE"}]}} a canary')).toEqual([]);
});
