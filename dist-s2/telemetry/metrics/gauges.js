import { Gauge } from 'prom-client';
import { METRICS } from './metric-list.js';
const BREAKER_STATES = ['CLOSED', 'HALF_OPEN', 'OPEN'];
const HEALTHS = ['UP', 'DEGRADED', 'DOWN', 'DENIED'];
/** A store that hangs must not make the metrics of everything else late. */
const STORE_PATIENCE_MS = 1_000;
/** Gauges that are read when somebody asks for them, anew each time: an account that is gone leaves nothing behind. */
export function collectGauges({ registry, clock, sources }) {
    const gauge = ({ name, help, labels }, read) => {
        const made = new Gauge({
            name,
            help,
            labelNames: [...labels],
            registers: [registry],
            collect: () => {
                made.reset();
                const from = sources();
                return from && read(made, from);
            },
        });
    };
    const accounts = ({ accounts }) => accounts().map(({ provider, name, status }) => ({ labels: { provider, account: name }, ...status() }));
    gauge(METRICS.tokensAvailable, (made, from) => {
        for (const { labels, budget } of accounts(from))
            if (budget.available !== null)
                made.set(labels, budget.available);
    });
    gauge(METRICS.tokensCapacity, (made, from) => {
        for (const { labels, budget } of accounts(from))
            if (budget.capacity !== null)
                made.set(labels, budget.capacity);
    });
    gauge(METRICS.callsWaiting, (made, from) => {
        for (const { labels, budget } of accounts(from))
            made.set(labels, budget.waiting);
    });
    gauge(METRICS.callsInFlight, (made, from) => {
        for (const { labels, budget } of accounts(from))
            made.set(labels, budget.inFlight);
    });
    gauge(METRICS.breakerState, (made, from) => {
        for (const { labels, breaker } of accounts(from)) {
            for (const state of BREAKER_STATES)
                made.set({ ...labels, state }, breaker.state === state ? 1 : 0);
        }
    });
    gauge(METRICS.accountHealth, (made, from) => {
        for (const { labels, health: own } of accounts(from)) {
            for (const health of HEALTHS)
                made.set({ ...labels, health }, own === health ? 1 : 0);
        }
    });
    gauge(METRICS.watchedReferences, (made, { watched }) => made.set(watched()));
    gauge(METRICS.streams, (made, { streams }) => made.set(streams()));
    gauge(METRICS.operationsInFlight, (made, { operationsInFlight }) => made.set(operationsInFlight()));
    gauge(METRICS.oldestPendingRefundSeconds, async (made, from) => {
        const configured = new Set(from.accounts().map(({ provider, name }) => `${provider}/${name}`));
        for (const { provider, account, since } of await inTime(from.oldestPendingRefunds, clock)) {
            // The store remembers accounts that are configured no more.
            if (!configured.has(`${provider}/${account}`))
                continue;
            made.set({ provider, account }, Math.max(0, (clock.now() - since) / 1000));
        }
    });
}
/** Nothing where the store is away: no value is better than one that was true some time ago. */
async function inTime(ask, clock) {
    let cancelTimer = () => { };
    const late = new Promise((resolve) => {
        cancelTimer = clock.after(STORE_PATIENCE_MS, () => resolve([]));
    });
    try {
        return await Promise.race([ask(), late]);
    }
    catch {
        return [];
    }
    finally {
        cancelTimer();
    }
}
