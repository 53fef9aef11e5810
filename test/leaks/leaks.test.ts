import { expect, test } from 'vitest';
import { leakLoad } from './load.ts';

/** What the run has to have met, or it would prove little. */
const MET = [
  ...['FOUND', 'AWAITING_CUSTOMER', 'EXPIRED_UNPAID', 'NOT_FOUND', 'INVALID_REFERENCE', 'RATE_LIMITED'],
  ...['PROVIDER_UNAVAILABLE', 'PROVIDER_DENIED', 'PROVIDER_REJECTED', 'MALFORMED_RESPONSE'],
  ...['BAD_REQUEST', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'OPERATION_TOO_COMPLEX'],
  ...['LIMIT_EXCEEDED', 'PERSISTED_QUERY_REQUIRED', 'UNAUTHENTICATED', 'FORBIDDEN', 'METHOD_NOT_ALLOWED'],
  ...['NOT_ACCEPTABLE', 'REQUEST_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'MISDIRECTED_REQUEST'],
] as const;

test('20,000 good, bad and faulty requests: no canary is where it may not be', async () => {
  const { sightings, answered, codes } = await leakLoad({ requests: 20_000, clients: 24 });
  expect(sightings.found.slice(0, 5)).toEqual([]);
  expect(answered).toBe(20_000);
  expect(MET.filter((code) => codes[code] === undefined)).toEqual([]);
  for (const place of ['body', 'body without echo', 'header', 'log', 'audit', 'gateway']) {
    expect([place, sightings.looked[place]]).toEqual([place, expect.any(Number)]);
  }
  expect(codes.internalError).toBeUndefined();
}, 240_000);
