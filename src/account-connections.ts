import { createEntryStore } from './cache/entry-store.ts';
import { shareLookups } from './cache/shared-lookups.ts';
import { cacheTransactions } from './cache/transaction-cache.ts';
import type { Config } from './config.ts';
import type { AccountStatus } from './domain/account-status.ts';
import type { Clock } from './domain/clock.ts';
import type { ChangeHint } from './domain/notification.ts';
import type { RecordSource } from './domain/provider-record.ts';
import type { Secret } from './domain/secret.ts';
import type { TransactionKey } from './domain/transaction-key.ts';
import type { TransactionSource } from './domain/transaction-source.ts';
import { type AnyProvider, PROVIDERS } from './providers/index.ts';
import type { ProviderAccount } from './providers/provider.ts';
import type { Logger } from './telemetry/logger.ts';
import { countedRecords } from './telemetry/metrics/counted-records.ts';
import type { Metrics } from './telemetry/metrics/recording.ts';
import type { Tracing } from './telemetry/tracing/tracing.ts';
import { AccountGuard } from './upstream/account-guard.ts';
import type { UpstreamTools } from './upstream/call-plan.ts';
import { createHttp, type Http } from './upstream/http.ts';

/** A configured account that is ready to be asked. */
export interface AccountConnection {
  readonly provider: string;
  readonly name: string;
  readonly timeZone: string;
  readonly credential: Secret;
  /** What its notifications are signed with. */
  readonly signKey: Secret | undefined;
  readonly source: TransactionSource;
  /** What else it offers, by the name of the resource. */
  readonly resources: ReadonlyMap<string, RecordSource>;
  readonly expire: (hint: ChangeHint) => readonly TransactionKey[];
  readonly status: () => AccountStatus;
}

export interface AccountConnections {
  find(provider: string, account: string): AccountConnection | undefined;
  readonly all: readonly AccountConnection[];
  of(provider: string): readonly AccountConnection[];
  /** The pool that all calls share. */
  readonly http: Http;
  close(): Promise<void>;
}

export interface ConnectionParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  /** What is seen of a provider's records is remembered; what the cache answers was seen before. */
  readonly observing: (source: TransactionSource) => TransactionSource;
}

/** Puts around each account's client its guard, and around that the cache. One pool of connections serves all. */
export function connectAccounts(parts: ConnectionParts): AccountConnections {
  const { config, clock, random, log, metrics, tracing, observing } = parts;
  const { limits } = config;
  const http = createHttp({
    clock,
    limits: { ...limits, connectionsPerOrigin: limits.callsInFlight },
    traceHeaders: tracing?.headers,
  });
  const store = createEntryStore(config.cache.maxBytes);

  const connections = PROVIDERS.flatMap((provider) =>
    (config.accounts[provider.name] ?? []).map((account): AccountConnection => {
      const credential = provider.credential(account);
      const line = { concurrency: limits.callsInFlight, waiting: limits.callsWaiting };
      const guard = new AccountGuard({
        limits: { ...provider.bucket(account), ...line },
        deadlines: limits,
        clock,
        random,
        onBreakerChange: (state) => log.breakerChanged({ provider: provider.name, account: account.name, state }),
        onNotMade: (reason) => metrics.callNotMade({ provider: provider.name, account: account.name, reason }),
      });
      const tools = { http, clock, guard, log: log.providerCall };
      const cache = cacheTransactions({
        source: observing(countedRecords(provider.connect(account, tools), metrics)),
        store,
        fingerprint: () => credential.fingerprint(),
        clock,
        renewalTimeoutMs: limits.operationTimeoutMs,
        onLookup: metrics.cacheLookup,
      });
      const { name, timeZone } = account;
      return {
        provider: provider.name,
        name,
        timeZone,
        credential,
        signKey: provider.notification?.signKey(account),
        source: cache,
        resources: connectResources({ provider, account, tools, log }),
        expire: cache.expire,
        status: () => guard.status(),
      };
    }),
  );
  const byName = new Map(connections.map((connection) => [`${connection.provider}/${connection.name}`, connection]));

  return {
    all: connections,
    find: (provider, account) => byName.get(`${provider}/${account}`),
    of: (provider) => connections.filter((connection) => connection.provider === provider),
    http,
    close: () => http.close(),
  };
}

interface ResourceParts {
  readonly provider: AnyProvider;
  readonly account: ProviderAccount;
  readonly tools: UpstreamTools;
  readonly log: Pick<Logger, 'breakerChanged'>;
}

/** The resources that the account offers, each behind a breaker of its own. */
function connectResources({ provider, account, tools, log }: ResourceParts): ReadonlyMap<string, RecordSource> {
  const offered = provider.resources.flatMap(({ name, connect }): [string, RecordSource][] => {
    const guard = tools.guard.beside((state) =>
      log.breakerChanged({ provider: provider.name, account: account.name, resource: name, state }),
    );
    const source = connect(account, { ...tools, guard });
    return source === null ? [] : [[name, shareLookups(source)]];
  });
  return new Map(offered);
}
