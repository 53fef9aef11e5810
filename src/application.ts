import type { AccessTrail } from './access-trail.ts';
import { type AccountConnections, connectAccounts } from './account-connections.ts';
import { type Config, redisOf } from './config.ts';
import type { AccountNames, Caller } from './domain/caller.ts';
import type { Clock } from './domain/clock.ts';
import { NOTHING_STALE } from './domain/freshness.ts';
import { linkableKindsOf } from './domain/link-rule.ts';
import type { ProviderFacts } from './domain/provider-facts.ts';
import type { Span } from './domain/span.ts';
import { createTransactionIds } from './domain/transaction-id.ts';
import type { TransactionKey } from './domain/transaction-key.ts';
import type { MemberReader, ReferenceReader, TransactionReferenceInput } from './domain/transaction-reference.ts';
import type { LookupContext } from './domain/transaction-source.ts';
import { type Fleet, openFleet } from './fleet.ts';
import type { GraphContext, Reconciliation, WatchRequest } from './graph/context.ts';
import { historyOf, storeReader } from './history/reader.ts';
import { ObservationRecorder, type RecorderParts } from './history/recorder.ts';
import type { ObservationStore } from './history/store.ts';
import { questionText } from './history/store.ts';
import { createCarrierLoader } from './loaders/carrier-loader.ts';
import { mayHaveCounterpart } from './loaders/counterparts.ts';
import { counterpartsOfEvents } from './loaders/counterparts-of-event.ts';
import { createEventLoader } from './loaders/event-loader.ts';
import { createHistoryLoader } from './loaders/history-loader.ts';
import { createLookupLoader } from './loaders/lookup-loader.ts';
import { createRecordLookups, type FindRecordSource } from './loaders/record-lookups.ts';
import { createTransactionLookups, type TransactionLookup } from './loaders/transaction-lookups.ts';
import { OpenStreams } from './open-streams.ts';
import { PROVIDERS } from './providers/index.ts';
import { STRICT_RULES } from './reconciliation/rules.ts';
import { reconcile } from './reconciliation/run.ts';
import { Spending } from './spending.ts';
import type { Logger } from './telemetry/logger.ts';
import { type Metrics, NO_METRICS } from './telemetry/metrics/recording.ts';
import type { Tracing } from './telemetry/tracing/tracing.ts';
import { watchTransactions } from './tracking/stream.ts';
import { Watches } from './tracking/watches.ts';
import { UpstreamTrail } from './upstream-trail.ts';

export interface ApplicationParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  /** Where observations are kept; the application closes it. */
  readonly store: ObservationStore;
  /** Left out, nothing is counted, and nothing is traced. */
  readonly metrics?: Metrics;
  readonly tracing?: Tracing | undefined;
}

/** Who asks for one operation, and until when somebody waits for it. */
export interface RequestParts {
  readonly requestId: string;
  readonly caller: Caller;
  readonly signal: AbortSignal;
  /** On the monotonic clock. */
  readonly deadline: number;
  readonly trail: AccessTrail;
  /** What the operation is traced as, where it is. */
  readonly span?: Span | undefined;
  /** Whether somebody wants to know what its look-ups do on their way. */
  readonly wantsSteps?: boolean;
}

export interface EntryRequestParts extends RequestParts {
  /** Told of every provider call. */
  readonly onCall: (key: TransactionKey) => void;
}

export type LookUpEntry = (reference: TransactionReferenceInput) => Promise<TransactionLookup>;

export interface RequestContext extends GraphContext {
  readonly spending: Spending;
  /** Null where nobody wants to know. */
  readonly steps: UpstreamTrail | null;
}

/** Everything behind the graph: what serves the gateway over HTTP, and the command line without it. */
export interface Application {
  readonly connections: AccountConnections;
  /** What it shares with other gateways. */
  readonly fleet: Fleet;
  readonly watches: Watches;
  /** Those that are open, to be looked at again when callers may see less. */
  readonly streams: OpenStreams;
  /** What one operation owns. Loaders are new for each: they hold one caller's records. */
  contextOf(request: RequestParts): RequestContext;
  /** Looks entries of books up: in the BACKGROUND share, and nothing stale. Equal references are asked for once. */
  entryLookUp(request: EntryRequestParts): LookUpEntry;
  /** Ends the connections to the providers, and keeps what was observed. */
  close(): Promise<void>;
}

/** A stream may wait long for its turn, where somebody who looks at a page may not. */
export const LOOK_TIMEOUT_MS = 60_000;

export function createApplication(parts: ApplicationParts): Application {
  const { config, clock, random, log, store, metrics = NO_METRICS, tracing } = parts;
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
    linkableKinds: linkableKindsOf(config.links),
    retention: retentionOf(config.history),
    onFailure: log.historyFailed,
  });
  const fleet = openFleet({ redis: redisOf(config), clock, log });
  const connections = connectAccounts({
    config,
    clock,
    random,
    log,
    metrics,
    tracing,
    fleet,
    onChange: (keys) => {
      for (const key of keys) watches.hurry(key);
    },
    observing: (source) => recorder.observing(source),
  });
  const ids = createTransactionIds({
    isSecretKind,
    sealingSecret: ({ provider, account }) => connections.find(provider, account)?.credential.reveal(),
  });
  const readers = new Map(PROVIDERS.map((provider) => [provider.name, readerOf(provider)]));
  const recordReaders = new Map(PROVIDERS.flatMap(recordReadersOf));
  const watches = new Watches({
    limits: config.tracking,
    clock,
    random,
    lookTimeoutMs: LOOK_TIMEOUT_MS,
    findAccount: connections.find,
    gateways: fleet.size,
  });
  const observed = {
    read: storeReader({ store, recorder, clock }),
    clock,
    limits: config.history,
    nextLookAt: (key: TransactionKey) => watches.nextLookAt(key),
  };
  const streams = new OpenStreams();
  const providersFor = (own: AccountNames) =>
    PROVIDERS.map((provider): ProviderFacts => {
      const names = own.get(provider.name) ?? [];
      return { ...provider, accounts: connections.of(provider.name).filter(({ name }) => names.includes(name)) };
    });

  function accessOf(caller: Caller, trail: AccessTrail) {
    return {
      caller,
      readers,
      recordReaders,
      ids,
      onAccess: trail.record,
      onForeign: trail.recordForeign,
      mayHaveCounterpart: (key: TransactionKey) => mayHaveCounterpart(key, { rules: config.links, caller }),
    };
  }

  function entryLookUp({ caller, trail, ...request }: EntryRequestParts): LookUpEntry {
    const findSource = (provider: string, account: string) => connections.find(provider, account)?.source;
    const load = createLookupLoader(findSource, { ...request, ...UNHURRIED, caller: caller.name });
    const { byReference } = createTransactionLookups(load, accessOf(caller, trail));
    return (reference) => byReference(reference, NOTHING_STALE);
  }

  function contextOf(request: RequestParts): RequestContext {
    const { requestId, caller, signal, deadline, trail, span } = request;
    const spending = new Spending();
    // One operation sees one configuration, however long it takes.
    const accounts = connections.current();
    const steps = request.wantsSteps ? new UpstreamTrail() : null;
    const findSource = (provider: string, account: string) => {
      spending.count({ provider, account }, 0);
      return accounts.find(provider, account)?.source;
    };
    const findRecordSource: FindRecordSource = (resource, provider, account) => {
      spending.count({ provider, account }, 0);
      return accounts.find(provider, account)?.resources.get(resource);
    };
    const call = {
      requestId,
      caller: caller.name,
      signal,
      deadline,
      priority: () => 'INTERACTIVE',
      purpose: 'QUERY',
      onCall: (key) => spending.count(key, 1),
      onStep: steps?.record,
      span,
    } as const satisfies Omit<LookupContext, 'freshness'>;
    const load = createLookupLoader(findSource, call);
    const links = { rules: config.links, caller };
    const access = accessOf(caller, trail);
    const lookups = createTransactionLookups(load, access);
    const records = createRecordLookups(findRecordSource, call, access);
    // An operation that reconciles asks for counterparts as it asks for everything: behind everybody else, in its own time.
    let loadCounterpart = load;
    const counterparts = counterpartsOfEvents({
      ...links,
      readers,
      load: (key, freshness) => loadCounterpart(key, freshness),
      loadForEvent: createEventLoader({ findSource, clock, call, timeoutMs: config.limits.operationTimeoutMs }),
      createCarrierLoader: () => createCarrierLoader(observed.read, questionText),
      onAccess: trail.record,
    });
    const watch = (wanted: WatchRequest) => {
      const keys = wanted.references.flatMap((watched) => ('key' in watched ? [watched.key] : []));
      const events = watchTransactions({
        ...wanted,
        caller: caller.name,
        accessEndsAt: caller.accessEndsAt,
        followAccess: (end) => streams.open({ caller, keys, end }),
        maxDurationMs: config.tracking.maxMinutes * 60_000,
        watches,
        clock,
        signal,
      });
      // Only now, since a stream that is refused looks at nothing.
      for (const key of keys) trail.record(key, 'WATCHED');
      return events;
    };
    const reconciliation: Reconciliation = {
      maxEntries: config.limits.reconcileEntries,
      run: async ({ entries, rules }) => {
        let upstreamCalls = 0;
        const loadInBackground = createLookupLoader(findSource, {
          ...call,
          ...UNHURRIED,
          deadline: clock.monotonic() + config.limits.reconcileTimeoutMs,
          onCall: (key) => {
            upstreamCalls += 1;
            spending.count(key, 1);
          },
        });
        loadCounterpart = loadInBackground;
        const { byReference } = createTransactionLookups(loadInBackground, access);
        const report = await reconcile({
          entries,
          rules: { ...STRICT_RULES, ...rules },
          now: clock.now(),
          lookUp: (reference) => byReference(reference, NOTHING_STALE),
          timeZoneOf: ({ provider, account }) => {
            const isOwn = provider !== null && account !== null && caller.accounts.get(provider)?.includes(account);
            return isOwn ? (accounts.find(provider, account)?.timeZone ?? null) : null;
          },
        });
        for (const { outcome } of report.entries) metrics.reconcileOutcome(outcome);
        return { ...report, upstreamCalls };
      },
    };
    const providers = providersFor(caller.accounts);
    const history = historyOf(observed, caller.accounts, createHistoryLoader(observed.read));
    return {
      caller,
      requestId,
      ids,
      providers,
      spending,
      steps,
      lookups,
      records,
      counterparts,
      watch,
      reconciliation,
      history,
    };
  }

  const close = async () => {
    await connections.close();
    await recorder.close();
    fleet.close();
  };
  return { connections, fleet, watches, streams, contextOf, entryLookUp, close };
}

/** How books are looked up: behind everybody who waits. */
const UNHURRIED: Pick<LookupContext, 'priority' | 'purpose'> = { priority: () => 'BACKGROUND', purpose: 'RECONCILE' };

/** What is kept in memory only is worth less than the memory. */
const MOST_IN_MEMORY = 100_000;

function retentionOf({ file, url, maxDays, maxObservations }: Config['history']): RecorderParts['retention'] {
  const isInMemory = file === undefined && url === undefined;
  return { maxDays, maxObservations: isInMemory ? Math.min(maxObservations, MOST_IN_MEMORY) : maxObservations };
}

function readerOf({ name, label, parseReference, readReference }: (typeof PROVIDERS)[number]): ReferenceReader {
  return { name, label, parse: parseReference, read: readReference };
}

function recordReadersOf({ name, label, resources }: (typeof PROVIDERS)[number]): [string, MemberReader][] {
  return resources.map((resource) => [resource.name, { name, label, parse: resource.parseReference }]);
}
