import { describe, expect, test } from 'vitest';
import { MAX_RETRY_AFTER_SECONDS, retryAfterSeconds } from '../../src/upstream/retry-after.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');

describe('the pause that a provider asks for', () => {
  test.each([
    ['seconds', '7', 7],
    ['seconds between blanks', ' 7 ', 7],
    ['a date ahead', 'Fri, 02 Jan 2026 03:04:35 GMT', 30],
    ['the shortest pause', '1', 1],
    ['the longest pause', '60', 60],
  ])('is read from %s', (_, header, seconds) => {
    expect(retryAfterSeconds(header, NOW)).toBe(seconds);
  });

  test.each([
    ['no header', null],
    ['an empty header', ''],
    ['garbage', 'soon'],
    ['a negative number', '-5'],
    ['a fraction', '1.5'],
    ['an exponent', '1e9'],
    ['hexadecimal', '0x10'],
    ['ISO 8601, which RFC 9110 does not offer', '2026-01-02T03:04:35Z'],
    ['an impossible date', 'Fri, 99 Foo 2026 03:04:35 GMT'],
    ['digits of another script', '٧'],
  ])('is a second for %s', (_, header) => {
    expect(retryAfterSeconds(header, NOW)).toBe(1);
  });

  test.each([
    ['zero', '0', 1],
    ['a date that is past, as with a clock that is 5 minutes off', 'Fri, 02 Jan 2026 02:59:05 GMT', 1],
    ['a day', '86400', MAX_RETRY_AFTER_SECONDS],
    ['a date far ahead', 'Sat, 02 Jan 2027 03:04:05 GMT', MAX_RETRY_AFTER_SECONDS],
    ['more digits than a number holds', '9'.repeat(400), MAX_RETRY_AFTER_SECONDS],
  ])('stays within 1 and 60 seconds for %s', (_, header, seconds) => {
    expect(retryAfterSeconds(header, NOW)).toBe(seconds);
  });

  test('is a whole number, rounded up, so that nobody asks too early', () => {
    expect(retryAfterSeconds('Fri, 02 Jan 2026 03:04:15 GMT', NOW + 1)).toBe(10);
    expect(retryAfterSeconds('Fri, 02 Jan 2026 03:04:15 GMT', NOW - 1)).toBe(11);
  });
});
