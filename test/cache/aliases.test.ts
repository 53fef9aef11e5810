import { expect, test } from 'vitest';
import { Aliases } from '../../src/cache/aliases.ts';
import { customId, token } from '../support/known-transactions.ts';

test('a key is told of the others that gave the same record, and not of itself', () => {
  const aliases = new Aliases();
  expect(aliases.note('A', token('pt1'))).toEqual([]);
  expect(aliases.note('A', token('pt1'))).toEqual([]);
  expect(aliases.note('A', customId('order-1'))).toEqual([token('pt1')]);
  expect(aliases.note('A', token('pt1'))).toEqual([customId('order-1')]);
});

test('records are told apart, also where one key gave both', () => {
  const aliases = new Aliases();
  aliases.note('A', customId('order-1'));
  expect(aliases.note('B', customId('order-1'))).toEqual([]);
  expect(aliases.note('B', token('pt2'))).toEqual([customId('order-1')]);
});

test('keys of one value and two kinds are two keys', () => {
  const aliases = new Aliases();
  aliases.note('A', customId('same'));
  expect(aliases.note('A', token('same'))).toEqual([customId('same')]);
});

test('a record that is reached by ever new keys is not remembered under all of them', () => {
  const aliases = new Aliases();
  for (let index = 0; index < 10_000; index += 1) aliases.note('A', token(`pt${index}`));
  const known = aliases.note('A', customId('order-1'));
  expect(known.length).toBeLessThanOrEqual(8);
  expect(known).toContainEqual(token('pt9999'));
});

test('the keys of a record are told whether there are none, one or several', () => {
  const aliases = new Aliases();
  expect(aliases.keysOf('A')).toEqual([]);
  aliases.note('A', token('pt1'));
  expect(aliases.keysOf('A')).toEqual([token('pt1')]);
  aliases.note('A', customId('order-1'));
  expect(aliases.keysOf('A')).toEqual([token('pt1'), customId('order-1')]);
});
