import { expect, test } from 'vitest';
import { PairMap } from '../../src/domain/pair-map.ts';
import { Tally } from '../../src/domain/tally.ts';

test('each pair has its own value, whichever word it shares with another', () => {
  const map = new PairMap<number>();
  map.set('genstore', 'shop', 1);
  map.set('genstore', 'other', 2);
  map.set('yedpay', 'shop', 3);
  map.set('genstore', 'shop', 4);
  expect(map.get('genstore', 'shop')).toBe(4);
  expect(map.get('yedpay', 'other')).toBeUndefined();
  expect(map.get('shop', 'genstore')).toBeUndefined();
  expect(map.entries()).toEqual([
    ['genstore', 'shop', 4],
    ['genstore', 'other', 2],
    ['yedpay', 'shop', 3],
  ]);
});

test('words are not read as one text, and names of objects are words like others', () => {
  const map = new PairMap<string>();
  map.set('a\nb', 'c', 'first');
  map.set('a', 'b\nc', 'second');
  map.set('__proto__', 'constructor', 'third');
  expect(map.get('a\nb', 'c')).toBe('first');
  expect(map.get('a', 'b\nc')).toBe('second');
  expect(map.get('__proto__', 'constructor')).toBe('third');
  expect(map.get('toString', 'valueOf')).toBeUndefined();
});

test('a tally adds up, and 0 counts as having been asked', () => {
  const tally = new Tally();
  expect(tally.entries()).toEqual([]);
  tally.add('HIT', 'DONE');
  tally.add('HIT', 'DONE', 2);
  tally.add('MISS', 'UNKNOWN', 0);
  expect(tally.entries()).toEqual([
    ['HIT', 'DONE', 3],
    ['MISS', 'UNKNOWN', 0],
  ]);
});
