import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Config, loadConfig } from '../../src/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { FORGETFUL_STORE } from '../../src/history/forgetful-store.ts';
import { closeServer, listen } from '../../src/listen.ts';
import { PROVIDERS } from '../../src/providers/index.ts';
import type { SimulatedProviders } from '../../src/simulated-accounts.ts';
import { simulateProviders } from '../../src/simulated-accounts.ts';
import { FaultCatalogue, type FaultInfo } from '../../src/simulator/faults.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { systemClock } from '../../src/system.ts';
import type { CallLogEntry } from '../../src/telemetry/call-log.ts';
import { QUIET_LOG } from '../support/quiet-log.ts';

/** Wide, so that a busy machine is not taken for a fault; the operation's end is far away, so the provider's is the one that counts. */
const LIMITS = {
  attemptTimeoutMs: 4_000,
  providerTimeoutMs: 12_000,
  operationTimeoutMs: 30_000,
  connectTimeoutMs: 4_000,
};

/** Short, so that a fault that hangs costs little; an attempt and its retry fit the provider's time several times. */
const SHORT_LIMITS = { ...LIMITS, attemptTimeoutMs: 1_200, providerTimeoutMs: 8_000 };

/** For replies that name a wait, or a limit without one: the wait and an attempt never fit. */
const NO_WAITING = { ...LIMITS, providerTimeoutMs: LIMITS.attemptTimeoutMs };

/** Faults that end by a deadline only. */
const HANGING = new Set(['hang', 'slow_headers', 'drip', 'hang_body']);

/** Faults that may pass: the same call is made once more. From `failures.md` §3A, column R. */
const RETRIED = new Set([
  'hang',
  'slow_headers',
  'reset_before',
  'fin_before',
  'reset_body',
  'short_cl',
  'bad_chunk',
  'bad_status_line',
  'dup_cl',
  'big_headers',
  's500',
  's502',
  's503',
  's504',
  's500_html',
  'truncated',
  'message_reworded_http500',
]);

/** Everything that must show nowhere: credentials, and the card number that the fault `extra` plants. */
const SECRETS = ['simulated-token', 'simulated-key', '4111111111111111'];

const LOG_FIELDS = [
  'requestId',
  'provider',
  'account',
  'operation',
  'reference',
  'attempt',
  'priority',
  'queuedMs',
  'status',
  'reason',
  'outcome',
  'milliseconds',
  'bytes',
  'breaker',
].toSorted();

const ROWS = `query Rows($references: [TransactionReference!]!) {
  transactions(references: $references) {
    outcome
    reference { provider value }
    transaction { id provider amount { amount raw } issues { kind message expected actual } freshness { source } }
    problem { code message retryAfterSeconds }
  }
}`;

interface Row {
  readonly outcome: string;
  readonly transaction: { readonly issues: readonly { readonly kind: string }[] } | null;
}

type Reference = Readonly<Record<string, Readonly<Record<string, string>>>>;

const SHAPES = ['one record', 'ten records, one bad', 'both providers, one bad'] as const;

function limitsFor(fault: string) {
  if (HANGING.has(fault)) return SHORT_LIMITS;
  return fault.startsWith('s429') || fault === 's503_retry_after' ? NO_WAITING : LIMITS;
}

/** Every fault of one provider in three shapes, each cell over a new gateway and the real client. */
export function faultMatrix(providerName: string, faults: readonly FaultInfo[]): void {
  let simulated: SimulatedProviders;
  let strangerUrl = '';
  let redirects = 0;
  const stranger = createServer((_request, response) => {
    redirects += 1;
    response.end();
  });

  beforeAll(async () => {
    simulated = await simulateProviders({ seed: 1, latencyMs: 0, slowMs: 50, now: systemClock.now });
    strangerUrl = await listen(stranger, { host: '127.0.0.1', port: 0 });
  });

  afterAll(async () => {
    expect(redirects).toBe(0);
    await closeServer(stranger);
    await simulated.close();
  });

  const simulatorOf = (name: string): Simulator => {
    const found = simulated.simulators.find((simulator) => simulator.name === name);
    if (found === undefined) throw new Error(`no simulator of ${name}`);
    return found;
  };

  async function startGateway(fault: FaultInfo, log: CallLogEntry[], failures: unknown[]) {
    for (const simulator of simulated.simulators) {
      simulator.reset();
      simulator.redirectTo(`${strangerUrl}/elsewhere`);
    }
    const defaults = loadConfig({});
    const limits = limitsFor(fault.name);
    const config: Config = { ...defaults, accounts: simulated.accounts, limits: { ...defaults.limits, ...limits } };
    const gateway = createGateway({
      config,
      clock: systemClock,
      random: () => 0,
      store: FORGETFUL_STORE,
      log: {
        ...QUIET_LOG,
        providerCall: (entry) => log.push(entry),
        internalError: (event) => failures.push(event),
      },
    });
    const origin = await listen(gateway.server, { host: '127.0.0.1', port: 0 });
    return { gateway, url: `${origin}/graphql` };
  }

  function referencesOf(shape: (typeof SHAPES)[number], fault: FaultInfo): { good: Reference[]; all: Reference[] } {
    const bad = { [providerName]: fault.reference };
    const goodOf = (name: string, count: number) =>
      simulatorOf(name)
        .references.slice(0, count)
        .map((reference) => ({ [name]: reference }));
    if (shape === 'one record') return { good: [], all: [bad] };
    if (shape === 'ten records, one bad') {
      const good = goodOf(providerName, 9);
      return { good, all: [...good.slice(0, 4), bad, ...good.slice(4)] };
    }
    const other = PROVIDERS.map(({ name }) => name).find((name) => name !== providerName) ?? providerName;
    const good = [...goodOf(other, 2), ...goodOf(providerName, 1)];
    return { good, all: [...good, bad] };
  }

  describe.each(SHAPES)('%s', (shape) => {
    test.each(faults)('$name: $outcome', async (fault) => {
      const log: CallLogEntry[] = [];
      const failures: unknown[] = [];
      const { gateway, url } = await startGateway(fault, log, failures);
      const simulator = simulatorOf(providerName);
      const { all, good } = referencesOf(shape, fault);
      const [asked = ''] = Object.values(fault.reference);
      const ask = async () => {
        const body = JSON.stringify({ query: ROWS, variables: { references: all } });
        const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        const text = await response.text();
        expect(response.status).toBe(200);
        for (const secret of SECRETS) expect(text + JSON.stringify([...response.headers])).not.toContain(secret);
        return { rows: JSON.parse(text).data.transactions as readonly Row[], errors: JSON.parse(text).errors };
      };

      try {
        const { rows, errors } = await ask();
        expect(errors).toBeUndefined();
        const bad = rows[all.findIndex((reference) => reference[providerName] === fault.reference)];
        expect(bad?.outcome).toBe(fault.outcome);
        if (fault.issue !== undefined) expect(bad?.transaction?.issues.map(({ kind }) => kind)).toContain(fault.issue);
        // The siblings, of both providers.
        expect(rows.filter((row) => row !== bad).map(({ outcome }) => outcome)).toEqual(good.map(() => 'FOUND'));

        // The calls, and one log line for each.
        const calls = simulator.callCount(asked);
        // On a busy machine the deadline may come before the headers, which is another fault, and one that may pass.
        const isLate = log.some(({ reason }) => reason === 'ttfb');
        expect(calls).toBe(RETRIED.has(fault.name) || isLate ? 2 : 1);
        expect(log).toHaveLength(good.length + calls);
        for (const entry of log) expect(Object.keys(entry).toSorted()).toEqual(LOG_FIELDS);
        for (const secret of [...SECRETS, asked]) expect(JSON.stringify(log)).not.toContain(secret);
        expect(failures).toEqual([]);

        // What is known afterwards: answers, and no failure.
        const again = await ask();
        const isKept = ['FOUND', 'NOT_FOUND', 'AWAITING_CUSTOMER', 'EXPIRED_UNPAID'].includes(fault.outcome);
        // After a 429 it may be asked again within this operation or may not: that is the budget's to say.
        const isHeldBack = fault.outcome === 'PROVIDER_DENIED';
        if (fault.outcome !== 'RATE_LIMITED') expect(simulator.callCount(asked) > calls).toBe(!isKept && !isHeldBack);
        expect(again.rows.filter(({ outcome }) => outcome === 'FOUND').length).toBeGreaterThanOrEqual(good.length);
        for (const reference of good) {
          const [name = '', members = {}] = Object.entries(reference)[0] ?? [];
          expect(simulatorOf(name).callCount(Object.values(members)[0])).toBe(1);
        }
      } finally {
        await closeServer(gateway.server);
        await gateway.close();
      }
      const open = () => simulated.simulators.map(({ connections }) => connections.open);
      await expect.poll(open, { interval: 5 }).toEqual(simulated.simulators.map(() => 0));
    });
  });
}

/** The faults that a provider's simulator offers. */
export async function faultsOf(providerName: string): Promise<readonly FaultInfo[]> {
  const provider = PROVIDERS.find(({ name }) => name === providerName);
  if (provider === undefined) throw new Error(`no provider ${providerName}`);
  const simulate = await provider.simulate();
  return new FaultCatalogue(simulate({ seed: 1, now: () => 0, startedAt: 0 })).infos;
}
