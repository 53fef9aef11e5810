import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DataIssueKind } from '../../src/domain/data-issue.ts';
import { isJsonObject, parseExactJson } from '../../src/upstream/exact-json.ts';
import { RecordReader } from '../../src/upstream/record-reader.ts';

function readerOf(json: string): RecordReader {
  const record = parseExactJson(json);
  if (!isJsonObject(record)) throw new Error(`no JSON object: ${json}`);
  return new RecordReader(record);
}

function kinds(reader: RecordReader): DataIssueKind[] {
  return reader.issues.map(({ kind }) => kind);
}

/** Each reader, on the field `f`, as a value that a table can compare. */
const READERS = {
  text: (reader: RecordReader) => reader.text('f'),
  number: (reader: RecordReader) => reader.number('f'),
  integer: (reader: RecordReader) => reader.integer('f'),
  boolean: (reader: RecordReader) => reader.boolean('f'),
  currency: (reader: RecordReader) => reader.currency('f'),
  money: (reader: RecordReader) => reader.money('f', 'HKD')?.amount ?? null,
  instant: (reader: RecordReader) => reader.offsetInstant('f')?.utc ?? null,
  objects: (reader: RecordReader) => reader.objects('f')?.length ?? null,
} as const;

type ReaderName = keyof typeof READERS;

const BAD = 'UNPARSEABLE_VALUE';
const ODD = 'TYPE_DEVIATION';

/** `[reader, JSON of the field, what is read, the issues]`: every reader over every JSON type. */
const CASES: ReadonlyArray<readonly [ReaderName, string, unknown, readonly DataIssueKind[]]> = [
  ['text', '"a"', 'a', []],
  ['text', '1.20', '1.20', [ODD]],
  ['text', '101010101000000000136', '101010101000000000136', [ODD]],
  ['text', 'true', 'true', [ODD]],
  ['text', 'false', 'false', [ODD]],
  ['text', '{}', null, [BAD]],
  ['text', '[]', null, [BAD]],
  ['text', '["a"]', null, [BAD]],

  ['number', '"1.20"', '1.20', []],
  ['number', '1.20', '1.20', []],
  ['number', '1e999', '1e999', []],
  ['number', 'true', null, [BAD]],
  ['number', '{}', null, [BAD]],
  ['number', '[1]', null, [BAD]],

  ['integer', '1', 1, []],
  ['integer', '-7', -7, []],
  ['integer', '"1"', 1, [ODD]],
  ['integer', '1.0', null, [BAD]],
  ['integer', '1e3', null, [BAD]],
  ['integer', '9999999999', null, [BAD]],
  ['integer', '"1x"', null, [BAD]],
  ['integer', 'true', null, [BAD]],
  ['integer', '{}', null, [BAD]],
  ['integer', '[]', null, [BAD]],

  ['boolean', 'true', true, []],
  ['boolean', 'false', false, []],
  ['boolean', '"true"', true, [ODD]],
  ['boolean', '"FALSE"', false, [ODD]],
  ['boolean', '1', true, [ODD]],
  ['boolean', '0', false, [ODD]],
  ['boolean', '"0"', false, [ODD]],
  ['boolean', '2', null, [BAD]],
  ['boolean', '"yes"', null, [BAD]],
  ['boolean', '{}', null, [BAD]],
  ['boolean', '[true]', null, [BAD]],

  ['currency', '"HKD"', 'HKD', []],
  ['currency', '"RMB"', 'RMB', ['UNKNOWN_CURRENCY']],
  ['currency', '"hkd"', 'hkd', ['UNKNOWN_CURRENCY']],
  ['currency', '344', '344', [ODD, 'UNKNOWN_CURRENCY']],
  ['currency', '{}', null, [BAD]],
  ['currency', '[]', null, [BAD]],

  ['money', '"10.00"', '10.00', []],
  ['money', '1.20', '1.20', []],
  ['money', '"12345678901234567890.12"', '12345678901234567890.12', []],
  ['money', '"NaN"', null, [BAD]],
  ['money', '"1e999"', null, [BAD]],
  ['money', '1e999', null, [BAD]],
  ['money', '1e2', null, [BAD]],
  ['money', '"1,234.50"', null, [BAD]],
  ['money', '" 1.00"', null, [BAD]],
  ['money', '"HK$10"', null, [BAD]],
  ['money', 'true', null, [BAD]],
  ['money', '{"value":"10.00"}', null, [BAD]],
  ['money', '["10.00"]', null, [BAD]],
  // Kept, because nothing is rounded; but its minor units cannot be stated.
  ['money', '"10.005"', '10.005', [BAD]],
  ['money', '"10.000"', '10.000', []],

  ['instant', '"2019-06-28T18:03:50+01:00"', '2019-06-28T17:03:50Z', []],
  ['instant', '"2019-06-28"', null, [BAD]],
  ['instant', '"0000-00-00T00:00:00Z"', null, [BAD]],
  ['instant', '1561741430', null, [ODD, BAD]],
  ['instant', 'true', null, [ODD, BAD]],
  ['instant', '{}', null, [BAD]],
  ['instant', '[]', null, [BAD]],

  ['objects', '[{},{}]', 2, []],
  ['objects', '{}', 1, []],
  ['objects', '[]', 0, []],
  ['objects', '[{},"x",1,null,[]]', 1, [BAD, BAD, BAD, BAD]],
  ['objects', '"x"', 0, [BAD]],
  ['objects', '1', 0, [BAD]],
  ['objects', 'true', 0, [BAD]],
];

describe('one field', () => {
  test.each(CASES)('as %s, %s is read as %j with issues %j', (name, json, value, issues) => {
    const reader = readerOf(`{"f":${json}}`);
    expect(READERS[name](reader)).toStrictEqual(value);
    expect(kinds(reader)).toEqual(issues);
  });

  const names = Object.keys(READERS) as ReaderName[];

  test.each(names)('as %s is null without an issue where it is "", null or missing', (name) => {
    for (const json of ['{"f":""}', '{"f":null}', '{}', '{"F":"x"}']) {
      const reader = readerOf(json);
      expect(READERS[name](reader)).toBeNull();
      expect(reader.issues).toEqual([]);
    }
  });

  test.each(names)('as %s is null and DUPLICATE_KEY, once, where it was stated twice', (name) => {
    const reader = readerOf('{"f":"1","f":"2"}');
    expect(READERS[name](reader)).toBeNull();
    expect(READERS[name](reader)).toBeNull();
    expect(reader.issues).toMatchObject([{ kind: 'DUPLICATE_KEY', field: 'f', expected: null, actual: null }]);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '`%s` is absent unless it was sent',
    (field) => {
      const reader = readerOf('{"f":{"__proto__":{"polluted":true}}}');
      expect(reader.has(field)).toBe(false);
      expect(reader.text(field)).toBeNull();
      expect(reader.objects(field)).toBeNull();
      expect(reader.issues).toEqual([]);
    },
  );

  test('never throws, and keeps a scalar exactly or reports it, for any JSON object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('f', '__proto__', 'constructor', 'x'), fc.jsonValue()), (object) => {
        const reader = readerOf(JSON.stringify(object));
        for (const name of names) READERS[name](reader);
        reader.reportUnknown(['f']);
        reader.has('f');
        const value = Object.hasOwn(object, 'f') ? object.f : null;
        const isAbsent = value === null || value === '';
        if (isAbsent) expect(reader.issues.filter(({ field }) => field === 'f')).toEqual([]);
        if (typeof value === 'string' && value !== '') expect(reader.text('f')).toBe(value);
      }),
      { numRuns: 500 },
    );
  });

  test('quotes at most 64 characters of evidence', () => {
    const reader = readerOf(`{"f":"${'9'.repeat(500)}"}`);
    reader.money('f', 'HKD');
    expect(reader.issues[0]?.actual).toHaveLength(64);
  });
});

describe('whether a field is filled', () => {
  test.each([
    ['"a"', true],
    ['0', true],
    ['false', true],
    ['{}', true],
    ['[1]', true],
    ['""', false],
    ['null', false],
    ['[]', false],
  ])('%s: %s', (json, filled) => {
    expect(readerOf(`{"f":${json}}`).has('f')).toBe(filled);
  });

  test('a missing field is not', () => {
    expect(readerOf('{}').has('f')).toBe(false);
  });

  test('two conflicting values are, although neither is shown', () => {
    expect(readerOf('{"f":"a@example.com","f":"b@example.com"}').has('f')).toBe(true);
  });
});

describe('unknown fields', () => {
  test('are named, and their values go nowhere', () => {
    const reader = readerOf('{"known":"1","card":"4111111111111111"}');
    reader.reportUnknown(['known', 'other']);
    expect(reader.issues).toMatchObject([{ kind: 'UNKNOWN_FIELD', field: 'card', actual: null }]);
    expect(JSON.stringify(reader.issues)).not.toContain('4111');
  });

  test('beyond twenty are counted', () => {
    const fields = Array.from({ length: 23 }, (_, index) => `"x${index}":1`).join(',');
    const reader = readerOf(`{${fields}}`);
    reader.reportUnknown([]);
    expect(reader.issues).toHaveLength(21);
    expect(reader.issues.at(-1)).toMatchObject({ field: null, message: expect.stringContaining(' 3 more') });
  });

  test('with endless names are shortened', () => {
    const reader = readerOf(`{"${'n'.repeat(10_000)}":1}`);
    reader.reportUnknown([]);
    expect(reader.issues[0]?.field).toHaveLength(64);
  });

  test('named `__proto__` are reported', () => {
    const reader = readerOf('{"__proto__":{"f":"x"}}');
    reader.reportUnknown(['f']);
    expect(reader.issues).toMatchObject([{ kind: 'UNKNOWN_FIELD', field: '__proto__' }]);
  });
});

test('issues of nested objects are those of the record', () => {
  const reader = readerOf('{"list":[{"name":5}]}');
  expect(reader.objects('list')?.map((item) => item.text('name'))).toEqual(['5']);
  expect(reader.issues).toMatchObject([{ kind: 'TYPE_DEVIATION', field: 'name' }]);
});
