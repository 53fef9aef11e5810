import { expect, test } from 'vitest';
import { type Accesses, AccessTrail } from '../../src/access-trail.ts';
import { customId } from '../support/known-transactions.ts';

test('what comes after the line of an operation is told at once, and each access once', () => {
  const told: Accesses[] = [];
  const trail = new AccessTrail((accesses) => told.push(accesses));
  trail.record(customId('order-1'), 'WATCHED');
  const line = trail.report();
  expect(Object.keys(line)).toEqual(['yedpay/default WATCHED']);
  expect(told).toEqual([]);
  for (const value of ['order-1', 'order-1', 'order-2']) trail.record(customId(value), 'FOUND');
  trail.record(customId('order-1'), 'WATCHED');
  expect(told.map((accesses) => Object.keys(accesses))).toEqual([['yedpay/default FOUND'], ['yedpay/default FOUND']]);
  expect(new Set(told.flatMap((accesses) => Object.values(accesses).flat())).size).toBe(2);
});

test('an access that cannot be told is refused again', () => {
  const trail = new AccessTrail(() => {
    throw new Error('the disk is full');
  });
  trail.report();
  for (const _ of [1, 2]) expect(() => trail.record(customId('order-1'), 'FOUND')).toThrow('the disk is full');
});
