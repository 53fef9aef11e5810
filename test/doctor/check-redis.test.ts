import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { checkRedis } from '../../src/doctor/check-redis.ts';
import { systemClock } from '../../src/system.ts';
import { describeWithRedis, redisForFile } from '../fleet/fleets.ts';
import { closedOrigin } from '../support/http-server.ts';

const PASSWORD = 'canary-7f3a';

async function findings(url: string | undefined) {
  const config = loadConfig(url === undefined ? {} : { PAYLENS_REDIS_URL: url });
  const found = await checkRedis({ config, files: [], clock: systemClock, http: undefined as never });
  expect(JSON.stringify(found)).not.toContain(PASSWORD);
  return found.map(({ state, says }) => [state, says]);
}

test('where no Redis is configured, nothing is said of it', async () => {
  expect(await findings(undefined)).toEqual([]);
});

test('one that is not there is said, with what to do', async () => {
  const url = (await closedOrigin()).replace('http:', 'redis:');
  expect(await findings(url)).toEqual([
    ['failed', 'cannot be used (ECONNREFUSED). Look at redis.url and its password; gateways answer on without it.'],
  ]);
});

describeWithRedis('a Redis that is there', () => {
  const redis = redisForFile('--requirepass', PASSWORD);

  test('takes what gateways share', async () => {
    const url = redis.url.replace('redis://', `redis://:${PASSWORD}@`);
    expect(await findings(url)).toEqual([['ok', 'takes what gateways share']]);
  });

  test('and refuses the password is not to be used', async () => {
    const url = redis.url.replace('redis://', `redis://:not-${PASSWORD.slice(0, 3)}@`);
    expect(await findings(url)).toEqual([['failed', expect.stringContaining('cannot be used (WRONGPASS)')]]);
  });
});
