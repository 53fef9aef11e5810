import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { type DocumentMeasure, measureDocument } from '../../src/server/document-measure.ts';

const measure = (source: string) => measureDocument(parse(source));

const CASES: ReadonlyArray<readonly [name: string, source: string, expected: Partial<DocumentMeasure>]> = [
  ['one field', '{ a }', { depth: 1, fields: 1, rootFields: 1, aliases: 0, repeats: 0, directives: 0, operations: 1 }],
  ['fields in fields', '{ a { b { c } d } }', { depth: 3, fields: 4, rootFields: 1 }],
  [
    'an inline fragment, which is no level',
    '{ ... on Query { a { ... { b } } } }',
    { depth: 2, fields: 2, rootFields: 1 },
  ],
  ['a fragment where it is spread', '{ a { ...F } ...F } fragment F on T { x y { z } }', { depth: 3, fields: 7 }],
  ['root fields of fragments', '{ ...F ...F b } fragment F on Query { a c }', { rootFields: 5 }],
  ['aliases below aliases', '{ x: a { y: b { c } } z: a { c } }', { aliases: 3 }],
  ['a response name twice, by name or alias', '{ a a b: a b: c }', { repeats: 2 }],
  ['equal names in different selections', '{ a { x } b { x } }', { repeats: 0 }],
  ['repeats of a fragment, each time', '{ x { ...F } y { ...F } } fragment F on T { a a a }', { repeats: 4 }],
  [
    'directives everywhere',
    'query ($v: ID @b) @a { x @c ... @d { y } ...F @e } fragment F on T @f { z @g }',
    { directives: 7 },
  ],
  ['a list in a list as an argument', '{ a(b: [[1]]) }', { depth: 3 }],
  ['an object in a list as an argument', '{ a(b: [{ c: { d: 1 } }]) }', { depth: 4 }],
  ['a deep argument of a directive', '{ a @b(c: [[[1]]]) { d } }', { depth: 4 }],
  ['a deep default value', 'query ($v: [[ID]] = [[[1]]]) { a(b: $v) }', { depth: 3 }],
  [
    'an operation that is larger in one way, and one in another',
    'query A { a { b { c } } } query B { x: a y: b }',
    {
      depth: 3,
      fields: 3,
      rootFields: 2,
      aliases: 2,
      operations: 2,
    },
  ],
  [
    'a fragment that nothing spreads',
    '{ a } fragment F on T { x { y { z } } }',
    { depth: 3, fields: 3, rootFields: 1 },
  ],
  ['a fragment that is defined twice', '{ a } fragment F on T { x x x } fragment F on T { y }', { repeats: 2 }],
  ['a spread of nothing', '{ a ...Missing }', { fields: 1 }],
  ['a fragment that spreads itself', '{ a } fragment F on T { x { ...F } }', { fields: Number.POSITIVE_INFINITY }],
  ['a circle', '{ ...A } fragment A on T { ...B } fragment B on T { ...A }', { fields: Number.POSITIVE_INFINITY }],
];

test.each(CASES)('%s is measured', (_name, source, expected) => {
  expect(measure(source)).toMatchObject(expected);
});

test('a fragment is measured once however often it is spread, so that doubling costs nothing', () => {
  const levels = 18;
  const chain = Array.from({ length: levels }, (_, i) => `fragment F${i} on T { ...F${i + 1} ...F${i + 1} }`);
  const document = parse(`{ ...F0 } ${chain.join(' ')} fragment F${levels} on T { a b }`);
  const last = document.definitions.at(-1);
  if (last?.kind !== 'FragmentDefinition') throw new Error('expected a fragment');
  let reads = 0;
  const { selectionSet } = last;
  Object.defineProperty(last, 'selectionSet', {
    get: () => {
      reads += 1;
      return selectionSet;
    },
  });
  expect(measureDocument(document).fields).toBe(2 * 2 ** levels);
  expect(reads).toBe(1);
});
