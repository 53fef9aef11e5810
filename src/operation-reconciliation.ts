import type { AccountsView } from './account-connections.ts';
import type { Config } from './config.ts';
import type { Caller } from './domain/caller.ts';
import type { Clock } from './domain/clock.ts';
import { NOTHING_STALE } from './domain/freshness.ts';
import type { LookupContext } from './domain/transaction-source.ts';
import type { ReconcileRequest, Reconciliation } from './graph/context.ts';
import type { TransactionLookups } from './loaders/transaction-lookups.ts';
import { STRICT_RULES } from './reconciliation/rules.ts';
import { type ReconcileReport, reconcile } from './reconciliation/run.ts';
import type { Spending } from './spending.ts';
import type { Metrics } from './telemetry/metrics/recording.ts';

interface SharedParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/** The operation that compares. */
interface ComparingOperation {
  readonly caller: Caller;
  readonly accounts: AccountsView;
  readonly spending: Spending;
  /** All that it asks from here on, counterparts included, it asks in this way. */
  readonly lookUpBy: (call: ReportCall) => TransactionLookups;
}

type ReportCall = Pick<LookupContext, 'priority' | 'purpose' | 'deadline' | 'onCall'>;

/** How books are looked up: behind everybody who waits. */
export const UNHURRIED: Pick<LookupContext, 'priority' | 'purpose'> = {
  priority: () => 'BACKGROUND',
  purpose: 'RECONCILE',
};

/** Comparing books within an operation, which has a time of its own. */
export function reconciliationOf(parts: SharedParts, operation: ComparingOperation): Reconciliation {
  return {
    maxEntries: parts.config.limits.reconcileEntries,
    run: (request) => run(request, parts, operation),
  };
}

async function run(
  { entries, rules }: ReconcileRequest,
  { config, clock, metrics }: SharedParts,
  { caller, accounts, spending, lookUpBy }: ComparingOperation,
): Promise<ReconcileReport> {
  let upstreamCalls = 0;
  const { byReference } = lookUpBy({
    ...UNHURRIED,
    deadline: clock.monotonic() + config.limits.reconcileTimeoutMs,
    onCall: ({ provider, account }) => {
      upstreamCalls += 1;
      spending.count(provider, account, 1);
    },
  });
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
}
