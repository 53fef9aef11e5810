import { expect, test } from 'vitest';
import { TokenBucket } from '../../src/upstream/token-bucket.ts';
import { ManualClock } from '../support/manual-clock.ts';

const LIMITS = { capacity: 40, refillPerSecond: 2, arrivalMs: 500 };

test('a full bucket gains nothing until its first call has had the time to arrive', () => {
  const clock = new ManualClock();
  const bucket = new TokenBucket(LIMITS, clock);
  for (let call = 0; call < 40; call += 1) bucket.take();
  expect([bucket.tokens, bucket.waitFor(1)]).toEqual([0, 1_000]);
  clock.advance(500);
  expect([bucket.tokens, bucket.waitFor(1)]).toEqual([0, 500]);
  clock.advance(500);
  expect([bucket.tokens, bucket.waitFor(1)]).toEqual([1, 0]);
});

test('never is it ahead of a provider that saw the first call as late as that, and the others at once', () => {
  const clock = new ManualClock();
  const ours = new TokenBucket(LIMITS, clock);
  const theirs = new TokenBucket({ capacity: 40, refillPerSecond: 2 }, clock);
  for (let call = 0; call < 40; call += 1) ours.take();
  clock.advance(500);
  for (let call = 0; call < 40; call += 1) theirs.take();
  for (let step = 0; step < 200; step += 1) {
    clock.advance(100);
    if (ours.tokens < 1) continue;
    ours.take();
    expect(theirs.tokens).toBeGreaterThanOrEqual(1);
    theirs.take();
  }
});
