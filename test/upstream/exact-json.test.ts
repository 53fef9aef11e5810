import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { parse } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import { ConflictingValues, isJsonObject, JsonNumber, parseExactJson } from '../../src/upstream/exact-json.ts';

function field(text: string, name: string): unknown {
  const value = parseExactJson(text);
  return isJsonObject(value) ? value[name] : undefined;
}

describe('numbers', () => {
  test.each([
    '1.20',
    '0.00',
    '-5.10',
    '10.000',
    '12345678901234567890.12',
    '101010101000000000136',
    '1e999',
    '1E2',
    '-0',
  ])('%s keeps its text', (text) => {
    expect(field(`{"n":${text}}`, 'n')).toEqual(new JsonNumber(text));
  });

  test('are written back to JSON as text, so that no reader rounds them', () => {
    expect(JSON.stringify(parseExactJson('{"n":12345678901234567890.10}'))).toBe('{"n":"12345678901234567890.10"}');
  });
});

describe('duplicate keys', () => {
  test('with different values give neither', () => {
    expect(field('{"id":"A","id":"B"}', 'id')).toEqual(new ConflictingValues('A', 'B'));
  });

  test('with the same value give that value', () => {
    expect(field('{"id":"A","id":"A"}', 'id')).toBe('A');
    expect(field('{"n":1.20,"n":1.20}', 'n')).toEqual(new JsonNumber('1.20'));
  });

  test.each(['{"id":"A","id":"B","id":"A"}', '{"id":"A","id":"B","id":"B"}', '{"id":"A","id":"A","id":"B"}'])(
    'in three copies stay a conflict, whichever comes last: %s',
    (text) => {
      expect(field(text, 'id')).toBeInstanceOf(ConflictingValues);
    },
  );

  test('that differ only in how a number is written are a conflict', () => {
    expect(field('{"n":1.2,"n":1.20}', 'n')).toBeInstanceOf(ConflictingValues);
  });

  test('are found under an escaped spelling', () => {
    expect(field('{"id":"A","\\u0069d":"B"}', 'id')).toBeInstanceOf(ConflictingValues);
  });

  test('make no object of the value that holds them', () => {
    expect(isJsonObject(new ConflictingValues({}, {}))).toBe(false);
    expect(isJsonObject(new JsonNumber('1'))).toBe(false);
  });
});

describe('dangerous keys', () => {
  test('`__proto__` becomes an own key and gives the object nothing', () => {
    const value = parseExactJson('{"payment":{"__proto__":{"paymentId":"stolen"}}}') as { payment: object };
    expect('paymentId' in value.payment).toBe(false);
    expect(Object.hasOwn(value.payment, '__proto__')).toBe(true);
    expect(Object.getPrototypeOf(value.payment)).toBe(Object.prototype);
  });

  test('`constructor.prototype` pollutes no other object', () => {
    parseExactJson('{"constructor":{"prototype":{"polluted":true}},"__proto__":{"polluted":true}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('`hasOwnProperty` and `toString` are data', () => {
    expect(field('{"hasOwnProperty":"a","hasOwnProperty":"b"}', 'hasOwnProperty')).toBeInstanceOf(ConflictingValues);
    expect(field('{"toString":"a"}', 'toString')).toBe('a');
  });
});

describe('text that is no JSON is undefined', () => {
  test.each([
    ['nothing', ''],
    ['blanks', ' \n'],
    ['a truncated object', '{"a":1'],
    ['trailing junk', '{"a":1} x'],
    ['two values', '{}{}'],
    ['NaN', '{"a":NaN}'],
    ['Infinity', '{"a":Infinity}'],
    ['a leading zero', '{"a":01}'],
    ['a bare decimal point', '{"a":.5}'],
    ['a plus sign', '{"a":+5}'],
    ['a hexadecimal number', '{"a":0x10}'],
    ['a trailing comma', '{"a":1,}'],
    ['single quotes', "{'a':1}"],
    ['a comment', '{}/**/'],
    ['a raw control character', '{"a":"\u0001"}'],
    ['HTML', '<!doctype html><h1>502</h1>'],
    ['a byte order mark, which the body reader takes off', '\uFEFF{}'],
  ])('%s', (_, text) => {
    expect(parseExactJson(text)).toBeUndefined();
  });

  test.each([
    ['arrays', '['.repeat(50_000) + ']'.repeat(50_000)],
    ['objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['unclosed arrays', '['.repeat(50_000)],
  ])('%s nested 50,000 deep', (_, text) => {
    expect(parseExactJson(text)).toBeUndefined();
  });
});

describe('against the platform parser', () => {
  test('it accepts every JSON text and reads the same, but for how numbers are kept', () => {
    const asPlatform = (value: unknown): unknown => {
      if (value instanceof JsonNumber) return Number(value.text);
      if (Array.isArray(value)) return value.map(asPlatform);
      if (isJsonObject(value)) {
        const entries = Object.entries(value).map(([key, item]) => [key, asPlatform(item)]);
        return Object.fromEntries(entries);
      }
      return value;
    };
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(asPlatform(parseExactJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('it accepts no text that the platform refuses, and never throws', () => {
    const nearlyJson = fc.string({ unit: fc.constantFrom(...'{}[]",:-+.eE019truefalsn \\u\n') });
    fc.assert(
      fc.property(nearlyJson, (text) => {
        if (parseExactJson(text) !== undefined) expect(() => JSON.parse(text)).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  });
});

/** What is exact by definition: every reply was read with it before the platform's parser took over what it can. */
function parseLossless(text: string): unknown {
  try {
    return parse(text, null, {
      parseNumber: (number) => new JsonNumber(number),
      onDuplicateKey: ({ oldValue, newValue }) => new ConflictingValues(oldValue, newValue),
    });
  } catch {
    return undefined;
  }
}

describe('against lossless-json', () => {
  const number = fc.constantFrom('0', '-0', '1.0', '1.20', '-5.10', '1e5', '1E+2', '1e999', '12345678901234567890.12');
  const string = fc.oneof(
    fc.constantFrom('"a"', '"\\u0061"', '"A"', '""', '"1"', '"0"', '"\\u0031"', '"01"', '"-1"', '"4294967295"'),
    fc.constantFrom('"__proto__"', '"constructor"', '"toJSON"', '"toString"', '"\\u005f_proto__"', '"hasOwnProperty"'),
    fc.constantFrom(
      '"\\""',
      '"\\\\"',
      '"\\\\\\""',
      '"a:1,2"',
      '"{\\"x\\":1.50}"',
      '"\\/\\/"',
      '"\\ud800"',
      '"\\ud83d\\ude00"',
      '"聚"',
    ),
    fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  );
  const blank = fc.constantFrom('', '', ' ', '\r\n\t');
  const { value: json } = fc.letrec<{ value: string }>((tie) => {
    const spaced = (text: fc.Arbitrary<string>) => fc.tuple(blank, text, blank).map((parts) => parts.join(''));
    const list = (item: fc.Arbitrary<string>) => fc.array(item, { maxLength: 5 }).map((items) => items.join(','));
    const value = spaced(tie('value'));
    const member = fc.tuple(spaced(string), value).map((parts) => parts.join(':'));
    return {
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.oneof(number, string, fc.constantFrom('true', 'false', 'null')),
        list(member).map((members) => `{${members}}`),
        list(value).map((items) => `[${items}]`),
      ),
    };
  });

  function expectSame(text: string): void {
    const expected = parseLossless(text);
    const value = parseExactJson(text);
    // Vitest's own comparison asks a value's `constructor`, which these texts may name.
    expect(isDeepStrictEqual(value, expected)).toBe(true);
    expect(JSON.stringify(value)).toBe(JSON.stringify(expected));
  }

  test('it reads the same of every text, hostile ones with keys stated twice included', () => {
    fc.assert(fc.property(json, expectSame), { numRuns: 5_000 });
  });

  test('it reads the same of a text in which a character is missing or another', () => {
    const broken = fc
      .tuple(json, fc.nat(), fc.constantFrom('', '"', '\\', ':', '1', '.', '{', ']', ' '))
      .map(([text, at, other]) => text.slice(0, at % text.length) + other + text.slice((at % text.length) + 1));
    fc.assert(fc.property(broken, expectSame), { numRuns: 5_000 });
  });

  test.each([
    ['pretty', JSON.stringify({ a: ['x', 1.5], b: { c: null } }, null, 2)],
    ['escaped as PHP does it', '{"href":"https:\\/\\/example.test\\/1","name":"\\u5f20\\u4e09"}'],
    ['with keys that JavaScript reorders', '{"b":1.80,"1":1.8,"0":1e1}'],
    ['with a key that is stated twice within a list', '[{"a":1,"b":{"a":1,"a":1.0}}]'],
    ['with the same key in two objects', '{"a":{"a":1.10},"b":{"a":1.1}}'],
    ['of one number', ' 1.20 '],
    ['of 40 digits', `{"n":${'7'.repeat(40)},"m":2}`],
  ])('a text %s', (_, text) => expectSame(text));
});
