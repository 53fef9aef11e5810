import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { onTestFinished } from 'vitest';
import { type Config, loadConfig } from '../../src/config.ts';
import { createGateway } from '../../src/gateway.ts';
import type { HistoryFailure } from '../../src/history/recorder.ts';
import { openSqlite } from '../../src/history/sqlite.ts';
import type { ObservationStore } from '../../src/history/store.ts';
import { closeServer, listen } from '../../src/listen.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { simulateProviders } from '../../src/simulated-accounts.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import type { AccessEntry, RefusalEntry } from '../../src/telemetry/audit-log.ts';
import type { CallLogEntry } from '../../src/telemetry/call-log.ts';
import type { Metrics } from '../../src/telemetry/metrics/recording.ts';
import type { Tracing } from '../../src/telemetry/tracing/tracing.ts';
import { QUIET_LOG } from './quiet-log.ts';
import { ShiftedClock } from './shifted-clock.ts';

export interface ErrorAnswer {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: {
    readonly code: string;
    readonly provider: string | null;
    readonly retryable: boolean;
    readonly retryAfterSeconds: number | null;
    readonly requestId: string;
  };
}

export interface Answer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors: readonly ErrorAnswer[] | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: extensions have no type in a schema
  readonly extensions: any;
}

export interface TestGateway {
  readonly url: string;
  readonly genstore: Simulator;
  readonly yedpay: Simulator;
  /** What was logged of provider calls. */
  readonly calls: readonly CallLogEntry[];
  /** What the gateway logged of its own failures. */
  readonly failures: readonly unknown[];
  /** What was logged of observations that could not be stored or read. */
  readonly historyFailures: readonly HistoryFailure[];
  /** The audit log. */
  readonly accesses: readonly AccessEntry[];
  readonly refusals: readonly RefusalEntry[];
  /** As configured at the start. */
  readonly accounts: Config['accounts'];
  /** The callers whose documents were logged as not trusted. */
  readonly untrusted: readonly string[];
  readonly clock: ShiftedClock;
  /** Puts other sections of the configuration in force. */
  reload(changes: Partial<Config>): void;
  /** As before a stop. */
  drain(): void;
  /** Waits for the work while time moves ahead whenever no provider call is under way. */
  drive<Value>(work: Promise<Value>): Promise<Value>;
  ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Answer<Data>>;
  // biome-ignore lint/suspicious/noExplicitAny: an answer to a literal document has no generated type
  query(document: string, variables?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer<any>>;
}

export interface TestGatewayOptions {
  /** Of the anonymous caller, where no callers are configured. */
  readonly scopes?: Parameters<typeof createGateway>[0]['anonymousScopes'];
  readonly metrics?: Metrics;
  readonly tracing?: Tracing;
  /** In memory, where none is given. */
  readonly store?: ObservationStore;
  /** Replaces sections of the configuration. */
  readonly config?: Partial<Config>;
  readonly limits?: Partial<Config['limits']>;
  /** Whether Genstore grants 40 calls and 2 a second, as it documents; else there is no limit. */
  readonly isMetered?: boolean;
  /** Whether time is only what the test lets pass. */
  readonly isStanding?: boolean;
  /** Replaces the simulated accounts; made from them. */
  readonly accounts?: (simulated: Config['accounts']) => Readonly<Record<string, readonly ProviderAccount[]>>;
}

/** On a machine that stands still for seconds, a request is late without being slow. */
const PATIENT = { headersTimeoutMs: 60_000, requestTimeoutMs: 60_000 };

/** A whole gateway on a free port over simulators on free ports: the real client over real HTTP. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const defaults = loadConfig({});
  const clock = new ShiftedClock({ isStanding: options.isStanding ?? false });
  const simulated = await simulateProviders({
    seed: 1,
    latencyMs: 0,
    now: () => clock.now(),
    isMetered: options.isMetered ?? false,
  });
  const accounts = options.accounts?.(simulated.accounts) ?? simulated.accounts;
  const config = {
    ...defaults,
    ...options.config,
    accounts,
    limits: { ...defaults.limits, ...PATIENT, ...options.limits },
  };
  const calls: CallLogEntry[] = [];
  const failures: unknown[] = [];
  const historyFailures: HistoryFailure[] = [];
  const accesses: AccessEntry[] = [];
  const refusals: RefusalEntry[] = [];
  const untrusted: string[] = [];
  const log = {
    ...QUIET_LOG,
    providerCall: (entry: CallLogEntry) => calls.push(entry),
    internalError: (event: unknown) => failures.push(event),
    historyFailed: (event: HistoryFailure) => historyFailures.push(event),
    untrustedDocument: ({ caller }: { readonly caller: string }) => untrusted.push(caller),
  };
  const gateway = createGateway({
    config,
    clock,
    random: () => 0.5,
    log,
    // Without a thread, which would cost each test its start.
    store: options.store ?? (await openSqlite(':memory:')),
    audit: {
      access: (entry) => accesses.push(entry),
      refusal: (entry) => refusals.push(entry),
    },
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
    tracing: options.tracing,
    ...(options.scopes === undefined ? {} : { anonymousScopes: options.scopes }),
  });
  const origin = await listen(gateway.server, { host: '127.0.0.1', port: 0 });
  const url = `${origin}/graphql`;
  onTestFinished(async () => {
    await closeServer(gateway.server);
    await gateway.close();
    await simulated.close();
  });

  async function query(document: string, variables?: unknown, headers: Readonly<Record<string, string>> = {}) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: document, variables }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: as above
    type Body = Record<'data' | 'extensions', any> & { readonly errors?: ErrorAnswer[] };
    const { data, errors, extensions } = (await response.json()) as Body;
    return { status: response.status, data, errors, extensions };
  }

  const simulatorOf = (name: string) => {
    const found = simulated.simulators.find((simulator) => simulator.name === name);
    if (found === undefined) throw new Error(`no simulator of ${name}`);
    return found;
  };
  return {
    url,
    genstore: simulatorOf('genstore'),
    yedpay: simulatorOf('yedpay'),
    calls,
    failures,
    historyFailures,
    accesses,
    refusals,
    accounts,
    untrusted,
    clock,
    reload: (changes) => void gateway.reload({ ...config, ...changes }),
    drain: () => gateway.drain(),
    drive: (work) => clock.drive(work, () => gateway.accounts.every(({ status }) => status().budget.inFlight === 0)),
    query,
    ask: (document, variables) => query(print(document), variables),
  };
}
