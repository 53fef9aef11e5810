import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApiKey } from '../../src/callers/api-key.ts';
import { comparison, type Figures, figuresOf } from './overload-figures.ts';
import type { LoadReport, LoadTask } from './overload-load.ts';
import { SlowClients } from './slow-clients.ts';

/**
 * How much the gateway still answers when ten times as much is asked as it can, and beside 500 slow clients. The gateway,
 * with its simulated providers and a warm cache, is one process; those who ask are another. Rounds are interleaved and
 * their medians shown, because the machine may have other work.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    /** One of so many requests has a reference that a provider must be asked for. */
    fresh: { type: 'string', default: '5' },
    slow: { type: 'string', default: '500' },
  },
});
const [rounds, seconds, slow, freshEvery] = [values.rounds, values.seconds, values.slow, values.fresh].map(Number) as [
  number,
  number,
  number,
  number,
];

const folder = mkdtempSync(join(tmpdir(), 'paylens-overload-'));
const { key, hash } = createApiKey();
writeFileSync(
  join(folder, 'paylens.yaml'),
  JSON.stringify({
    server: { port: 0 },
    limits: { referencesPerMinute: 10_000_000, connections: 20_000 },
    audit: { file: join(folder, 'audit.log') },
    simulator: { latencyMs: 100 },
    callers: [{ name: 'dashboard', keys: [hash], scopes: ['transactions:read'], accounts: ['*'] }],
  }),
);
const gateway = spawn(process.execPath, ['src/main.ts'], {
  env: { PATH: process.env.PATH ?? '', PAYLENS_CONFIG: join(folder, 'paylens.yaml') },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const load = fork(new URL('overload-load.ts', import.meta.url).pathname);

const port = await new Promise<number>((resolve, reject) => {
  let text = '';
  gateway.once('exit', () => reject(new Error(`the gateway has ended:\n${text}`)));
  gateway.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    const found = /http:\/\/[^/]+:(\d+)\/graphql/.exec(text)?.[1];
    if (found !== undefined) resolve(Number(found));
  });
});

const [query, variables] = ['dashboard-table.graphql', 'dashboard-table.variables.json'].map((name) =>
  readFileSync(new URL(`../../schema/operations/${name}`, import.meta.url), 'utf8'),
);
/** As long as a reference may be, so that each fresh one fits in its place. */
const FRESH = 'PI-bench-00000000000';
const { references } = JSON.parse(variables ?? '') as { readonly references: readonly unknown[] };
const body = JSON.stringify({
  query,
  variables: { references: [...references, { genstore: { paymentId: FRESH } }] },
});
const request = [
  'POST /graphql HTTP/1.1',
  'host: localhost',
  `authorization: Bearer ${key}`,
  'content-type: application/json',
  `content-length: ${Buffer.byteLength(body)}`,
  '',
  body,
].join('\r\n');

async function measure(task: Pick<LoadTask, 'connections'> & Partial<LoadTask>): Promise<Figures> {
  load.send({ port, request, fresh: FRESH, freshEvery, seconds, rate: null, pauseMs: 0, ...task } satisfies LoadTask);
  const before = processorSeconds();
  const [report] = (await once(load, 'message')) as [LoadReport];
  return figuresOf(report, { seconds, processorSeconds: processorSeconds() - before });
}

/** What the gateway has used. Where other work takes the processor away, this says what it would have answered. */
function processorSeconds(): number {
  try {
    const [, after = ''] = readFileSync(`/proc/${gateway.pid}/stat`, 'utf8').split(') ');
    const fields = after.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

await measure({ connections: 16 });
await measure({ connections: 16 });
const peaks: { readonly connections: number; readonly goodput: number }[] = [];
for (const connections of [16, 32, 64, 128]) {
  peaks.push({ connections, goodput: (await measure({ connections })).goodput });
}
const best = Math.max(...peaks.map(({ goodput }) => goodput));
// The fewest connections that give it: more only wait for one another.
const peak = peaks.find(({ goodput }) => goodput >= best * 0.95) ?? { connections: 64, goodput: best };
console.log(`peak: ${Math.round(peak.goodput)} answers a second over ${peak.connections} connections`);

const scenarios: Readonly<Record<string, () => Promise<Figures>>> = {
  peak: () => measure({ connections: peak.connections }),
  'ten times as much, open loop': () => measure({ connections: 1_000, rate: peak.goodput * 10 }),
  'ten times the connections, asking again at once': () => measure({ connections: peak.connections * 10 }),
  'a thousand connections, asking again at once': () => measure({ connections: 1_000 }),
  'ten times the connections, asking again after 1 s': () =>
    measure({ connections: peak.connections * 10, pauseMs: 1_000 }),
  [`${slow} slow clients beside the peak`]: async () => {
    const clients = new SlowClients(port, slow);
    try {
      return await measure({ connections: peak.connections });
    } finally {
      console.log(`slow clients: ${JSON.stringify(clients.end())}`);
    }
  },
};
const results = new Map<string, Figures[]>(Object.keys(scenarios).map((name) => [name, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const [name, run] of Object.entries(scenarios)) results.get(name)?.push(await run());
}

console.table(comparison(results, 'peak'));

load.kill();
gateway.kill();
await once(gateway, 'exit');
rmSync(folder, { recursive: true });
