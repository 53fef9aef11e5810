import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loadConfig, redisOf } from '../../src/config.ts';
import { ConfigError } from '../../src/config-faults.ts';
import { addressOf, placeOf } from '../../src/redis/address.ts';

const URL = 'redis://somebody:a%20secret@redis.internal:6380/3';

function redisFrom(environment: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) {
  return redisOf(loadConfig(environment, (path) => files[path] ?? ''));
}

function faultsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    redisFrom(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('redis', () => {
  test('is none, unless there is a URL', () => {
    expect(redisFrom({})).toBeUndefined();
    expect(redisFrom({ PAYLENS_REDIS_PREFIX: 'shop', PAYLENS_REDIS_REPLICAS: '5' })).toBeUndefined();
  });

  test('is where, as whom, and under which prefix', async () => {
    const redis = redisFrom({ PAYLENS_REDIS_URL: URL });
    if (redis === undefined) throw new Error('no redis');
    expect(redis).toMatchObject({ prefix: 'paylens', replicas: 2 });
    const { socket, database, credentialsProvider } = addressOf(redis);
    expect({ socket, database }).toEqual({ socket: { host: 'redis.internal', port: 6380, tls: false }, database: 3 });
    expect(await credentialsOf(credentialsProvider)).toEqual({ username: 'somebody', password: 'a secret' });
    expect(placeOf(redis)).toBe('redis.internal:6380');
  });

  test.each([
    ['redis://127.0.0.1', { host: '127.0.0.1', port: 6379, tls: false }],
    ['rediss://redis.example/', { host: 'redis.example', port: 6379, tls: true }],
    ['rediss://[::1]:7000/0', { host: '::1', port: 7000, tls: true }],
  ])('is reached at %s', (url, socket) => {
    const redis = redisFrom({ PAYLENS_REDIS_URL: url });
    expect(redis && addressOf(redis)).toEqual({ socket, database: 0 });
  });

  test('has its password from a file, which is read at each connection', async () => {
    const files: Record<string, string> = { '/secret': 'old\n' };
    const redis = redisFrom({ PAYLENS_REDIS_URL: 'redis://r', PAYLENS_REDIS_PASSWORD_FILE: '/secret' }, files);
    const provider = redis && addressOf(redis).credentialsProvider;
    expect(await credentialsOf(provider)).toEqual({ username: 'default', password: 'old' });
    files['/secret'] = 'new\n';
    expect(await credentialsOf(provider)).toEqual({ username: 'default', password: 'new' });
  });

  test.each([
    'http://127.0.0.1',
    '127.0.0.1:6379',
    'redis:///0',
    'redis://host/name',
    'redis://host/0?db=1',
    'redis://a b',
    'redis://host:port',
    'redis://host:65536',
    'redis://user:per%zent@host',
    'redis://user:sl/ash@host',
    'redis://user:ha#sh@host',
  ])('is refused at %j, and the fault does not say where that is', (url) => {
    const faults = faultsOf({ PAYLENS_REDIS_URL: url });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^PAYLENS_REDIS_URL: must be a redis:\/\/ or rediss:\/\/ URL/);
    expect(faults[0]).not.toContain(url);
  });

  test.each([
    ['PAYLENS_REDIS_PREFIX', 'a b'],
    ['PAYLENS_REDIS_PREFIX', '{slot}'],
    ['PAYLENS_REDIS_REPLICAS', '0'],
    ['PAYLENS_REDIS_REPLICAS', '1000'],
  ])('has no %s of %j', (name, value) => {
    expect(faultsOf({ [name]: value })[0]).toMatch(new RegExp(`^${name}: `));
  });

  test('shows no password to whoever prints the configuration', () => {
    const redis = redisFrom({ PAYLENS_REDIS_URL: URL, PAYLENS_REDIS_PASSWORD: 'another' });
    expect(inspect(redis, { depth: 9 }) + JSON.stringify(redis)).not.toMatch(/secret@|somebody|another/);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: the client's type has three forms, of which one is used
async function credentialsOf(provider: any): Promise<unknown> {
  return provider.credentials();
}
