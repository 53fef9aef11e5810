import { expect, test } from 'vitest';
import { LoadShedder } from '../../src/server/load-shedding.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** A process that answers in `answeringMs` and refuses in `refusingMs`, on a clock of its own. */
function processWith({ requestsInFlight = 1_000, answeringMs = 1, refusingMs = 0.1, late = 0 } = {}) {
  const clock = new ManualClock();
  const state = { late };
  let endTurn = () => {};
  const load = new LoadShedder({
    limits: { requestsInFlight },
    clock,
    loopDelay: () => state.late,
    afterTurn: (callback) => {
      endTurn = callback;
    },
  });

  /** So many requests are there at once; each is answered before the next is looked at. */
  function turn(requests: number) {
    const started = clock.monotonic();
    let answered = 0;
    for (let index = 0; index < requests; index += 1) {
      const isAccepted = !load.isFull && load.enter();
      clock.advance(isAccepted ? answeringMs : refusingMs);
      if (!isAccepted) continue;
      answered += 1;
      load.leave();
    }
    endTurn();
    const milliseconds = clock.monotonic() - started;
    return { answered, refused: requests - answered, milliseconds, answering: (answered * answeringMs) / milliseconds };
  }

  return { load, clock, state, turn };
}

test('as many operations as the limit may be under way, and one more may not', () => {
  const { load } = processWith({ requestsInFlight: 3 });
  expect([load.enter(), load.enter(), load.enter()]).toEqual([true, true, true]);
  expect([load.isFull, load.enter()]).toEqual([true, false]);
  load.leave();
  expect([load.isFull, load.enter(), load.enter()]).toEqual([false, true, false]);
});

test('a refused operation takes no place', () => {
  const { load } = processWith({ requestsInFlight: 1 });
  load.enter();
  for (let index = 0; index < 10; index += 1) load.enter();
  load.leave();
  expect(load.enter()).toBe(true);
});

test('a burst that comes alone is answered whole, however long that takes', () => {
  const { turn } = processWith();
  expect(turn(500)).toMatchObject({ answered: 500, refused: 0 });
});

test('while the event loop is late, a turn takes up what keeps it short', () => {
  const { turn, clock } = processWith({ late: 80 });
  clock.advance(100);
  const { refused, milliseconds } = turn(200);
  expect(refused).toBeGreaterThan(50);
  expect(milliseconds).toBeLessThan(200);
});

test('a turn that is short enough refuses nobody, however late the one before was', () => {
  const { turn, clock } = processWith({ late: 5_000 });
  clock.advance(100);
  expect(turn(50)).toMatchObject({ answered: 50, refused: 0 });
});

test('a few slow operations are no overload: so many begin in a turn, whatever they take', () => {
  const { turn, clock } = processWith({ late: 5_000, answeringMs: 400 });
  clock.advance(100);
  expect(turn(8)).toMatchObject({ answered: 8, refused: 0 });
  clock.advance(100);
  expect(turn(9)).toMatchObject({ answered: 8, refused: 1 });
});

test.each([200, 1_000, 10_000, 100_000])('of the time with %i requests in a turn, operations keep most', (requests) => {
  const { turn, clock } = processWith({ late: 500 });
  clock.advance(100);
  expect(turn(requests).answering).toBeGreaterThan(0.75);
});

test('once the event loop keeps up again, everybody is taken', () => {
  const { turn, clock, state } = processWith({ late: 80 });
  clock.advance(100);
  expect(turn(500).refused).toBeGreaterThan(0);
  state.late = 5;
  clock.advance(100);
  expect(turn(500).refused).toBe(0);
});

test('how late the event loop is counts from the next turn on, not within one', () => {
  const { turn, clock, state } = processWith();
  clock.advance(100);
  turn(1);
  clock.advance(100);
  state.late = 500;
  expect(turn(300).refused).toBeGreaterThan(0);
  state.late = 0;
  expect(turn(300).refused).toBe(0);
});
