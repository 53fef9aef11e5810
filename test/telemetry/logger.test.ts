import { expect, test } from 'vitest';
import type { CallLogEntry } from '../../src/telemetry/call-log.ts';
import { createLogger, type LogLevel } from '../../src/telemetry/logger.ts';

const CALL: CallLogEntry = {
  requestId: 'r-1',
  provider: 'yedpay',
  account: 'main',
  operation: 'online-payment/query',
  reference: 'aGFzaA',
  attempt: 1,
  priority: 'INTERACTIVE',
  queuedMs: 0,
  status: 200,
  reason: 'reply',
  outcome: 'FOUND',
  milliseconds: 12,
  bytes: 345,
  breaker: 'CLOSED',
};

function logged(level: LogLevel = 'debug') {
  const lines: string[] = [];
  return { log: createLogger({ level, destination: { write: (line: string) => lines.push(line) } }), lines };
}

test('a provider call is one JSON line with its own fields and no others', () => {
  const { log, lines } = logged();
  log.providerCall(CALL);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'info',
    time: expect.any(Number),
    event: 'provider_call',
    ...CALL,
  });
});

test.each([
  ['NOT_FOUND', 'info'],
  ['RATE_LIMITED', 'warn'],
  ['PROVIDER_UNAVAILABLE', 'warn'],
  ['PROVIDER_DENIED', 'error'],
  ['MALFORMED_RESPONSE', 'error'],
])('the outcome %s is logged as %s', (outcome, level) => {
  const { log, lines } = logged();
  log.providerCall({ ...CALL, outcome });
  expect(JSON.parse(lines[0] ?? '').level).toBe(level);
});

test('a breaker that opens is a warning, one that closes is information', () => {
  const { log, lines } = logged();
  log.breakerChanged({ provider: 'genstore', account: 'shop', state: 'OPEN' });
  log.breakerChanged({ provider: 'genstore', account: 'shop', state: 'CLOSED' });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'warn', event: 'breaker_changed', provider: 'genstore', account: 'shop', state: 'OPEN' },
    { level: 'info', event: 'breaker_changed', state: 'CLOSED' },
  ]);
});

test("a fault of the gateway is logged by its name and place, never by its message or its cause's", () => {
  const { log, lines } = logged();
  const error = new TypeError('https://h/?payment_token=canary-1', { cause: new Error('canary-2') });
  log.internalError({ requestId: 'r-1', error });
  log.internalError({ requestId: 'r-2', error: 'canary-3' });
  expect(lines.join('')).not.toMatch(/canary/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'fatal',
    error: 'TypeError',
    at: expect.stringContaining('logger.test'),
  });
});

test('nothing below its level is written', () => {
  const { log, lines } = logged('fatal');
  log.providerCall({ ...CALL, outcome: 'PROVIDER_DENIED' });
  log.breakerChanged({ provider: 'genstore', account: 'shop', state: 'OPEN' });
  expect(lines).toEqual([]);
});

test('a level that is set later holds for provider calls, too', () => {
  const { log, lines } = logged('info');
  log.setLevel('error');
  log.providerCall(CALL);
  expect(lines).toEqual([]);
  log.setLevel('debug');
  log.providerCall({ ...CALL, reason: 'cancelled' });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'debug', event: 'provider_call' });
});
