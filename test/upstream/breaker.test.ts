import { expect, test } from 'vitest';
import { Breaker, type Verdict } from '../../src/upstream/breaker.ts';
import { ManualClock, settled } from '../support/manual-clock.ts';
import { through } from '../support/through-breaker.ts';

const FAILED: Verdict = { isFailure: true, isCancelled: false };
const ANSWERED: Verdict = { isFailure: false, isCancelled: false };

/** Open after five failures, and with its first pause over. */
async function readyForProbe() {
  const clock = new ManualClock();
  const changes: string[] = [];
  const breaker = new Breaker({ clock, onChange: (state) => changes.push(state) });
  const late = Promise.withResolvers<Verdict>();
  const fromBefore = through(breaker, () => late.promise);
  for (let failure = 0; failure < 5; failure += 1) await through(breaker, async () => FAILED);
  await clock.run(5_000);
  expect(breaker.state).toBe('HALF_OPEN');
  return { breaker, changes, late, fromBefore };
}

test('a call from before that fails during the probe opens it again, and the probe decides nothing any more', async () => {
  const { breaker, changes, late, fromBefore } = await readyForProbe();
  const probe = Promise.withResolvers<Verdict>();
  const probing = through(breaker, () => probe.promise);
  const follower = through(breaker, async () => ANSWERED);
  late.resolve(FAILED);
  await fromBefore;
  await expect(follower).rejects.toMatchObject({ reason: 'breaker_open', retryAfterSeconds: 10 });
  probe.resolve(ANSWERED);
  await probing;
  expect([breaker.state, changes]).toEqual(['OPEN', ['OPEN']]);
});

test('a probe that throws for a fault of ours holds nobody up', async () => {
  const { breaker, changes, late, fromBefore } = await readyForProbe();
  const probing = through(breaker, () => Promise.reject(new RangeError('ours')));
  const follower = through(breaker, async () => ANSWERED);
  await expect(probing).rejects.toThrow('ours');
  await settled();
  expect(await follower).toBe(ANSWERED);
  expect([breaker.state, changes]).toEqual(['CLOSED', ['OPEN', 'CLOSED']]);
  late.resolve(ANSWERED);
  await fromBefore;
});
