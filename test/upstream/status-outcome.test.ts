import { describe, expect, test } from 'vitest';
import { saysNotFound, statusOutcome } from '../../src/upstream/status-outcome.ts';
import { reply } from '../support/replies.ts';

function outcomeOf(status: number, retryAfter?: string) {
  return statusOutcome(status, reply('', retryAfter === undefined ? { status } : { status, retryAfter }), 0);
}

describe('an HTTP status alone', () => {
  test.each([
    [200, 'MALFORMED_RESPONSE'],
    [201, 'MALFORMED_RESPONSE'],
    [204, 'MALFORMED_RESPONSE'],
    [206, 'MALFORMED_RESPONSE'],
    [304, 'MALFORMED_RESPONSE'],
    [400, 'PROVIDER_REJECTED'],
    [401, 'PROVIDER_DENIED'],
    [403, 'PROVIDER_DENIED'],
    [404, 'PROVIDER_REJECTED'],
    [405, 'PROVIDER_REJECTED'],
    [409, 'PROVIDER_REJECTED'],
    [410, 'PROVIDER_REJECTED'],
    [418, 'PROVIDER_REJECTED'],
    [422, 'PROVIDER_REJECTED'],
    [429, 'RATE_LIMITED'],
    [500, 'PROVIDER_UNAVAILABLE'],
    [502, 'PROVIDER_UNAVAILABLE'],
    [503, 'PROVIDER_UNAVAILABLE'],
    [504, 'PROVIDER_UNAVAILABLE'],
    [599, 'PROVIDER_UNAVAILABLE'],
  ])('%i means %s', (status, outcome) => {
    expect(outcomeOf(status).outcome).toBe(outcome);
  });

  test('429 always says when to come back', () => {
    expect(outcomeOf(429).retryAfterSeconds).toBe(1);
    expect(outcomeOf(429, '12').retryAfterSeconds).toBe(12);
    expect(outcomeOf(429, '86400').retryAfterSeconds).toBe(60);
  });

  test('503 says when to come back only where the provider did', () => {
    expect(outcomeOf(503).retryAfterSeconds).toBeNull();
    expect(outcomeOf(503, '12').retryAfterSeconds).toBe(12);
  });

  test('a refusal asks nobody to come back', () => {
    expect(outcomeOf(401, '12').retryAfterSeconds).toBeNull();
  });

  test('"not found" is believed in the provider\'s own envelope only', () => {
    expect(saysNotFound(404, true)).toBe(true);
    expect(saysNotFound(410, true)).toBe(true);
    expect(saysNotFound(404, false)).toBe(false);
    expect(saysNotFound(400, true)).toBe(false);
  });
});
