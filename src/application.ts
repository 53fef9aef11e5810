import type { AccessTrail } from './access-trail.ts';
import { type AccountConnections, connectAccounts } from './account-connections.ts';
import type { Config } from './config.ts';
import type { AccountNames, Caller } from './domain/caller.ts';
import type { Clock } from './domain/clock.ts';
import { DEFAULT_FRESHNESS, type FreshnessDemand } from './domain/freshness.ts';
import type { ProviderFacts } from './domain/provider-facts.ts';
import { createTransactionIds } from './domain/transaction-id.ts';
import type { TransactionKey } from './domain/transaction-key.ts';
import type { ReferenceReader, TransactionReferenceInput } from './domain/transaction-reference.ts';
import type { GraphContext, Reconciliation, WatchRequest } from './graph/context.ts';
import { historyOf, storeReader } from './history/reader.ts';
import { ObservationRecorder, type RecorderParts } from './history/recorder.ts';
import type { ObservationStore } from './history/store.ts';
import { createHistoryLoader } from './loaders/history-loader.ts';
import { createTransactionLoader, type FindSource } from './loaders/transaction-loader.ts';
import { createTransactionLookups, type TransactionLookup } from './loaders/transaction-lookups.ts';
import { PROVIDERS } from './providers/index.ts';
import { STRICT_RULES } from './reconciliation/rules.ts';
import { reconcile } from './reconciliation/run.ts';
import { Spending } from './spending.ts';
import type { Logger } from './telemetry/logger.ts';
import { watchTransactions } from './tracking/stream.ts';
import { Watches } from './tracking/watches.ts';

export interface ApplicationParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  /** Where observations are kept; the application closes it. */
  readonly store: ObservationStore;
}

/** Who asks for one operation, and until when somebody waits for it. */
export interface RequestParts {
  readonly requestId: string;
  readonly caller: Caller;
  readonly signal: AbortSignal;
  /** On the monotonic clock. */
  readonly deadline: number;
  readonly trail: AccessTrail;
}

export interface EntryRequestParts extends RequestParts {
  /** Told of every provider call. */
  readonly onCall: (key: TransactionKey) => void;
}

export type LookUpEntry = (reference: TransactionReferenceInput) => Promise<TransactionLookup>;

export interface RequestContext extends GraphContext {
  readonly spending: Spending;
}

/** Everything behind the graph: what serves the gateway over HTTP, and the command line without it. */
export interface Application {
  readonly connections: AccountConnections;
  readonly watches: Watches;
  /** What one operation owns. Loaders are new for each: they hold one caller's records. */
  contextOf(request: RequestParts): RequestContext;
  /** Looks entries of books up: in the BACKGROUND share, and nothing stale. Equal references are asked for once. */
  entryLookUp(request: EntryRequestParts): LookUpEntry;
  /** Ends the connections to the providers, and keeps what was observed. */
  close(): Promise<void>;
}

/** A stream may wait long for its turn, where somebody who looks at a page may not. */
export const LOOK_TIMEOUT_MS = 60_000;

export function createApplication({ config, clock, random, log, store }: ApplicationParts): Application {
  const secretKinds = new Set(
    PROVIDERS.flatMap(({ name, referenceKinds }) =>
      referenceKinds.filter(({ secret }) => secret).map(({ kind }) => `${name}/${kind}`),
    ),
  );
  const isSecretKind = ({ provider, kind }: Pick<TransactionKey, 'provider' | 'kind'>) =>
    secretKinds.has(`${provider}/${kind}`);
  const recorder = new ObservationRecorder({
    store,
    clock,
    isSecretKind,
    retention: retentionOf(config.history),
    onFailure: log.historyFailed,
  });
  const connections = connectAccounts({
    config,
    clock,
    random,
    log,
    observing: (source) => recorder.observing(source),
  });
  const ids = createTransactionIds({
    isSecretKind,
    sealingSecret: ({ provider, account }) => connections.find(provider, account)?.credential.reveal(),
  });
  const readers = new Map(PROVIDERS.map((provider) => [provider.name, readerOf(provider)]));
  const watches = new Watches({
    limits: config.tracking,
    clock,
    random,
    lookTimeoutMs: LOOK_TIMEOUT_MS,
    findAccount: connections.find,
  });
  const observed = {
    read: storeReader({ store, recorder, clock }),
    clock,
    limits: config.history,
    nextLookAt: (key: TransactionKey) => watches.nextLookAt(key),
  };
  const providersFor = (own: AccountNames) =>
    PROVIDERS.map((provider): ProviderFacts => {
      const names = own.get(provider.name) ?? [];
      return { ...provider, accounts: connections.of(provider.name).filter(({ name }) => names.includes(name)) };
    });

  function entryLookUp({
    caller,
    trail,
    findSource,
    ...context
  }: EntryRequestParts & { readonly findSource: FindSource }): LookUpEntry {
    const load = createTransactionLoader(findSource, {
      ...context,
      caller: caller.name,
      priority: () => 'BACKGROUND',
      purpose: 'RECONCILE',
    });
    const { byReference } = createTransactionLookups(load, lookupsContextOf(caller, trail));
    return (reference) => byReference(reference, NOTHING_STALE);
  }

  function lookupsContextOf(caller: Caller, trail: AccessTrail) {
    return { caller, readers, ids, onAccess: trail.record, onForeign: trail.recordForeign };
  }

  function contextOf({ requestId, caller, signal, deadline, trail }: RequestParts): RequestContext {
    const spending = new Spending();
    const findSource = (provider: string, account: string) => {
      spending.count({ provider, account }, 0);
      return connections.find(provider, account)?.source;
    };
    const load = createTransactionLoader(findSource, {
      requestId,
      signal,
      deadline,
      caller: caller.name,
      priority: () => 'INTERACTIVE',
      purpose: 'QUERY',
      onCall: (key) => spending.count(key, 1),
    });
    const lookups = createTransactionLookups(load, lookupsContextOf(caller, trail));
    const watch = (request: WatchRequest) => {
      const events = watchTransactions({
        ...request,
        caller: caller.name,
        accessEndsAt: caller.accessEndsAt,
        maxDurationMs: config.tracking.maxMinutes * 60_000,
        watches,
        clock,
        signal,
      });
      // Only now, since a stream that is refused looks at nothing.
      for (const watched of request.references) if ('key' in watched) trail.record(watched.key, 'WATCHED');
      return events;
    };
    const reconciliation: Reconciliation = {
      maxEntries: config.limits.reconcileEntries,
      run: async ({ entries, rules }) => {
        let upstreamCalls = 0;
        const lookUp = entryLookUp({
          requestId,
          caller,
          signal,
          deadline: clock.monotonic() + config.limits.reconcileTimeoutMs,
          trail,
          findSource,
          onCall: (key) => {
            upstreamCalls += 1;
            spending.count(key, 1);
          },
        });
        const report = await reconcile({
          entries,
          rules: { ...STRICT_RULES, ...rules },
          now: clock.now(),
          lookUp,
        });
        return { ...report, upstreamCalls };
      },
    };
    const providers = providersFor(caller.accounts);
    const history = historyOf(observed, caller.accounts, createHistoryLoader(observed.read));
    return { caller, requestId, ids, providers, spending, lookups, watch, reconciliation, history };
  }

  const close = async () => {
    await connections.close();
    await recorder.close();
  };
  return {
    connections,
    watches,
    contextOf,
    entryLookUp: (request) =>
      entryLookUp({ ...request, findSource: (provider, account) => connections.find(provider, account)?.source }),
    close,
  };
}

/** What is compared has to be so now: a record from before an outage must not pass for a verified one. */
const NOTHING_STALE: FreshnessDemand = { ...DEFAULT_FRESHNESS, allowStale: false };

/** What is kept in memory only is worth less than the memory. */
const MOST_IN_MEMORY = 100_000;

function retentionOf({ file, url, maxDays, maxObservations }: Config['history']): RecorderParts['retention'] {
  const isInMemory = file === undefined && url === undefined;
  return { maxDays, maxObservations: isInMemory ? Math.min(maxObservations, MOST_IN_MEMORY) : maxObservations };
}

function readerOf({ name, label, parseReference, readReference }: (typeof PROVIDERS)[number]): ReferenceReader {
  return { name, label, parse: parseReference, read: readReference };
}
