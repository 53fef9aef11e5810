import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startSimulator } from '../../src/simulator/server.ts';
import { systemClock } from '../../src/system.ts';
import { BULK_HEADER, BULK_RULES, bulkRow, shopAt } from '../support/books.ts';
import { simulateBulk } from '../support/bulk-payments.ts';

/**
 * What a reconciliation takes: memory over time, calls and time, in a process of its own against a simulated shop that does
 * not count calls; with `--metered`, one that grants 40 and 2 a second. With `--kill`, the run is killed half way and begun
 * again: what is asked twice is said.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    out: { type: 'string', default: 'report.csv' },
    kill: { type: 'boolean', default: false },
    metered: { type: 'boolean', default: false },
  },
});
const rows = Number(values.rows);
const folder = mkdtempSync(join(tmpdir(), 'paylens-bench-'));
const path = (name: string) => join(folder, name);
// The simulator counts 50,000 references and no more.
const asked = new Map<string, number>();
const simulator = await startSimulator({
  simulate: (parts) => {
    const bulk = simulateBulk(parts);
    return {
      ...bulk,
      answer: (request) => {
        const id = bulk.asked(request) ?? '';
        asked.set(id, (asked.get(id) ?? 0) + 1);
        return bulk.answer(request);
      },
    };
  },
  now: systemClock.now,
  bucket: values.metered ? { size: 40, refillPerSecond: 2 } : undefined,
});
const stream = createWriteStream(path('orders.csv'));
stream.write(BULK_HEADER);
for (let n = 1; n <= rows; n += 1) if (!stream.write(bulkRow(n))) await once(stream, 'drain');
stream.end();
await once(stream, 'close');
writeFileSync(path('rules.yml'), BULK_RULES);
writeFileSync(path('config.json'), shopAt(simulator.origin, values.metered ? 'default' : 'unlimited'));
const out = values.out.includes('/') ? values.out : path(values.out);

interface Look {
  readonly rss: number;
  readonly heapUsed: number;
  readonly peak?: number;
}

async function run(killAfterCalls: number) {
  const looks: Look[] = [];
  const started = systemClock.monotonic();
  const child = fork(
    fileURLToPath(new URL('./reconcile-run.ts', import.meta.url)),
    [path('orders.csv'), '--rules', path('rules.yml'), '--out', out],
    { execArgv: ['--expose-gc'], env: { ...process.env, PAYLENS_CONFIG: path('config.json') } },
  );
  child.on('message', (look: Look) => looks.push(look));
  const timer = setInterval(() => {
    if (simulator.callCount() >= killAfterCalls) child.kill('SIGKILL');
  }, 20);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearInterval(timer);
  return { looks, code, signal, seconds: (systemClock.monotonic() - started) / 1_000 };
}

const mebibytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

try {
  if (values.kill) {
    const { signal } = await run(rows / 2);
    console.log(`ended by ${signal} after ${simulator.callCount()} calls`);
  }
  const { looks, code, seconds } = await run(Number.POSITIVE_INFINITY);
  console.log(
    `exit code ${code} after ${seconds.toFixed(1)} s; ${mebibytes(statSync(path('orders.csv')).size)} MiB of books`,
  );
  const often = Map.groupBy(asked.values(), (count) => count);
  const counted = [...often].map(([count, ids]) => `${ids.length} ids ${count} times`);
  console.log(`${simulator.callCount()} calls: ${counted.join(', ')}`);
  const every = Math.max(1, Math.floor(looks.length / 12));
  console.log('   time heap   rss (MiB)');
  for (const [index, { heapUsed, rss }] of looks.entries()) {
    if (index % every > 0) continue;
    const cells = [`${index * 5} s`.padStart(7), mebibytes(heapUsed), mebibytes(rss)];
    console.log(cells.map((cell) => String(cell).padStart(5)).join(''));
  }
  console.log(`peak rss ${mebibytes(looks.at(-1)?.peak ?? 0)} MiB`);
} finally {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
}
