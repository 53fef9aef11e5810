import { afterEach, beforeEach, expect, test } from 'vitest';
import { businessDate, type Instant, parseLocalInstant, parseOffsetInstant } from '../../src/domain/instant.ts';

const before = process.env.TZ;

/** Half an hour off every whole zone, with daylight saving: what a host's zone would do to a time shows at once. */
beforeEach(() => {
  process.env.TZ = 'America/St_Johns';
});

afterEach(() => {
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
});

test('no time and no business date depends on the zone of the host', () => {
  expect(new Date('2018-11-20T14:06:45').getTimezoneOffset(), 'the zone of the host is set').toBe(210);
  const local = parseLocalInstant('2018-11-20 14:06:45', 'Asia/Hong_Kong') as Instant;
  expect(local.utc).toBe('2018-11-20T06:06:45Z');
  expect(businessDate(local, 'Asia/Hong_Kong')).toBe('2018-11-20');
  expect(parseOffsetInstant('2019-06-28T18:03:50+01:00')?.utc).toBe('2019-06-28T17:03:50Z');
  expect(parseOffsetInstant('2019-06-28T18:03:50')).toBeNull();
});
