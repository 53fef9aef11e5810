import { describe, expect, onTestFinished, test } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import { authorizedGet } from '../../src/upstream/authorized-get.ts';
import { createHttp } from '../../src/upstream/http.ts';
import { DEFAULT_HTTP_LIMITS } from '../support/http-limits.ts';
import { sendJson, startServer } from '../support/http-server.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** A provider that admits one token, which may change while it runs. */
async function provider(token: string, refusal = 401) {
  const state = { token };
  const server = await startServer((request, response) =>
    sendJson(response, '{}', request.headers['x-token'] === state.token ? 200 : refusal),
  );
  onTestFinished(() => server[Symbol.asyncDispose]());
  const http = createHttp({ clock: new ManualClock(), limits: DEFAULT_HTTP_LIMITS });
  onTestFinished(() => http.close());
  return {
    state,
    server,
    sent: () => server.requests.map(({ headers }) => headers['x-token']),
    asker: (secret: Secret) => {
      const get = authorizedGet(http, {
        credential: secret,
        headers: (value) => ({ 'x-token': value }),
        isRefusal: ({ status }) => status === 401,
      });
      return () => get(server.origin, new AbortController().signal);
    },
  };
}

const RENEWED = expect.objectContaining({ reason: 'credential_renewed' });

describe('a refused credential', () => {
  test('that came by value is refused', async () => {
    const { asker, sent } = await provider('new');
    expect((await asker(new Secret('old'))()).status).toBe(401);
    expect(sent()).toEqual(['old']);
  });

  test('whose file holds a new value is renewed for good: the next call starts with that', async () => {
    const { asker, sent } = await provider('new');
    const ask = asker(new Secret('old', () => 'new'));
    await expect(ask()).rejects.toEqual(RENEWED);
    expect((await ask()).status).toBe(200);
    expect(sent()).toEqual(['old', 'new']);
  });

  test('whose file holds the same value is refused', async () => {
    const { asker, sent } = await provider('new');
    expect((await asker(new Secret('old', () => 'old'))()).status).toBe(401);
    expect(sent()).toEqual(['old']);
  });

  test('whose file is gone for a moment stays as it was', async () => {
    const { asker, sent } = await provider('new');
    const missing = new Secret('old', () => {
      throw new Error('ENOENT /run/secrets/token');
    });
    expect((await asker(missing)()).status).toBe(401);
    expect(sent()).toEqual(['old']);
  });

  test('that a neighbour renewed in the meantime is renewed for every call that met the old one', async () => {
    const { asker } = await provider('new');
    const ask = asker(new Secret('old', () => 'new'));
    const met = await Promise.allSettled([ask(), ask(), ask()]);
    expect(met.map((each) => 'reason' in each && each.reason)).toEqual([RENEWED, RENEWED, RENEWED]);
    expect((await ask()).status).toBe(200);
  });
});

test.each([200, 403, 404, 429, 500])('status %i reads no file and makes no second call', async (status) => {
  const { asker, sent } = await provider('new', status);
  const secret = new Secret('old', () => 'new');
  expect((await asker(secret)()).status).toBe(status);
  expect(sent()).toEqual(['old']);
  expect(secret.reveal()).toBe('old');
});
