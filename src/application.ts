import { type AccountConnections, connectAccounts } from './account-connections.ts';
import { type Config, redisOf } from './config.ts';
import type { Clock } from './domain/clock.ts';
import { NOTHING_STALE } from './domain/freshness.ts';
import { linkableKindsOf } from './domain/link-rule.ts';
import { createTransactionIds } from './domain/transaction-id.ts';
import type { TransactionKey } from './domain/transaction-key.ts';
import type { MemberReader, ReferenceReader, TransactionReferenceInput } from './domain/transaction-reference.ts';
import { type Fleet, openFleet } from './fleet.ts';
import { storeReader } from './history/reader.ts';
import { ObservationRecorder, type RecorderParts } from './history/recorder.ts';
import type { ObservationStore } from './history/store.ts';
import { createLookupLoader } from './loaders/lookup-loader.ts';
import { createTransactionLookups, type TransactionLookup } from './loaders/transaction-lookups.ts';
import { OpenStreams } from './open-streams.ts';
import { accessOf, OperationContext, type OperationParts, type RequestParts } from './operation-context.ts';
import { UNHURRIED } from './operation-reconciliation.ts';
import { PROVIDERS } from './providers/index.ts';
import type { Logger } from './telemetry/logger.ts';
import { type Metrics, NO_METRICS } from './telemetry/metrics/recording.ts';
import type { Tracing } from './telemetry/tracing/tracing.ts';
import { Watches } from './tracking/watches.ts';

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

export interface EntryRequestParts extends RequestParts {
  /** Told of every provider call. */
  readonly onCall: (key: TransactionKey) => void;
}

export type LookUpEntry = (reference: TransactionReferenceInput) => Promise<TransactionLookup>;

/** Everything behind the graph: what serves the gateway over HTTP, and the command line without it. */
export interface Application {
  readonly connections: AccountConnections;
  /** What it shares with other gateways. */
  readonly fleet: Fleet;
  readonly watches: Watches;
  /** Those that are open, to be looked at again when callers may see less. */
  readonly streams: OpenStreams;
  /** What one operation owns. Loaders are new for each: they hold one caller's records. */
  contextOf(request: RequestParts): OperationContext;
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
    onRecord: (transaction, { purpose }) => {
      metrics.recordRead(transaction);
      recorder.remember(transaction, purpose);
    },
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
  });
  const observed = {
    read: storeReader({ store, recorder, clock }),
    clock,
    limits: config.history,
    nextLookAt: (key: TransactionKey) => watches.nextLookAt(key),
  };
  const streams = new OpenStreams();
  function entryLookUp({ caller, trail, ...request }: EntryRequestParts): LookUpEntry {
    const findSource = (provider: string, account: string) => connections.find(provider, account)?.source;
    const load = createLookupLoader(findSource, { ...request, ...UNHURRIED, caller: caller.name });
    const { byReference } = createTransactionLookups(load, accessOf(shared, { caller, trail }));
    return async (reference) => byReference(reference, NOTHING_STALE);
  }

  const shared: OperationParts = {
    config,
    clock,
    metrics,
    connections,
    ids,
    readers,
    recordReaders,
    watches,
    streams,
    observed,
  };

  const close = async () => {
    await connections.close();
    await recorder.close();
    fleet.close();
  };
  return {
    connections,
    fleet,
    watches,
    streams,
    contextOf: (request) => new OperationContext(shared, request),
    entryLookUp,
    close,
  };
}

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
