import { describe, expect, test } from 'vitest';
import { createBulkhead } from '../../src/upstream/bulkhead.ts';
import { UpstreamError } from '../../src/upstream/failure.ts';

/** Calls that stay in flight until a test ends them. */
function heldCalls() {
  const held: PromiseWithResolvers<string>[] = [];
  return {
    held,
    call: () => {
      const call = Promise.withResolvers<string>();
      held.push(call);
      return call.promise;
    },
  };
}

/** Lets everything run that waits for nothing but promises. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a bulkhead', () => {
  test('has at most so many calls in flight, and starts the next as soon as a place is free', async () => {
    const bulkhead = createBulkhead({ inFlight: 2, waiting: 10 });
    const { held, call } = heldCalls();
    const results = Array.from({ length: 5 }, () => bulkhead(call));
    await settle();
    expect(held).toHaveLength(2);
    held[0]?.resolve('first');
    await settle();
    expect(held).toHaveLength(3);
    expect(await results[0]).toBe('first');
    for (const index of [1, 2, 3, 4]) {
      held[index]?.resolve(`call ${index}`);
      await settle();
    }
    expect(await Promise.all(results)).toEqual(['first', 'call 1', 'call 2', 'call 3', 'call 4']);
  });

  test('refuses a call beyond its queue as busy, without making it', async () => {
    const bulkhead = createBulkhead({ inFlight: 1, waiting: 1 });
    const { held, call } = heldCalls();
    const first = bulkhead(call);
    const second = bulkhead(call);
    const refused = bulkhead(call).catch((error: unknown) => error);
    const error = await refused;
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({ reason: 'busy', outcome: 'RATE_LIMITED' });
    held[0]?.resolve('first');
    await first;
    await settle();
    held[1]?.resolve('second');
    expect(await second).toBe('second');
    expect(held).toHaveLength(2);
  });

  test('passes a failure on as it is and frees the place', async () => {
    const bulkhead = createBulkhead({ inFlight: 1, waiting: 0 });
    const failure = new UpstreamError('reset');
    await expect(bulkhead(() => Promise.reject(failure))).rejects.toBe(failure);
    expect(await bulkhead(async () => 'next')).toBe('next');
  });

  test('frees the place of a call that throws before it starts', async () => {
    const bulkhead = createBulkhead({ inFlight: 1, waiting: 0 });
    const broken = () => {
      throw new TypeError('broken');
    };
    await expect(bulkhead(broken)).rejects.toThrow('broken');
    expect(await bulkhead(async () => 'next')).toBe('next');
  });
});
