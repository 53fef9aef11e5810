import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { createAuthentication } from '../../src/callers/authentication.ts';
import { remoteKeySet } from '../../src/callers/key-set.ts';
import { loadConfig } from '../../src/config.ts';
import { describeSettings, environmentVariables } from '../../src/config-environment.ts';
import { configSchema } from '../../src/config-schema.ts';
import { PROVIDERS } from '../../src/providers/index.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { systemClock } from '../../src/system.ts';
import { createHttp, type Http } from '../../src/upstream/http.ts';
import { badTokens } from '../callers/bad-tokens.ts';
import { claimsAt, createSigningKey, issuerOf, keySetOf, signToken } from '../callers/issuer.ts';
import { DEFAULT_HTTP_LIMITS } from '../support/http-limits.ts';
import { closedOrigin, sendJson, startServer } from '../support/http-server.ts';
import { lookupContext } from '../support/lookup-context.ts';
import { openGuard } from '../support/upstream-tools.ts';
import { canary, kindsIn } from './canaries.ts';
import { planted, plantedAccount } from './planted-providers.ts';

/** All that anybody could print of a thrown thing, its hidden parts and causes included. */
function shown(thrown: unknown): string {
  const { message, stack, cause } = thrown as Error;
  const whole = inspect(thrown, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true });
  return [whole, String(thrown), JSON.stringify(thrown), message, stack, inspect(cause)].join('\n');
}

/** Calls as they are made, and everything that was thrown below them. */
function listeningHttp(thrown: string[]): Http {
  const http = createHttp({ clock: systemClock, limits: { ...DEFAULT_HTTP_LIMITS, attemptTimeoutMs: 300 } });
  onTestFinished(() => http.close());
  return {
    ...http,
    get: (request) =>
      http.get(request).catch((error: unknown) => {
        thrown.push(shown(error));
        throw error;
      }),
  };
}

test.each(PROVIDERS)(
  'whatever goes wrong in a call of $label, its error holds nothing of the call',
  async (provider) => {
    const simulate = planted(await provider.simulate());
    const simulator = await startSimulator({ simulate, now: Date.now, seed: 1, slowMs: 5 });
    onTestFinished(() => simulator.close());
    const thrown: string[] = [];
    const logged: string[] = [];
    const http = listeningHttp(thrown);
    const origins = [simulator.origin, await closedOrigin(), 'https://nowhere.invalid'];
    const faults = [...simulator.faults.map(({ name }) => name), null];
    const lookups = origins.flatMap((origin) => {
      const account = plantedAccount(provider, origin);
      expect(kindsIn(shown(account))).toEqual([]);
      return (origin === simulator.origin ? faults : [null]).flatMap((fault) =>
        provider.referenceKinds
          .filter(({ queryable }) => queryable)
          .map(async ({ kind, secret }) => {
            const value = secret ? `tok-${canary('Token')}` : canary('Asked');
            simulator.setFault(value, fault);
            // Each has a guard of its own: one that has seen the others fail would let no call through.
            const source = provider.connect(account, {
              http,
              clock: systemClock,
              guard: openGuard(systemClock),
              log: (entry) => logged.push(JSON.stringify(entry)),
            });
            const key = { provider: provider.name, account: account.name, kind, value };
            await source.lookup(key, lookupContext({ deadline: systemClock.monotonic() + 60_000 }));
          }),
      );
    });
    await Promise.all(lookups);
    expect(thrown.length).toBeGreaterThan(10);
    expect(logged).toHaveLength(lookups.length);
    expect([...thrown, ...logged].filter((text) => kindsIn(text).length > 0)).toEqual([]);
  },
);

test('a refused token is in no error, and neither is what an issuer answers', async () => {
  const key = createSigningKey('known');
  await using issuer = await startServer((request, response) =>
    sendJson(response, request.url === '/keys' ? keySetOf([key]) : `{"keys":"${canary('Body')}"`),
  );
  const thrown: string[] = [];
  const http = listeningHttp(thrown);
  const decide = (path: string, token: string) =>
    createAuthentication({
      callers: [],
      issuers: [issuerOf({ jwksUrl: issuer.origin + path })],
      accounts: new Map(),
      clock: systemClock,
      keySetOf: (url) => remoteKeySet(url, { clock: systemClock, http }),
    })([`Bearer ${token}`]).then(inspect, shown);
  const planted = signToken(key, { alg: 'ES256', kid: canary('Key') }, claimsAt(Date.now(), { sub: canary('Key') }));
  const tokens = [
    planted,
    `${planted}x`,
    ...badTokens(Date.now()).map(({ request }) => request.headers?.[0]?.replace(/^\S+ \S+ /, '') ?? ''),
  ];
  for (const token of tokens) for (const path of ['/keys', '/broken']) thrown.push(await decide(path, token));
  expect(thrown.length).toBeGreaterThanOrEqual(tokens.length * 2);
  expect(thrown.filter((text) => kindsIn(text).length > 0)).toEqual([]);
});

test('whatever a setting holds, a refusal of the configuration does not repeat it', () => {
  const variables = environmentVariables(describeSettings(configSchema(() => canary('Credential'))));
  const refused = variables.filter(({ name }) =>
    [canary('Credential'), `${canary('Credential')} with blanks`, `[{ name: ${canary('Key')}`].some((value) => {
      try {
        loadConfig({ [name]: value }, () => `- ${canary('Credential')}`);
        return false;
      } catch (error) {
        expect([name, kindsIn(shown(error))]).toEqual([name, []]);
        return true;
      }
    }),
  );
  expect(refused.length).toBeGreaterThan(variables.length * 0.8);
});
