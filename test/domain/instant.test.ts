import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  businessDate,
  type Instant,
  instantAt,
  isTimeZone,
  parseLocalInstant,
  parseOffsetInstant,
} from '../../src/domain/instant.ts';

const HONG_KONG = 'Asia/Hong_Kong';

describe('a time with its offset', () => {
  test.each([
    ['2019-06-28T18:03:50+01:00', '2019-06-28T17:03:50Z', '+01:00'],
    ['2019-06-28T18:03:50Z', '2019-06-28T18:03:50Z', 'Z'],
    ['2019-06-28T18:03:50-04:00', '2019-06-28T22:03:50Z', '-04:00'],
    ['2019-06-28T18:03:50+05:45', '2019-06-28T12:18:50Z', '+05:45'],
    ['2019-06-28T18:03:50+0800', '2019-06-28T10:03:50Z', '+0800'],
    ['2019-06-28T18:03+08:00', '2019-06-28T10:03:00Z', '+08:00'],
    ['2019-06-28T18:03:50.123456789Z', '2019-06-28T18:03:50.123456789Z', 'Z'],
    ['2024-02-29T23:59:59+00:00', '2024-02-29T23:59:59Z', '+00:00'],
  ])('%s is %s', (raw, utc, sourceZone) => {
    expect(parseOffsetInstant(raw)).toEqual({ epochMilliseconds: Math.floor(Date.parse(utc)), utc, sourceZone, raw });
  });

  test.each([
    '',
    '2019-06-28',
    '2019-06-28T18:03:50',
    '2019-06-28 18:03:50+01:00',
    '2019-02-29T00:00:00Z',
    '2019-13-01T00:00:00Z',
    '2019-06-31T00:00:00Z',
    '2019-06-28T24:00:00Z',
    '2019-06-28T18:60:00Z',
    '0000-00-00T00:00:00Z',
    '2019-06-28T18:03:50+99:00',
    '2019-06-28T18:03:50+01:00[Europe/London]',
    '2019-06-28T18:03:50z',
    '1561741430',
    'Fri, 28 Jun 2019 18:03:50 GMT',
    'yesterday',
    '2019-06-28T18:03:50+01:00\n',
  ])('%j names none', (raw) => {
    expect(parseOffsetInstant(raw)).toBeNull();
  });
});

describe('a time without a zone', () => {
  test.each([
    ['2018-11-20 14:06:45', HONG_KONG, '2018-11-20T06:06:45Z'],
    ['2018-11-20T14:06:45', HONG_KONG, '2018-11-20T06:06:45Z'],
    ['2018-11-20 00:00:00', HONG_KONG, '2018-11-19T16:00:00Z'],
    ['2018-07-20 14:06:45', 'America/St_Johns', '2018-07-20T16:36:45Z'],
    ['2018-11-20 14:06:45', 'UTC', '2018-11-20T14:06:45Z'],
    ['2018-11-20 14:06:45', '+08:00', '2018-11-20T06:06:45Z'],
  ])('%s in %s is %s', (raw, zone, utc) => {
    expect(parseLocalInstant(raw, zone)).toEqual({ epochMilliseconds: Date.parse(utc), utc, sourceZone: zone, raw });
  });

  test('is not moved by daylight saving in Hong Kong, which ended in 1979', () => {
    expect(parseLocalInstant('2018-07-01 12:00:00', HONG_KONG)?.utc).toBe('2018-07-01T04:00:00Z');
    expect(parseLocalInstant('2018-01-01 12:00:00', HONG_KONG)?.utc).toBe('2018-01-01T04:00:00Z');
  });

  test.each([
    '',
    '0000-00-00 00:00:00',
    '0000-01-01 00:00:00',
    '2018-02-30 00:00:00',
    '2018-11-20',
    '2018-11-20 14:06',
    '2018-11-20 24:00:00',
    '2018-11-20 14:06:45 PM',
    '20/11/2018 14:06:45',
    '2018-11-20 14:06:45+08:00',
    '2018-11-20T06:06:45Z',
    '2018-11-20 14:06:45\n',
  ])('%j names none', (raw) => {
    expect(parseLocalInstant(raw, HONG_KONG)).toBeNull();
  });

  test('names none in a zone that does not exist', () => {
    expect(parseLocalInstant('2018-11-20 14:06:45', 'Asia/Kowloon_Tong')).toBeNull();
  });
});

describe('no time is bent to fit', () => {
  test('a sixtieth second is refused, not read as the fifty-ninth', () => {
    expect(parseOffsetInstant('2019-06-28T18:03:60+01:00')).toBeNull();
    expect(parseLocalInstant('2018-11-20 14:06:60', HONG_KONG)).toBeNull();
  });

  test.each(['0000-01-01T00:00:00+01:00', '9999-12-31T23:59:59-01:00'])(
    '%s is refused, because RFC 3339 has no form for its year in UTC',
    (raw) => {
      expect(parseOffsetInstant(raw)).toBeNull();
    },
  );

  test('every accepted time is RFC 3339 in UTC and the same point in time', () => {
    const time = fc.date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(time, (date) => {
        const raw = date.toISOString();
        const instant = parseOffsetInstant(raw);
        expect(instant?.epochMilliseconds).toBe(date.getTime());
        expect(instant?.utc).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
      }),
    );
  });

  test('any text is read or null, and never throws', () => {
    const nearlyTime = fc.string({ unit: fc.constantFrom(...'0123456789-:TZ+ .'), maxLength: 40 });
    fc.assert(
      fc.property(nearlyTime, (text) => {
        expect(() => [parseOffsetInstant(text), parseLocalInstant(text, HONG_KONG)]).not.toThrow();
      }),
    );
  });
});

describe('against Temporal', () => {
  const two = fc.nat(69).map((number) => String(number).padStart(2, '0'));
  const year = fc.oneof(
    fc.constantFrom('0000', '0001', '0099', '0100', '1900', '1969', '2000', '2100', '9999'),
    fc.nat(9999).map((number) => String(number).padStart(4, '0')),
  );
  const month = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 12 }).map((number) => String(number).padStart(2, '0')) },
    two,
  );
  const day = fc.oneof(fc.constantFrom('01', '28', '29', '30', '31'), two);
  const time = fc.oneof(
    fc.constantFrom('00:00:00', '23:59:59', '12:30:45', '12:30', '24:00:00', '12:30:60', '1:2:3'),
    fc.tuple(two, two, two).map((parts) => parts.join(':')),
  );
  const offset = fc.oneof(
    fc.constantFrom('Z', '+00:00', '-00:00', '+08:00', '-23:59', '+2359', '+24:00', '', 'z', '+8'),
    fc.tuple(fc.constantFrom('+', '-'), two, two).map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
  );

  test('a time with its offset is the same, or none', () => {
    const text = fc
      .tuple(year, month, day, fc.constantFrom('T', ' '), time, fc.constantFrom('', '', '.5'), offset)
      .map(([y, m, d, middle, clock, fraction, zone]) => `${y}-${m}-${d}${middle}${clock}${fraction}${zone}`);
    fc.assert(
      fc.property(text, (raw) => {
        expect(parseOffsetInstant(raw)).toEqual(offsetInstantByTemporal(raw));
      }),
      { numRuns: 20_000 },
    );
  });

  test('a moment of our own clock is written the same', () => {
    const moment = fc.oneof(
      fc.integer({ min: -6e13, max: 2.6e14 }),
      fc.double({ min: 0, max: 4e12, noNaN: true }),
      fc.constantFrom(-59_011_459_200_001, 253_402_300_799_999, 253_402_300_800_000),
    );
    fc.assert(
      fc.property(moment, (epochMilliseconds) => {
        const utc = Temporal.Instant.fromEpochMilliseconds(Math.floor(epochMilliseconds)).toString();
        expect(instantAt(epochMilliseconds)).toEqual({ epochMilliseconds, utc, sourceZone: 'Z', raw: utc });
      }),
      { numRuns: 5_000 },
    );
  });
});

function offsetInstantByTemporal(raw: string): Instant | null {
  const [, sourceZone] = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::[0-5]\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/.exec(raw) ?? [];
  if (sourceZone === undefined) return null;
  try {
    const instant = Temporal.Instant.from(raw);
    const utc = instant.toString();
    return /^\d/.test(utc) ? { epochMilliseconds: instant.epochMilliseconds, utc, sourceZone, raw } : null;
  } catch {
    return null;
  }
}

describe('the business date', () => {
  const at = (utc: string) => parseOffsetInstant(utc) as Instant;

  test.each([
    ['2018-11-20T15:59:59Z', HONG_KONG, '2018-11-20'],
    ['2018-11-20T16:00:00Z', HONG_KONG, '2018-11-21'],
    ['2018-11-20T16:00:00Z', 'UTC', '2018-11-20'],
    ['2018-11-20T03:29:59Z', 'America/St_Johns', '2018-11-19'],
    ['2018-11-20T03:30:00Z', 'America/St_Johns', '2018-11-20'],
    ['2018-12-31T23:30:00Z', '+00:30', '2019-01-01'],
    ['1969-12-31T23:59:59.5Z', 'UTC', '1969-12-31'],
  ])('of %s in %s is %s', (utc, zone, date) => {
    expect(businessDate(at(utc), zone)).toBe(date);
  });

  test.each(['', 'Mars/Olympus', 'GMT+25', '../UTC'])('throws RangeError for the zone %j', (zone) => {
    expect(() => businessDate(at('2018-11-20T16:00:00Z'), zone)).toThrow(RangeError);
    expect(isTimeZone(zone)).toBe(false);
  });

  test.each([HONG_KONG, 'UTC', 'America/St_Johns', '+08:00'])('can be had in %s', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });
});
