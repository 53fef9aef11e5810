import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startPostgres, whyNoPostgres } from '../support/postgres.ts';

/**
 * What it costs a query that everything it sees is remembered: the same load on gateways that differ in their store only,
 * in interleaved rounds, and the median over the rounds of what each took by what the one without a store took.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, requests: { type: 'string', default: '30' } },
});
const [rounds, requests] = [Number(values.rounds), Number(values.requests)];
const ROWS = 100;
const CLIENTS = 2;

const folder = mkdtempSync(join(tmpdir(), 'paylens-bench-'));
const postgres = whyNoPostgres() === null ? await startPostgres() : undefined;
const children: ChildProcess[] = [];

interface Part {
  readonly address: string;
  /** What its main thread has worked so far, in microseconds. */
  worked(): Promise<number>;
}

async function startPart(...args: string[]): Promise<Part> {
  const child = fork(fileURLToPath(new URL('./history-parts.ts', import.meta.url)), args);
  children.push(child);
  const [address] = (await once(child, 'message')) as [string];
  const worked = async () => {
    child.send('worked');
    const [microseconds] = (await once(child, 'message')) as [number];
    return microseconds;
  };
  return { address, worked };
}

const { address: yedpay } = await startPart('provider');
const places: Record<string, string> = {
  none: '',
  memory: '',
  file: join(folder, 'thread.db'),
  'file, no thread': join(folder, 'own.db'),
  ...(postgres && {
    PostgreSQL: await postgres.createDatabase(),
    'PostgreSQL, no thread': await postgres.createDatabase(),
  }),
};
const gateways = new Map<string, Part>();
for (const [store, place] of Object.entries(places)) gateways.set(store, await startPart(store, place, yedpay));

const QUERY = `query ($references: [TransactionReference!]!) {
  transactions(references: $references) { outcome transaction { id headline amount { formatted } } }
}`;

async function ask(url: string, names: readonly string[]): Promise<number> {
  const variables = { references: names.map((customId) => ({ yedpay: { customId } })) };
  const started = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY, variables }),
  });
  const { data } = (await response.json()) as { readonly data: { readonly transactions: readonly Row[] } };
  if (!data.transactions.every(({ outcome }) => outcome === 'FOUND')) throw new Error('a row was not found');
  return performance.now() - started;
}

interface Row {
  readonly outcome: string;
}

let orders = 0;
const newNames = () => {
  orders += ROWS;
  return Array.from({ length: ROWS }, (_, index) => `bench-${orders + index}`);
};
const known = newNames();

interface Figures {
  /** Microseconds of the gateway's main thread. */
  readonly workPerRow: number;
  readonly rowsPerSecond: number;
  readonly median: number;
  readonly slowest: number;
}

async function load({ address, worked }: Part, names: () => readonly string[]): Promise<Figures> {
  const times: number[] = [];
  const workedBefore = await worked();
  const started = performance.now();
  const client = async () => {
    while (times.length < requests) times.push(await ask(address, names()));
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const seconds = (performance.now() - started) / 1000;
  const sorted = times.toSorted((a, b) => a - b);
  // What a store still has to do is its work, too.
  await new Promise((resolve) => setTimeout(resolve, 300));
  return {
    workPerRow: ((await worked()) - workedBefore) / (times.length * ROWS),
    rowsPerSecond: (times.length * ROWS) / seconds,
    median: medianOf(sorted),
    slowest: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
  };
}

function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

const LOADS = { cold: newNames, hot: () => known };
const measured: { readonly load: string; readonly store: string; readonly round: number; readonly figures: Figures }[] =
  [];
for (let round = -1; round < rounds; round += 1) {
  for (const [name, names] of Object.entries(LOADS)) {
    // Another one begins each time.
    const order = [...gateways].toSorted(() => Math.random() - 0.5);
    for (const [store, part] of order) {
      const figures = await load(part, names);
      // The first round warms up.
      if (round >= 0) measured.push({ load: name, store, round, figures });
    }
  }
}

for (const name of Object.keys(LOADS)) {
  const of = (store: string) => measured.filter((entry) => entry.load === name && entry.store === store);
  const baseline = of('none');
  console.log(`\n${name}: ${rounds} rounds of ${requests} requests of ${ROWS} rows, ${CLIENTS} at a time`);
  console.table(
    Object.fromEntries(
      [...gateways.keys()].map((store) => {
        const ratio = (figure: keyof Figures) =>
          medianOf(of(store).map(({ figures }, index) => figures[figure] / (baseline[index]?.figures[figure] ?? 0)));
        const median = (figure: keyof Figures) => medianOf(of(store).map(({ figures }) => figures[figure]));
        return [
          store,
          {
            'main thread µs/row': Math.round(median('workPerRow')),
            'work ratio': ratio('workPerRow').toFixed(3),
            'rows/s': Math.round(median('rowsPerSecond')),
            'rows/s ratio': ratio('rowsPerSecond').toFixed(3),
            'median ms': median('median').toFixed(1),
            'median ratio': ratio('median').toFixed(3),
            'p95 ms': median('slowest').toFixed(1),
            'p95 ratio': ratio('slowest').toFixed(3),
          },
        ];
      }),
    ),
  );
}

for (const child of children) child.disconnect();
await postgres?.stop();
rmSync(folder, { recursive: true, force: true });
