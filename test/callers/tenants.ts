import { onTestFinished } from 'vitest';
import { createApiKey } from '../../src/callers/api-key.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { Secret } from '../../src/domain/secret.ts';
import { PROVIDERS } from '../../src/providers/index.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { fingerprint } from '../../src/simulator/call-record.ts';
import { replaceField, type SimulateProvider } from '../../src/simulator/harness.ts';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { startTestGateway } from '../support/gateway.ts';

/** A caller with an account of its own at each provider. */
export interface Tenant {
  readonly name: (typeof NAMES)[number];
  readonly headers: Readonly<Record<string, string>>;
  /** What each of its records carries as `processorReference`: the mark of the credential that it was fetched with. */
  readonly mark: string;
}

const NAMES = ['left', 'right'] as const;
const KEYS = { left: createApiKey(), right: createApiKey(), both: createApiKey() };
const credentialOf = (tenant: string) => `credential-of-${tenant}`;

/** The same ids at both, and in every record the mark of whoever's credential it was asked with. */
const marked =
  (simulate: SimulateProvider): SimulateProvider =>
  (options) => {
    const simulation = simulate(options);
    return {
      ...simulation,
      answer: (request) => {
        const mark = fingerprint(simulation.credential(request) ?? '');
        const field = simulation.recordFields(request).text;
        const reply = simulation.answer(request);
        return { ...reply, body: replaceField(reply.body, field, JSON.stringify(mark)) };
      },
    };
  };

/** One gateway for two tenants, whose accounts are at the same simulators with different credentials. */
export async function startWithTwoTenants({ scopes = [] }: { readonly scopes?: readonly Scope[] } = {}) {
  const simulators: Simulator[] = [];
  const accounts: Record<string, ProviderAccount[]> = {};
  for (const provider of PROVIDERS) {
    const simulate = marked(await provider.simulate());
    const simulator = await startSimulator({ simulate, now: Date.now, seed: 1 });
    simulators.push(simulator);
    accounts[provider.name] = NAMES.map((name) => ({
      ...provider.accountSchema(noFile).parse(provider.simulatedAccount(simulator.origin, false)),
      name,
      [provider.name === 'genstore' ? 'accessToken' : 'apiKey']: new Secret(credentialOf(name)),
    }));
  }
  onTestFinished(async () => {
    await Promise.all(simulators.map((simulator) => simulator.close()));
  });
  const gateway = await startTestGateway({
    accounts: () => accounts,
    // On a slow machine nothing may end because of the time.
    limits: {
      operationTimeoutMs: 60_000,
      providerTimeoutMs: 60_000,
      attemptTimeoutMs: 30_000,
      referencesPerMinute: 10_000_000,
      requestsInFlight: 100_000,
    },
    config: {
      callers: (['left', 'right', 'both'] as const).map((name) => ({
        name,
        keys: [KEYS[name].hash],
        scopes: ['transactions:read', 'explore', ...scopes],
        accounts: name === 'both' ? ['*'] : [`genstore/${name}`, `yedpay/${name}`],
      })),
    },
  });
  const headersOf = (name: keyof typeof KEYS) => ({
    'content-type': 'application/json',
    authorization: `Bearer ${KEYS[name].key}`,
  });
  const tenantOf = (name: Tenant['name']): Tenant => ({
    name,
    headers: headersOf(name),
    mark: fingerprint(credentialOf(name)),
  });
  return {
    ...gateway,
    simulators,
    left: tenantOf('left'),
    right: tenantOf('right'),
    /** Of a caller who may use the accounts of both. */
    headersOfBoth: headersOf('both'),
  };
}

function noFile(): never {
  throw new Error('a simulated account has no secret file');
}
