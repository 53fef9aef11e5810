import { expect, test } from 'vitest';
import { subscribe } from '../support/event-stream.ts';
import { startTestGateway } from '../support/gateway.ts';

const WATCH = `subscription ($references: [TransactionReference!]!) {
  transactionUpdated(references: $references) {
    kind intervalSeconds
    lookup { outcome reference { value } transaction { status paidAt freshness { fetchedAt } } }
  }
}`;

const watch = (url: string, paymentIds: readonly string[]) =>
  subscribe(url, {
    query: WATCH,
    variables: { references: paymentIds.map((paymentId) => ({ genstore: { paymentId } })) },
  });

test('200 who watch one payment cause one call in each interval', async () => {
  const gateway = await startTestGateway();
  const streams = await Promise.all(Array.from({ length: 200 }, () => watch(gateway.url, ['PI-process'])));
  for (const stream of streams) {
    expect(await stream.event()).toMatchObject({ kind: 'SNAPSHOT', intervalSeconds: 10 });
  }
  const calls = () => gateway.genstore.callCount('PI-process');
  // The last of them may have come when the look of the first was a moment old.
  const before = calls();
  expect(before).toBe(1);
  for (let interval = 1; interval <= 6; interval += 1) {
    await gateway.clock.pass(10_000);
    await expect.poll(() => gateway.calls.length).toBe(before + interval);
  }
  expect(calls()).toBe(before + 6);
});

test('60 open payments at 2 calls a second: no 429, and each change is seen as soon as was promised', async () => {
  const gateway = await startTestGateway({ isMetered: true });
  // From half a minute on, one succeeds every five seconds.
  const paymentIds = Array.from({ length: 60 }, (_, index) => `PI-progress-${30 + index * 5}`);
  const stream = await watch(gateway.url, paymentIds);
  const events = await gateway.drive(stream.rest());

  const promised = new Map<string, number>();
  const late: unknown[] = [];
  const paid = new Set<string>();
  for (const { kind, lookup, intervalSeconds } of events) {
    if (lookup === null) continue;
    const { value } = lookup.reference;
    const { status, paidAt, freshness } = lookup.transaction;
    const seconds = (Date.parse(freshness.fetchedAt) - Date.parse(paidAt)) / 1000;
    if (kind === 'CHANGED' && seconds > (promised.get(value) ?? 0)) late.push({ value, seconds });
    if (status === 'PAID') paid.add(value);
    promised.set(value, intervalSeconds);
  }
  expect(gateway.genstore.rateLimited).toBe(0);
  expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['SNAPSHOT', 'CHANGED', 'COMPLETED']));
  expect(paid.size).toBe(60);
  expect(late).toEqual([]);
});
