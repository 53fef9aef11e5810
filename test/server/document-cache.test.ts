import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { documentCaches } from '../../src/server/document-cache.ts';

const MEBIBYTE = 1024 * 1024;

/** Parsed is what costs, so equal documents under many names will do. */
function keptOf(count: number, textOf: (index: number) => string): readonly boolean[] {
  const { documentCache } = documentCaches();
  const document = parse(textOf(count));
  for (let index = 0; index < count; index += 1) documentCache.set(textOf(index), document);
  return Array.from({ length: count }, (_, index) => documentCache.get(textOf(index)) !== undefined);
}

test('the newest documents are kept, up to the size of the cache in text', () => {
  const text = (index: number) => `{ a${index} } # ${'x'.repeat(MEBIBYTE)}`;
  const kept = keptOf(40, text);
  expect(kept.filter(Boolean)).toHaveLength(15);
  expect(kept.lastIndexOf(false)).toBe(24);
});

test.each([
  ['of many tokens', (index: number) => `{ a${index}(b: [${'1 '.repeat(4_000)}]) }`, 400],
  ['of a few', (index: number) => `{ a${index} }`, 20_000],
])('documents %s count by what is parsed, which takes far more than their text', (_name, text, count) => {
  const kept = keptOf(count, text);
  expect(kept.at(-1)).toBe(true);
  expect(kept.filter(Boolean).length * text(0).length).toBeLessThan(MEBIBYTE);
});

test('a document larger than the whole cache pushes nothing out', () => {
  const { documentCache } = documentCaches();
  const document = parse('{ __typename }');
  documentCache.set('{ __typename }', document);
  documentCache.set(`{ __typename } # ${'x'.repeat(20 * MEBIBYTE)}`, document);
  expect(documentCache.get('{ __typename }')).toBe(document);
});

test('errors are not kept: each names its own request', () => {
  const { errorCache, validationCache } = documentCaches();
  errorCache.set();
  expect([errorCache.get(), validationCache]).toEqual([undefined, false]);
});
