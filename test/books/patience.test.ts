import { expect, test } from 'vitest';
import { type LookUpAttempt, patientLookUp } from '../../src/books/run/patient-lookup.ts';
import { type LookupOutcome, problem } from '../../src/domain/lookup-outcome.ts';
import { ManualClock, settled } from '../support/manual-clock.ts';

const NOTHING: LookupOutcome = { outcome: 'EXPIRED_UNPAID' };
const DOWN = problem('PROVIDER_UNAVAILABLE');
const LATER = problem('RATE_LIMITED', { retryAfterSeconds: 90 });
const MINUTE = 60_000;

interface Asked {
  readonly at: number;
  readonly attempt: LookUpAttempt;
}

/** A look-up whose answers are told one after the other; the last one goes on. */
function start(answers: readonly (LookupOutcome | 'refused before a call')[], deadline = Number.POSITIVE_INFINITY) {
  const clock = new ManualClock();
  const ending = new AbortController();
  const asked: Asked[] = [];
  const lookUp = patientLookUp({
    clock,
    signal: ending.signal,
    deadline,
    lookUpOnce: async (attempt) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? NOTHING;
      asked.push({ at: clock.monotonic(), attempt });
      if (answer !== 'refused before a call') attempt.onCall();
      const outcome =
        answer === 'refused before a call' ? problem('PROVIDER_UNAVAILABLE', { retryAfterSeconds: 20 }) : answer;
      return { reference: { provider: 'genstore', account: 'main', kind: null, value: null, id: null }, outcome };
    },
  });
  let ended: unknown = 'waiting';
  void lookUp({ genstore: { paymentId: 'PI-1' } }, () => {}).then(
    ({ outcome }) => (ended = outcome),
    (error: unknown) => (ended = error),
  );
  return { clock, ending, asked, outcome: () => ended, times: () => asked.map(({ at }) => at) };
}

test('what is rate limited is asked for again at the time that was stated, as often as it takes', async () => {
  const { clock, outcome, times } = start([LATER, LATER, LATER, LATER, NOTHING]);
  await clock.run(5 * MINUTE);
  expect(outcome()).toBe('waiting');
  await clock.run(2 * MINUTE);
  expect({ outcome: outcome(), times: times() }).toEqual({
    outcome: NOTHING,
    times: [0, 90_000, 180_000, 270_000, 360_000],
  });
});

test('a provider that fails for one entry is asked five times, ever more slowly', async () => {
  const { clock, outcome, times } = start([DOWN]);
  await clock.run(60 * MINUTE);
  expect({ outcome: outcome(), times: times() }).toEqual({ outcome: DOWN, times: [0, 1_000, 3_000, 7_000, 15_000] });
});

test('an account that gives no answer for ten minutes is given up, also where no call was made', async () => {
  const { clock, outcome, times } = start(['refused before a call']);
  await clock.run(60 * MINUTE);
  expect(outcome()).toMatchObject({ outcome: 'PROVIDER_UNAVAILABLE' });
  expect(times()).toHaveLength(31);
  expect(times().at(-1)).toBe(10 * MINUTE);
});

test('what asking again does not change is asked once', async () => {
  const { clock, outcome, times } = start([problem('PROVIDER_DENIED')]);
  await clock.run(MINUTE);
  expect({ outcome: outcome(), times: times() }).toMatchObject({ outcome: { outcome: 'PROVIDER_DENIED' }, times: [0] });
});

test('the deadline of the run bounds attempts and pauses', async () => {
  const { clock, outcome, asked } = start([LATER], 2 * MINUTE);
  await clock.run(30 * MINUTE);
  expect(outcome()).toMatchObject({ outcome: 'RATE_LIMITED' });
  expect(asked.map(({ at, attempt }) => [at, attempt.deadline])).toEqual([
    [0, 2 * MINUTE],
    [90_000, 2 * MINUTE],
  ]);
});

test('an end of the run ends a pause, and no timer is left', async () => {
  const { clock, ending, outcome } = start([LATER]);
  await settled();
  ending.abort(new Error('ended'));
  await settled();
  expect({ outcome: outcome(), pending: clock.pending }).toEqual({ outcome: new Error('ended'), pending: 0 });
});
