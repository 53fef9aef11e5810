import { describe, expect, test } from 'vitest';
import { GatewayError, problemError } from '../../src/domain/errors.ts';
import {
  ANSWERED_OUTCOMES,
  isProblem,
  PROBLEM_CODES,
  PROBLEM_RETRYABLE,
  problem,
} from '../../src/domain/lookup-outcome.ts';

describe('a problem', () => {
  test('is every outcome but the three answers', () => {
    expect(PROBLEM_CODES.every((outcome) => isProblem(problem(outcome)))).toBe(true);
    expect(isProblem({ outcome: 'AWAITING_CUSTOMER' })).toBe(false);
    expect(isProblem({ outcome: 'EXPIRED_UNPAID' })).toBe(false);
    expect(ANSWERED_OUTCOMES.filter((outcome) => Object.hasOwn(PROBLEM_RETRYABLE, outcome))).toEqual([]);
  });

  test('may be asked again only where waiting can help', () => {
    expect(PROBLEM_CODES.filter((code) => PROBLEM_RETRYABLE[code])).toEqual([
      'RATE_LIMITED',
      'PROVIDER_UNAVAILABLE',
      'DEADLINE_EXCEEDED',
    ]);
  });

  test('has a message of our own for every outcome, and no two the same', () => {
    const messages = PROBLEM_CODES.map((code) => problem(code).message);
    expect(new Set(messages).size).toBe(PROBLEM_CODES.length);
    for (const message of messages) expect(message).toMatch(/^[A-Z].{20,}\.$/);
  });

  test("does not tell an account that is not the caller's from a transaction that does not exist", () => {
    expect(problem('NOT_FOUND').message).toBe('There is no such transaction in an account that you may use.');
  });

  test('states a pause only where there is one', () => {
    expect(problem('RATE_LIMITED').retryAfterSeconds).toBeNull();
    expect(problem('RATE_LIMITED', { retryAfterSeconds: 7 }).retryAfterSeconds).toBe(7);
  });
});

describe('the error of a single query', () => {
  test.each(PROBLEM_CODES)('carries what the row of %s would have carried', (code) => {
    const error = problemError(problem(code, { retryAfterSeconds: 3 }), 'genstore');
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({
      code: code === 'INVALID_REFERENCE' ? 'BAD_USER_INPUT' : code,
      retryable: PROBLEM_RETRYABLE[code],
      retryAfterSeconds: 3,
      provider: 'genstore',
      message: problem(code).message,
    });
    expect(error.cause).toBeUndefined();
  });

  test('of a payment that waits for its payer may be asked again, and an expired one not', () => {
    expect(new GatewayError('AWAITING_CUSTOMER', 'm').retryable).toBe(true);
    expect(new GatewayError('EXPIRED_UNPAID', 'm').retryable).toBe(false);
    expect(new GatewayError('BAD_USER_INPUT', 'm').retryable).toBe(false);
  });
});
