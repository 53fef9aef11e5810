import { accountChange, settingsDigest } from './account-change.ts';
import { createEntryStore } from './cache/entry-store.ts';
import { shareLookups } from './cache/shared-lookups.ts';
import { cacheTransactions } from './cache/transaction-cache.ts';
import type { Config } from './config.ts';
import type { AccountStatus } from './domain/account-status.ts';
import type { Clock } from './domain/clock.ts';
import type { ChangeHint } from './domain/notification.ts';
import { PairMap } from './domain/pair-map.ts';
import type { RecordSource } from './domain/provider-record.ts';
import type { Secret } from './domain/secret.ts';
import type { Transaction } from './domain/transaction.ts';
import type { TransactionKey } from './domain/transaction-key.ts';
import type { LookupContext, TransactionSource } from './domain/transaction-source.ts';
import type { Fleet } from './fleet.ts';
import { type AnyProvider, PROVIDERS } from './providers/index.ts';
import type { ProviderAccount } from './providers/provider.ts';
import type { Logger } from './telemetry/logger.ts';
import type { Metrics } from './telemetry/metrics/recording.ts';
import type { Tracing } from './telemetry/tracing/tracing.ts';
import type { WatchTurns } from './tracking/turns.ts';
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
  /** Who looks at what several gateways watch. */
  readonly turns: WatchTurns;
  readonly status: () => AccountStatus;
}

/** The accounts of one configuration. */
export interface AccountsView {
  find(provider: string, account: string): AccountConnection | undefined;
  readonly all: readonly AccountConnection[];
  of(provider: string): readonly AccountConnection[];
}

/** The accounts of the configuration that is in force. */
export interface AccountConnections extends AccountsView {
  /** As they are now, whatever is reloaded while somebody works with them. */
  current(): AccountsView;
  reload(accounts: Config['accounts']): AccountChanges;
  /** The pool that all calls share. */
  readonly http: Http;
  close(): Promise<void>;
}

/** What a reload did, by `provider/account`. */
export interface AccountChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Connected anew, with a new budget, breaker and cache: more than a credential differs. */
  readonly replaced: readonly string[];
  /** Another credential, over the same budget and breaker. */
  readonly renewed: readonly string[];
}

export interface ConnectionParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  readonly fleet: Fleet;
  /** Told of the payments of which another gateway has heard that they have changed. */
  readonly onChange: (keys: readonly TransactionKey[]) => void;
  /** Told of every record that comes from a provider; what the cache answers was told before. */
  readonly onRecord: (transaction: Transaction, context: LookupContext) => void;
}

/** A connection, and what tells whether it may be kept. */
interface Connected {
  readonly connection: AccountConnection;
  readonly account: ProviderAccount;
  readonly guard: AccountGuard;
  /** Lets go of what it shares with other gateways, as soon as it is not in force any more. */
  readonly leave: () => void;
}

/** Puts around each account's client its guard, and around that the cache. One pool of connections serves all. */
export function connectAccounts(parts: ConnectionParts): AccountConnections {
  const { config, clock, random, log, metrics, tracing, fleet, onRecord, onChange } = parts;
  const { limits } = config;
  const http = createHttp({
    clock,
    limits: { ...limits, connectionsPerOrigin: limits.callsInFlight },
    traceHeaders: tracing?.headers,
  });
  const store = createEntryStore(config.cache.maxBytes);

  function connect(provider: AnyProvider, account: ProviderAccount): Connected {
    const credential = provider.credential(account);
    const line = { concurrency: limits.callsInFlight, waiting: limits.callsWaiting };
    // What was read under other settings is another record: its zone or its host may differ.
    const settings = settingsDigest(account);
    const shared = fleet.account({ provider: provider.name, name: account.name, credential, settings });
    const guard = new AccountGuard({
      limits: { ...provider.bucket(account), ...line },
      deadlines: limits,
      clock,
      random,
      onBreakerChange: (state) => log.breakerChanged({ provider: provider.name, account: account.name, state }),
      openBucket: shared.openBucket,
      hints: shared.hints,
      onNotMade: (reason) => metrics.callNotMade({ provider: provider.name, account: account.name, reason }),
    });
    const tools = { http, clock, guard, log: log.providerCall };
    const cache = cacheTransactions({
      source: provider.connect(account, tools),
      store,
      shared: shared.entries,
      onRecord,
      onChange,
      fingerprint: fingerprintOf(credential, settings),
      clock,
      renewalTimeoutMs: limits.operationTimeoutMs,
      onLookup: metrics.cacheLookup,
    });
    const { name, timeZone } = account;
    const connection = {
      provider: provider.name,
      name,
      timeZone,
      credential,
      signKey: provider.notification?.signKey(account),
      source: cache,
      resources: connectResources({ provider, account, tools, log }),
      expire: cache.expire,
      turns: shared.turns,
      status: () => guard.status(),
    };
    return { connection, account, guard, leave: shared.leave };
  }

  /** Calls under way hold the connection that they began with, and end on it. */
  function connectAll(accounts: Config['accounts'], before: ReadonlyMap<string, Connected>) {
    const connected = new Map<string, Connected>();
    const replaced: string[] = [];
    const renewals: Array<() => string | null> = [];
    for (const provider of PROVIDERS) {
      for (const account of accounts[provider.name] ?? []) {
        const name = `${provider.name}/${account.name}`;
        const known = before.get(name);
        const change = known && accountChange(known.account, account);
        if (known === undefined || change === undefined || change.kind === 'REPLACED') {
          if (known !== undefined) replaced.push(name);
          connected.set(name, connect(provider, account));
          continue;
        }
        connected.set(name, {
          ...known,
          account: change.account,
          connection: { ...known.connection, signKey: provider.notification?.signKey(change.account) },
        });
        renewals.push(() => {
          if (!change.renew()) return null;
          known.guard.admitCredential();
          return name;
        });
      }
    }
    return { connected, replaced, renewals };
  }

  let connected: ReadonlyMap<string, Connected> = connectAll(config.accounts, new Map()).connected;
  let view = viewOf(connected);

  return {
    get all() {
      return view.all;
    },
    find: (provider, account) => view.find(provider, account),
    of: (provider) => view.of(provider),
    current: () => view,
    reload(accounts) {
      const before = connected;
      const next = connectAll(accounts, before);
      // Whatever could have failed has not: from here on, all of it is in force.
      const renewed = next.renewals.flatMap((renew) => renew() ?? []);
      connected = next.connected;
      view = viewOf(connected);
      for (const [name, { leave }] of before) if (connected.get(name)?.leave !== leave) leave();
      return {
        added: [...connected.keys()].filter((name) => !before.has(name)),
        removed: [...before.keys()].filter((name) => !connected.has(name)),
        replaced: next.replaced,
        renewed,
      };
    },
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

/** One text for as long as the credential is the same: it begins the name of each record that is kept or asked for. */
function fingerprintOf(credential: Secret, settings: string): () => string {
  let last = { credential: '', text: settings };
  return () => {
    const now = credential.fingerprint();
    if (last.credential !== now) last = { credential: now, text: `${now}${settings}` };
    return last.text;
  };
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

function viewOf(connected: ReadonlyMap<string, Connected>): AccountsView {
  const all = [...connected.values()].map(({ connection }) => connection);
  const byName = new PairMap<AccountConnection>();
  for (const connection of all) {
    byName.set(connection.provider, connection.name, connection);
  }
  return {
    all,
    find: (provider, account) => byName.get(provider, account),
    of: (provider) => all.filter((connection) => connection.provider === provider),
  };
}
