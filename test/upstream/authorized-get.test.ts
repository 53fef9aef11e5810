import { describe, expect, onTestFinished, test } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import { authorizedGet } from '../../src/upstream/authorized-get.ts';
import { createHttp, DEFAULT_HTTP_LIMITS } from '../../src/upstream/http.ts';
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
      return () => get(new URL(server.origin), new AbortController().signal);
    },
  };
}

describe('a refused credential', () => {
  test('that came by value is not tried again', async () => {
    const { asker, sent } = await provider('new');
    expect((await asker(new Secret('old'))()).status).toBe(401);
    expect(sent()).toEqual(['old']);
  });

  test('whose file holds a new value is tried once more, with that', async () => {
    const { asker, sent } = await provider('new');
    expect((await asker(new Secret('old', () => 'new'))()).status).toBe(200);
    expect(sent()).toEqual(['old', 'new']);
  });

  test('whose file holds the same value is not tried again', async () => {
    const { asker, sent } = await provider('new');
    expect((await asker(new Secret('old', () => 'old'))()).status).toBe(401);
    expect(sent()).toEqual(['old']);
  });

  test('whose new value is refused too is not tried a third time', async () => {
    const values = ['second', 'third', 'fourth'];
    const { asker, sent } = await provider('never');
    expect((await asker(new Secret('first', () => values.shift() ?? 'last'))()).status).toBe(401);
    expect(sent()).toEqual(['first', 'second']);
  });

  test('whose file is gone for a moment stays as it was', async () => {
    const { asker, sent } = await provider('new');
    const missing = new Secret('old', () => {
      throw new Error('ENOENT /run/secrets/token');
    });
    expect((await asker(missing)()).status).toBe(401);
    expect(sent()).toEqual(['old']);
  });

  test('is renewed for good: later calls start with the new value', async () => {
    const { asker, sent } = await provider('new');
    const ask = asker(new Secret('old', () => 'new'));
    await ask();
    await ask();
    expect(sent()).toEqual(['old', 'new', 'new']);
  });

  test('that a neighbour renewed in the meantime is tried with the new value', async () => {
    const { asker, sent } = await provider('new');
    const secret = new Secret('old', () => 'new');
    const ask = asker(secret);
    const replies = await Promise.all([ask(), ask(), ask()]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(sent().filter((token) => token === 'new')).toHaveLength(3);
  });
});

test.each([200, 403, 404, 429, 500])('status %i reads no file and makes no second call', async (status) => {
  const { asker, sent } = await provider('new', status);
  const secret = new Secret('old', () => 'new');
  expect((await asker(secret)()).status).toBe(status);
  expect(sent()).toEqual(['old']);
  expect(secret.reveal()).toBe('old');
});
