import { accountChange, settingsDigest } from './account-change.js';
import { createEntryStore } from './cache/entry-store.js';
import { shareLookups } from './cache/shared-lookups.js';
import { cacheTransactions } from './cache/transaction-cache.js';
import { PROVIDERS } from './providers/index.js';
import { countedRecords } from './telemetry/metrics/counted-records.js';
import { AccountGuard } from './upstream/account-guard.js';
import { createHttp } from './upstream/http.js';
/** Puts around each account's client its guard, and around that the cache. One pool of connections serves all. */
export function connectAccounts(parts) {
    const { config, clock, random, log, metrics, tracing, observing, fleet, onChange } = parts;
    const { limits } = config;
    const http = createHttp({
        clock,
        limits: { ...limits, connectionsPerOrigin: limits.callsInFlight },
        traceHeaders: tracing?.headers,
    });
    const store = createEntryStore(config.cache.maxBytes);
    function connect(provider, account) {
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
            source: observing(countedRecords(provider.connect(account, tools), metrics)),
            store,
            shared: shared.entries,
            onChange,
            fingerprint: () => `${credential.fingerprint()}${settings}`,
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
        return { connection, account, guard };
    }
    /** Calls under way hold the connection that they began with, and end on it. */
    function connectAll(accounts, before) {
        const connected = new Map();
        const replaced = [];
        const renewals = [];
        for (const provider of PROVIDERS) {
            for (const account of accounts[provider.name] ?? []) {
                const name = `${provider.name}/${account.name}`;
                const known = before.get(name);
                const change = known && accountChange(known.account, account);
                if (known === undefined || change === undefined || change.kind === 'REPLACED') {
                    if (known !== undefined)
                        replaced.push(name);
                    connected.set(name, connect(provider, account));
                    continue;
                }
                connected.set(name, {
                    ...known,
                    account: change.account,
                    connection: { ...known.connection, signKey: provider.notification?.signKey(change.account) },
                });
                renewals.push(() => {
                    if (!change.renew())
                        return null;
                    known.guard.admitCredential();
                    return name;
                });
            }
        }
        return { connected, replaced, renewals };
    }
    let connected = connectAll(config.accounts, new Map()).connected;
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
/** The resources that the account offers, each behind a breaker of its own. */
function connectResources({ provider, account, tools, log }) {
    const offered = provider.resources.flatMap(({ name, connect }) => {
        const guard = tools.guard.beside((state) => log.breakerChanged({ provider: provider.name, account: account.name, resource: name, state }));
        const source = connect(account, { ...tools, guard });
        return source === null ? [] : [[name, shareLookups(source)]];
    });
    return new Map(offered);
}
function viewOf(connected) {
    const all = [...connected.values()].map(({ connection }) => connection);
    return {
        all,
        find: (provider, account) => connected.get(`${provider}/${account}`)?.connection,
        of: (provider) => all.filter((connection) => connection.provider === provider),
    };
}
