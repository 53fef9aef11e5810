import { parseArgs } from 'node:util';
import { loadConfig } from '../../src/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { FORGETFUL_STORE } from '../../src/history/forgetful-store.ts';
import { closeServer, listen } from '../../src/listen.ts';
import { simulateProviders } from '../../src/simulated-accounts.ts';
import { systemClock } from '../../src/system.ts';
import { QUIET_LOG } from '../support/quiet-log.ts';

/**
 * Dashboards that want more rows than a 40-call bucket with 2 calls a second has, on the real clock: each asks for its
 * rows, and again for those that were refused, as it is told. 1,000 rows take eight minutes at the pace of the bucket.
 */
const { values } = parseArgs({
  options: { dashboards: { type: 'string', default: '10' }, rows: { type: 'string', default: '100' } },
});
const [dashboards, rowsEach] = [Number(values.dashboards), Number(values.rows)];

const simulated = await simulateProviders({ seed: 1, latencyMs: 20, isMetered: true, now: systemClock.now });
const config = { ...loadConfig({}), accounts: simulated.accounts };
const gateway = createGateway({
  config,
  clock: systemClock,
  random: Math.random,
  log: QUIET_LOG,
  store: FORGETFUL_STORE,
});
const url = `${await listen(gateway.server, { host: '127.0.0.1', port: 0 })}/graphql`;

const ROWS = `query Rows($references: [TransactionReference!]!) {
  transactions(references: $references) { outcome problem { retryAfterSeconds } }
}`;

interface Row {
  readonly outcome: string;
  readonly problem: { readonly retryAfterSeconds: number | null } | null;
}

const waits: number[] = [];
let refusals = 0;

async function dashboard(number: number): Promise<void> {
  let open = Array.from({ length: rowsEach }, (_, row) => ({ paymentId: `PI-bench-${number}-${row}`, at: 0 }));
  while (open.length > 0) {
    const due = open.filter(({ at }) => at <= performance.now());
    if (due.length === 0) {
      const next = Math.min(...open.map(({ at }) => at));
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
      continue;
    }
    const body = JSON.stringify({
      query: ROWS,
      variables: { references: due.map(({ paymentId }) => ({ genstore: { paymentId } })) },
    });
    const asked = performance.now();
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { data } = (await response.json()) as { data: { transactions: readonly Row[] } };
    waits.push(performance.now() - asked);
    data.transactions.forEach(({ outcome, problem }, index) => {
      const entry = due[index];
      if (entry === undefined) return;
      // These payments do not exist; what counts is that the provider was asked.
      if (outcome === 'NOT_FOUND') open = open.filter((other) => other !== entry);
      else {
        refusals += 1;
        entry.at = performance.now() + (problem?.retryAfterSeconds ?? 1) * 1000;
      }
    });
  }
}

const started = performance.now();
await Promise.all(Array.from({ length: dashboards }, (_, number) => dashboard(number)));
const sorted = waits.toSorted((a, b) => a - b);
const genstore = simulated.simulators.find(({ name }) => name === 'genstore');
console.table({
  rows: dashboards * rowsEach,
  'calls at the provider': genstore?.callCount(),
  '429 by the provider': genstore?.rateLimited,
  'refused rows': refusals,
  seconds: Math.round((performance.now() - started) / 1000),
  'pace of the bucket, seconds': Math.max(0, (dashboards * rowsEach - 40) / 2),
  'median answer, ms': Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
  'slowest answer, ms': Math.round(sorted.at(-1) ?? 0),
});
await closeServer(gateway.server);
await gateway.close();
await simulated.close();
