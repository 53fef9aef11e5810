import { expect, test } from 'vitest';
import { Allowance } from '../../src/upstream/allowance.ts';
import { ManualClock } from '../support/manual-clock.ts';

function allowanceOf(perMinute: number) {
  const clock = new ManualClock();
  return { clock, allowance: new Allowance(perMinute, clock) };
}

test("a minute's worth can be asked at once, and not one more", () => {
  const { allowance } = allowanceOf(600);
  expect(allowance.take('dashboard', 600)).toBeNull();
  expect(allowance.take('dashboard', 1)).toBe(1);
});

test('a request for 200 costs what 200 requests for one cost', () => {
  const { allowance } = allowanceOf(600);
  expect([1, 2, 3].map(() => allowance.take('list', 200))).toEqual([null, null, null]);
  for (let asked = 0; asked < 600; asked += 1) expect(allowance.take('single', 1)).toBeNull();
  expect(allowance.take('list', 1)).toBe(allowance.take('single', 1));
});

test('what is refused takes nothing, and after the seconds that were told it is there', () => {
  const { clock, allowance } = allowanceOf(600);
  allowance.take('dashboard', 500);
  const wait = allowance.take('dashboard', 200);
  expect(wait).toBe(10);
  expect(allowance.take('dashboard', 100)).toBeNull();
  clock.advance(20_000);
  expect(allowance.take('dashboard', 200)).toBeNull();
  expect(allowance.take('dashboard', 1)).not.toBeNull();
});

test('the wait is never told as 0', () => {
  const { clock, allowance } = allowanceOf(60_000);
  allowance.take('dashboard', 60_000);
  clock.advance(0.5);
  expect(allowance.take('dashboard', 1)).toBe(1);
});

test("idle time saves up a minute's worth and no more", () => {
  const { clock, allowance } = allowanceOf(600);
  allowance.take('dashboard', 1);
  clock.advance(3_600_000);
  expect(allowance.take('dashboard', 601)).not.toBeNull();
  expect(allowance.take('dashboard', 600)).toBeNull();
});

test("one caller's hunger takes nothing from another", () => {
  const { allowance } = allowanceOf(200);
  allowance.take('greedy', 200);
  expect(allowance.take('greedy', 1)).not.toBeNull();
  expect(allowance.take('modest', 200)).toBeNull();
});

test('ten thousand other callers later, a caller starts anew, and the memory is bounded', () => {
  const { allowance } = allowanceOf(200);
  allowance.take('first', 200);
  for (let caller = 0; caller < 10_000; caller += 1) allowance.take(`issuer:${caller}`, 1);
  expect(allowance.take('first', 200)).toBeNull();
});
