import { loadConfig } from '../../src/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { closeServer, listen } from '../../src/listen.ts';
import { openObservationStore } from '../../src/observation-store.ts';
import { simulateProviders } from '../../src/simulated-accounts.ts';
import { createRandom, type Random } from '../../src/simulator/random.ts';
import { systemClock } from '../../src/system.ts';
import { QUIET_LOG } from '../support/quiet-log.ts';

export interface SoakOptions {
  readonly requests: number;
  readonly concurrency: number;
  /** The share of provider calls that meet a fault. */
  readonly faultShare: number;
}

/** What the run came to; `samples` are taken at equal distances, the first after a tenth of the requests. */
export interface SoakReport {
  readonly requests: number;
  readonly rows: number;
  readonly found: number;
  readonly problems: Readonly<Record<string, number>>;
  /** Requests without an answer, or with another number of rows than were asked. */
  readonly lost: number;
  /** Rows with another record, or another amount, than the provider has. */
  readonly wrong: number;
  readonly providerCalls: number;
  readonly seconds: number;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly requests: number;
  readonly heapBytes: number;
  readonly sockets: number;
}

type Reference = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Faults of which each ends quickly: what hangs is for the fault matrix. */
const FAULTS = ['s500', 's503', 'reset_before', 'truncated', 'html200', 'id_mismatch', 's404_html', 'bad_gzip', 'slow'];

const ROWS = `query Soak($references: [TransactionReference!]!, $freshness: FreshnessInput) {
  transactions(references: $references, freshness: $freshness) {
    outcome
    reference { value }
    transaction { references { kind value } amount { amount } }
  }
}`;

interface Row {
  readonly outcome: string;
  readonly reference: { readonly value: string | null };
  readonly transaction: {
    readonly references: ReadonlyArray<{ readonly value: string }>;
    readonly amount: { readonly amount: string } | null;
  } | null;
}

/** Mixed requests over a whole gateway whose providers fail now and then; every answer is checked. */
export async function soak({ requests, concurrency, faultShare }: SoakOptions): Promise<SoakReport> {
  const simulated = await simulateProviders({ seed: 1, latencyMs: 0, slowMs: 20, now: systemClock.now });
  const defaults = loadConfig({});
  // One caller asks far more than its share here, which is not what is tried.
  const limits = { ...defaults.limits, referencesPerMinute: 10_000_000 };
  const config = { ...defaults, limits, accounts: simulated.accounts };
  const gateway = createGateway({
    config,
    clock: systemClock,
    random: Math.random,
    log: QUIET_LOG,
    store: await openObservationStore(config),
  });
  const origin = await listen(gateway.server, { host: '127.0.0.1', port: 0 });

  const references: Reference[] = simulated.simulators.flatMap(({ name, references: all }) =>
    all.map((reference) => ({ [name]: reference })),
  );
  const ask = async (asked: readonly Reference[], freshness: unknown): Promise<readonly Row[]> => {
    const body = JSON.stringify({ query: ROWS, variables: { references: asked, freshness } });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${origin}/graphql`, { method: 'POST', headers, body });
    const answer = (await response.json()) as { data: { transactions: readonly Row[] } };
    return answer.data.transactions;
  };

  // What each record states, asked once while nothing fails.
  const amounts = new Map<string, string | null>();
  for (let start = 0; start < references.length; start += 100) {
    for (const { reference, transaction } of await ask(references.slice(start, start + 100), null)) {
      amounts.set(reference.value ?? '', transaction?.amount?.amount ?? null);
    }
  }
  for (const simulator of simulated.simulators) simulator.setFaultRate(faultShare, FAULTS);

  const random = createRandom(7);
  const samples: Sample[] = [];
  const problems: Record<string, number> = {};
  let [next, rows, found, lost, wrong] = [0, 0, 0, 0, 0];
  const started = performance.now();

  async function client(): Promise<void> {
    while (next < requests) {
      next += 1;
      if (next % Math.ceil(requests / 10) === 0) samples.push(sample(next, simulated.simulators));
      const asked = Array.from({ length: random.integer(1, 5) }, () =>
        random.pick(references as [Reference, ...Reference[]]),
      );
      const answered = await ask(asked, demand(random)).catch(() => null);
      if (answered === null || answered.length !== asked.length) {
        lost += 1;
        continue;
      }
      rows += answered.length;
      answered.forEach((row, index) => {
        const value = Object.values(Object.values(asked[index] ?? {})[0] ?? {})[0] ?? '';
        if (row.outcome === 'FOUND') found += 1;
        else problems[row.outcome] = (problems[row.outcome] ?? 0) + 1;
        if (row.reference.value !== value) wrong += 1;
        else if (row.transaction !== null && !isRecordOf(row, value, amounts)) wrong += 1;
      });
    }
  }

  await Promise.all(Array.from({ length: concurrency }, client));
  const seconds = (performance.now() - started) / 1000;
  const providerCalls = simulated.simulators.reduce((sum, simulator) => sum + simulator.callCount(), 0);
  await closeServer(gateway.server);
  await gateway.close();
  await simulated.close();
  return { requests, rows, found, problems, lost, wrong, providerCalls, seconds, samples };
}

/** Most ask for what is known, some for what is new. */
function demand(random: Random): unknown {
  const kind = random.integer(1, 10);
  if (kind <= 5) return null;
  return kind <= 9 ? { maxAgeSeconds: 0, allowStale: kind <= 7 } : { forceRefresh: true };
}

function isRecordOf({ transaction }: Row, value: string, amounts: ReadonlyMap<string, string | null>): boolean {
  const isOwn = transaction?.references.some((reference) => reference.value === value) ?? false;
  return isOwn && (transaction?.amount?.amount ?? null) === amounts.get(value);
}

function sample(
  requests: number,
  simulators: ReadonlyArray<{ readonly connections: { readonly open: number } }>,
): Sample {
  globalThis.gc?.();
  const sockets = simulators.reduce((sum, { connections }) => sum + connections.open, 0);
  return { requests, heapBytes: process.memoryUsage().heapUsed, sockets };
}
