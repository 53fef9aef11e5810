import { expect, test } from 'vitest';
import { CallRecord } from '../../src/simulator/call-record.ts';

test('only the newest calls are kept, but all are counted', () => {
  const record = new CallRecord();
  for (let index = 0; index < 25_000; index += 1) record.add(callFor(`order-${index % 2}`, index));
  expect(record.newest.length).toBe(10_000);
  expect(record.newest.at(-1)?.at).toBe(24_999);
  expect([record.count(), record.count('order-0')]).toEqual([25_000, 12_500]);
});

test('an endless reference takes no endless memory', () => {
  const record = new CallRecord();
  record.add(callFor('x'.repeat(10_000), 0));
  expect(record.newest[0]?.reference?.length).toBe(512);
});

function callFor(reference: string, at: number) {
  return { method: 'GET', path: '/', reference, credential: null, at };
}
