import { expect, test } from 'vitest';
import { type JsonObject, parseExactJson } from '../../src/upstream/exact-json.ts';
import { keepKnown } from '../../src/upstream/known-fields.ts';

function kept(json: string, fields: readonly string[], lists?: Readonly<Record<string, readonly string[]>>): unknown {
  return JSON.parse(JSON.stringify(keepKnown(parseExactJson(json) as JsonObject, fields, lists)));
}

test('single values of known fields are kept as sent, numbers as their text', () => {
  expect(kept('{"a":1.20,"b":"","c":null,"d":true,"x":"no"}', ['a', 'b', 'c', 'd', 'e'])).toEqual({
    a: '1.20',
    b: '',
    c: null,
    d: true,
  });
});

test('a known field in a form that nobody documented is left out, because it may hold anything', () => {
  expect(kept('{"a":{"pan":"4111111111111111"},"b":["4111111111111111"]}', ['a', 'b'])).toEqual({});
});

test('a field that was stated twice with different values is left out', () => {
  expect(kept('{"a":"x@example.com","a":"y@example.com"}', ['a'])).toEqual({});
});

test('of a known list, the known members of its objects are kept', () => {
  const json = '{"links":[{"rel":"a","href":"b","pan":"4111"},"text",[{"rel":"c"}]],"one":{"rel":"d","x":1}}';
  expect(kept(json, ['links', 'one'], { links: ['rel', 'href'], one: ['rel'] })).toEqual({
    links: [{ rel: 'a', href: 'b' }],
    one: [{ rel: 'd' }],
  });
});

test('`__proto__` reaches no prototype', () => {
  const record = keepKnown(parseExactJson('{"__proto__":{"f":"x"}}') as JsonObject, ['f', '__proto__']);
  expect('f' in record).toBe(false);
  expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
});
