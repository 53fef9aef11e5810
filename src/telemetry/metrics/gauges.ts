import { Gauge, type Registry } from 'prom-client';
import type { AccountHealth, BreakerState } from '../../domain/account-status.ts';
import type { Clock } from '../../domain/clock.ts';
import { inTime } from '../../domain/in-time.ts';
import { METRICS, type MetricDefinition } from './metric-list.ts';
import type { GaugeSources } from './recording.ts';

export interface GaugeParts {
  readonly registry: Registry;
  readonly clock: Clock;
  /** Undefined until the gateway is there. */
  readonly sources: () => GaugeSources | undefined;
}

const BREAKER_STATES: readonly BreakerState[] = ['CLOSED', 'HALF_OPEN', 'OPEN'];
const HEALTHS: readonly AccountHealth[] = ['UP', 'DEGRADED', 'DOWN', 'DENIED'];

/** A store that hangs must not make the metrics of everything else late. */
const STORE_PATIENCE_MS = 1_000;

/** Gauges that are read when somebody asks for them, anew each time: an account that is gone leaves nothing behind. */
export function collectGauges({ registry, clock, sources }: GaugeParts): void {
  const gauge = <Label extends string>(
    { name, help, labels }: MetricDefinition<Label>,
    read: (gauge: Gauge<Label>, sources: GaugeSources) => void | Promise<void>,
  ) => {
    const made: Gauge<Label> = new Gauge({
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
  const accounts = ({ accounts }: GaugeSources) =>
    accounts().map(({ provider, name, status }) => ({ labels: { provider, account: name }, ...status() }));

  gauge(METRICS.tokensAvailable, (made, from) => {
    for (const { labels, budget } of accounts(from)) if (budget.available !== null) made.set(labels, budget.available);
  });
  gauge(METRICS.tokensCapacity, (made, from) => {
    for (const { labels, budget } of accounts(from)) if (budget.capacity !== null) made.set(labels, budget.capacity);
  });
  gauge(METRICS.callsWaiting, (made, from) => {
    for (const { labels, budget } of accounts(from)) made.set(labels, budget.waiting);
  });
  gauge(METRICS.callsInFlight, (made, from) => {
    for (const { labels, budget } of accounts(from)) made.set(labels, budget.inFlight);
  });
  gauge(METRICS.breakerState, (made, from) => {
    for (const { labels, breaker } of accounts(from)) {
      for (const state of BREAKER_STATES) made.set({ ...labels, state }, breaker.state === state ? 1 : 0);
    }
  });
  gauge(METRICS.accountHealth, (made, from) => {
    for (const { labels, health: own } of accounts(from)) {
      for (const health of HEALTHS) made.set({ ...labels, health }, own === health ? 1 : 0);
    }
  });
  gauge(METRICS.watchedReferences, (made, { watched }) => made.set(watched()));
  gauge(METRICS.streams, (made, { streams }) => made.set(streams()));
  gauge(METRICS.operationsInFlight, (made, { operationsInFlight }) => made.set(operationsInFlight()));
  /** Nothing where the store is away: no value is better than one that was true some time ago. */
  const pendingRefunds = ({ oldestPendingRefunds }: GaugeSources) =>
    inTime(clock, STORE_PATIENCE_MS, oldestPendingRefunds()).catch(() => []);
  gauge(METRICS.oldestPendingRefundSeconds, async (made, from) => {
    const configured = new Set(from.accounts().map(({ provider, name }) => `${provider}/${name}`));
    for (const { provider, account, since } of await pendingRefunds(from)) {
      // The store remembers accounts that are configured no more.
      if (!configured.has(`${provider}/${account}`)) continue;
      made.set({ provider, account }, Math.max(0, (clock.now() - since) / 1000));
    }
  });
}
