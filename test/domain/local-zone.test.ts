import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLocalInstant } from '../../src/domain/instant.ts';
import { LocalZone } from '../../src/domain/local-zone.ts';

/** Whole, half and odd hours; changes of 20 minutes and of a whole day; zones that have stopped changing; no zone. */
const ZONES = [
  'Asia/Hong_Kong',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Africa/Monrovia',
  'Pacific/Apia',
  'Pacific/Kwajalein',
  'Antarctica/Troll',
  'America/Argentina/San_Luis',
  'UTC',
  '+05:45',
  'Asia/Kowloon_Tong',
] as const;

/** Around changes of the clocks, the last of 2025 and the first of 2026 included, and anywhere. */
const NEAR = [
  '1979-10-21T03:30:00',
  '2011-12-30T00:00:00',
  '1993-08-21T00:00:00',
  '1972-01-07T00:44:30',
  '2025-03-30T01:00:00',
  '2025-10-26T01:00:00',
  '2025-11-02T02:00:00',
  '2026-03-08T02:00:00',
  '2026-04-05T02:00:00',
] as const;

const near = fc
  .tuple(fc.constantFrom(...NEAR), fc.integer({ min: -4 * 86_400, max: 4 * 86_400 }))
  .map(([time, seconds]) => Temporal.PlainDateTime.from(time).add({ seconds }));
const anywhere = fc
  .integer({ min: -2_000_000_000, max: 6_000_000_000 })
  .map((seconds) => Temporal.PlainDateTime.from('1970-01-01').add({ seconds }));
const text = fc.oneof(
  { weight: 5, arbitrary: near.map((time) => time.toString({ smallestUnit: 'second' }).replace('T', ' ')) },
  { weight: 5, arbitrary: anywhere.map((time) => time.toString({ smallestUnit: 'second' })) },
  fc.constantFrom(
    '',
    '0000-00-00 00:00:00',
    '2025-02-29 00:00:00',
    '2025-01-01',
    '9999-12-31 23:59:59',
    '0001-01-01 00:00:00',
  ),
);

test('a local time is what Temporal makes of it, whatever was read in the zone before', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), fc.array(text, { minLength: 1, maxLength: 60 }), (name, texts) => {
      const zone = new LocalZone(name);
      for (const raw of texts) expect(zone.instant(raw)).toEqual(parseLocalInstant(raw, name));
    }),
    { numRuns: 1_000 },
  );
});

test('an hour that comes twice is its first, and one that is left out is after it, after a summer has been read', () => {
  const london = new LocalZone('Europe/London');
  const utc = (raw: string) => london.instant(raw)?.utc;
  expect(utc('2025-07-01 12:00:00')).toBe('2025-07-01T11:00:00Z');
  expect(utc('2025-07-02 12:00:00')).toBe('2025-07-02T11:00:00Z');
  expect(utc('2025-10-26 01:30:00')).toBe('2025-10-26T00:30:00Z');
  expect(utc('2025-10-26 02:30:00')).toBe('2025-10-26T02:30:00Z');
  expect(utc('2025-12-01 12:00:00')).toBe('2025-12-01T12:00:00Z');
  expect(utc('2026-03-29 01:30:00')).toBe('2026-03-29T01:30:00Z');
});

test('the very moment of a change begins what comes after it, and says nothing of what was before', () => {
  const london = new LocalZone('Europe/London');
  expect(london.instant('2025-03-30 02:00:00')?.utc).toBe('2025-03-30T01:00:00Z');
  expect(london.instant('2025-01-15 12:00:00')?.utc).toBe('2025-01-15T12:00:00Z');
});
