import { expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';
import { CALLERS, KEYS } from './credentials.ts';

const FLOOD = 1_000;

test('a flood of strangers fills no disk: not each of them has a line, and the next line counts the rest', async () => {
  const gateway = await startTestGateway({ config: { callers: [...CALLERS] } });
  const ask = (headers?: Readonly<Record<string, string>>) => gateway.query('{ __typename }', {}, headers);
  for (let sent = 0; sent < FLOOD; sent += 20) await Promise.all(Array.from({ length: 20 }, () => ask()));
  // Time goes on meanwhile, and brings ten lines a second.
  expect(gateway.refusals.length).toBeGreaterThanOrEqual(100);
  expect(gateway.refusals.length).toBeLessThan(FLOOD);
  await gateway.clock.pass(1_000);
  await ask({ authorization: `Bearer ${KEYS.ofNobody.key}` });
  const counted = gateway.refusals.reduce((sum, { leftOut = 0 }) => sum + 1 + leftOut, 0);
  expect(counted).toBe(FLOOD + 1);
  expect(gateway.refusals.at(-1)).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'unknown_key' });
  await ask({ authorization: `Bearer ${KEYS.current.key}` });
  expect(gateway.accesses.map(({ caller }) => caller)).toEqual(['dashboard']);
});
