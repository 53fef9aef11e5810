import { describe, expect, test } from 'vitest';
import { createCustomIdMemory } from '../../../src/providers/yedpay/custom-id-memory.ts';
import { issueKinds, transactionWith } from './yedpay-records.ts';

const REUSED = 'REFERENCE_REUSED custom_id';

function attempt(id: string, custom_id: string | undefined = 'order-1') {
  return transactionWith({ id, custom_id });
}

describe('a custom id', () => {
  test('that names one record again and again is not reused', () => {
    const mark = createCustomIdMemory();
    for (let times = 0; times < 3; times += 1) expect(issueKinds(mark(attempt('A')))).toEqual([]);
  });

  test('that names a second record is reused from then on, for every record', () => {
    const mark = createCustomIdMemory();
    expect(issueKinds(mark(attempt('A')))).toEqual([]);
    expect(issueKinds(mark(attempt('B')))).toEqual([REUSED]);
    expect(issueKinds(mark(attempt('A')))).toEqual([REUSED]);
    expect(issueKinds(mark(attempt('C')))).toEqual([REUSED]);
  });

  test('leaves other custom ids alone, and records without one', () => {
    const mark = createCustomIdMemory();
    mark(attempt('A'));
    expect(issueKinds(mark(attempt('B', 'order-2')))).toEqual([]);
    mark(attempt('A', ''));
    expect(issueKinds(mark(attempt('B', '')))).toEqual([]);
  });

  test('is remembered by each account for itself', () => {
    createCustomIdMemory()(attempt('A'));
    expect(issueKinds(createCustomIdMemory()(attempt('B')))).toEqual([]);
  });

  test('adds one issue to a copy, and takes nothing away', () => {
    const mark = createCustomIdMemory();
    mark(attempt('A'));
    const second = transactionWith({ id: 'B', custom_id: 'order-1', net: '1.00' });
    const marked = mark(second);
    expect(issueKinds(marked)).toEqual(['NET_MISMATCH net', REUSED]);
    expect(issueKinds(second)).toEqual(['NET_MISMATCH net']);
    expect({ ...marked, issues: [] }).toEqual({ ...second, issues: [] });
  });

  test('is forgotten in time, and never grows without end', () => {
    const mark = createCustomIdMemory();
    const first = attempt('A', 'order-first');
    mark(first);
    for (let order = 0; order < 10_000; order += 1) mark({ ...first, customId: `order-${order}` });
    expect(issueKinds(mark(attempt('B', 'order-first')))).toEqual([]);
  });
});
