import { createEntryStore } from './cache/entry-store.ts';
import { cacheTransactions } from './cache/transaction-cache.ts';
import type { Config } from './config.ts';
import type { AccountStatus } from './domain/account-status.ts';
import type { Clock } from './domain/clock.ts';
import type { ChangeHint } from './domain/notification.ts';
import type { Secret } from './domain/secret.ts';
import type { TransactionKey } from './domain/transaction-key.ts';
import type { TransactionSource } from './domain/transaction-source.ts';
import type { Fleet } from './fleet.ts';
import { PROVIDERS } from './providers/index.ts';
import type { Logger } from './telemetry/logger.ts';
import type { WatchTurns } from './tracking/turns.ts';
import { AccountGuard } from './upstream/account-guard.ts';
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
  readonly expire: (hint: ChangeHint) => readonly TransactionKey[];
  /** Who looks at what several gateways watch. */
  readonly turns: WatchTurns;
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
  readonly fleet: Fleet;
  /** Told of the payments of which another gateway has heard that they have changed. */
  readonly onChange: (keys: readonly TransactionKey[]) => void;
  /** What is seen of a provider's records is remembered; what the cache answers was seen before. */
  readonly observing: (source: TransactionSource) => TransactionSource;
}

/** Puts around each account's client its guard, and around that the cache. One pool of connections serves all. */
export function connectAccounts({
  config,
  clock,
  random,
  log,
  fleet,
  onChange,
  observing,
}: ConnectionParts): AccountConnections {
  const { limits } = config;
  const http = createHttp({ clock, limits: { ...limits, connectionsPerOrigin: limits.callsInFlight } });
  const store = createEntryStore(config.cache.maxBytes);

  const connections = PROVIDERS.flatMap((provider) =>
    (config.accounts[provider.name] ?? []).map((account): AccountConnection => {
      const credential = provider.credential(account);
      const line = { concurrency: limits.callsInFlight, waiting: limits.callsWaiting };
      const shared = fleet.account({ provider: provider.name, name: account.name, credential });
      const guard = new AccountGuard({
        limits: { ...provider.bucket(account), ...line },
        deadlines: limits,
        clock,
        random,
        openBucket: shared.openBucket,
        hints: shared.hints,
        onBreakerChange: (state) => log.breakerChanged({ provider: provider.name, account: account.name, state }),
      });
      const cache = cacheTransactions({
        source: observing(provider.connect(account, { http, clock, guard, log: log.providerCall })),
        store,
        shared: shared.entries,
        onChange,
        fingerprint: () => credential.fingerprint(),
        clock,
        renewalTimeoutMs: limits.operationTimeoutMs,
      });
      const { name, timeZone } = account;
      return {
        provider: provider.name,
        name,
        timeZone,
        credential,
        signKey: provider.notification?.signKey(account),
        source: cache,
        expire: cache.expire,
        turns: shared.turns,
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
