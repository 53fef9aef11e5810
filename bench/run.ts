import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { type Measurement, printTable } from './figures.ts';
import type { LoadReport, LoadTask } from './load.ts';
import { processorSeconds, residentMegabytes } from './process-figures.ts';
import { rowsOf } from './questions.ts';
import { type BenchRow, genstoreRow, yedpayRow } from './record.ts';
import type { BenchReference } from './references.ts';
import { type BenchServer, paylens, SERVERS } from './servers.ts';
import type { UpstreamOrder, UpstreamReport } from './upstream.ts';
import { WORKLOADS, type Workload } from './workloads.ts';

/** The gateway beside what a team would use instead; docs/benchmarks.md says how and why. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1.5' },
    /** Names of workloads and servers, by comma; left out: all. */
    workloads: { type: 'string' },
    servers: { type: 'string' },
    /** Another build beside `dist/`, as name=folder. */
    build: { type: 'string', multiple: true, default: [] },
  },
});
const WARM_ROWS = 10_000;
const CHECKED_ANSWERS = 5;
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
const wanted = (names: string | undefined, name: string) => names === undefined || names.split(',').includes(name);

if (!existsSync(new URL('node_modules', import.meta.url))) {
  throw new Error('the peers are not installed: npm ci --prefix bench --ignore-scripts');
}
const folder = mkdtempSync(join(tmpdir(), 'paylens-bench-'));
const here = (file: string) => new URL(file, import.meta.url).pathname;
const PINNED = { execPath: 'taskset', execArgv: ['-c', '1', process.execPath] };
const upstream = fork(here('upstream.ts'), PINNED);
const [ports] = (await once(upstream, 'message')) as [UpstreamReport];
const [genstore, yedpay] = [ports.genstore, ports.yedpay].map((port) => `http://127.0.0.1:${port}`) as [string, string];
const load = fork(here('load.ts'), PINNED);

const servers: BenchServer[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
// Those without a channel to this process would outlive it.
process.on('exit', () => {
  for (const { process: child } of servers) child.kill();
  rmSync(folder, { recursive: true, force: true });
});
const builds = values.build.map((build) => build.split('=') as [string, string]);
const starts = { ...SERVERS, ...Object.fromEntries(builds.map(([name, dist]) => [name, paylens(resolve(dist))])) };
for (const [name, start] of Object.entries(starts)) {
  const isWanted = wanted(values.servers, name) || builds.some(([own]) => own === name);
  if (isWanted) servers.push(await start(name, { genstore, yedpay, folder }));
}
const workloads = WORKLOADS.filter(({ name }) => wanted(values.workloads, name));

async function callsSinceLast(order: UpstreamOrder = {}): Promise<number> {
  upstream.send(order);
  const [{ calls }] = (await once(upstream, 'message')) as [UpstreamReport];
  return calls;
}

async function ask(server: BenchServer, { question, connections }: Workload, time: number): Promise<LoadReport> {
  const { port, path, headers, style } = server;
  load.send({ port, path, headers, style, question, connections, seconds: time } satisfies LoadTask);
  const [report] = (await once(load, 'message')) as [LoadReport | { readonly error: string }];
  if ('error' in report) throw new Error(`${server.name}: ${report.error}`);
  return report;
}

async function expectedRow({ provider, value }: BenchReference): Promise<BenchRow> {
  const url =
    provider === 'genstore'
      ? `${genstore}/api/202412/payment/${value}`
      : `${yedpay}/v1/online-payment/query?custom_id=${value}`;
  const reply = JSON.parse(await (await fetch(url)).text());
  return provider === 'genstore' ? genstoreRow(reply) : yedpayRow(reply);
}

/** What is fast and wrong is not measured: several answers are compared with what the providers sent. */
async function isRight(server: BenchServer, workload: Workload): Promise<boolean> {
  for (let right = 0, tries = 0; right < CHECKED_ANSWERS; tries += 1) {
    const { sample, failure } = await ask(server, workload, 0.5);
    if (sample === null) {
      if (tries > 40) throw new Error(`${server.name} does not answer ${workload.name}: ${failure}`);
      continue;
    }
    const got = rowsOf(server.style, sample.body);
    if (!isDeepStrictEqual(got, await Promise.all(sample.references.map(expectedRow)))) return false;
    right += 1;
  }
  return true;
}

/** By answers and not by time: on a busy machine a second may be one warm server's work, and another one's start. */
async function warmUp(server: BenchServer, workload: Workload): Promise<void> {
  for (let rows = 0; rows < WARM_ROWS; )
    rows += (await ask(server, workload, 0.5)).asked * workload.question.distinct + 1;
}

const takesPart = (server: BenchServer, { question }: Workload) =>
  question.isHot ? server.keeps !== 'nothing' || server.name === 'limit' : server.keeps !== 'answers';

for (const workload of workloads) {
  const measurements: Measurement[] = [];
  const takingPart: BenchServer[] = [];
  await callsSinceLast({ latencyMs: workload.latencyMs });
  for (const server of servers.filter((each) => takesPart(each, workload))) {
    if (await isRight(server, workload)) {
      await warmUp(server, workload);
      takingPart.push(server);
    } else
      console.log(`${workload.name}: ${server.name} answers with other payments than were asked for, and is left out`);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const server of takingPart) {
      await callsSinceLast();
      const before = processorSeconds(server.process.pid);
      const report = await ask(server, workload, seconds);
      const after = processorSeconds(server.process.pid);
      measurements.push({
        server: server.name,
        round,
        report: { ...report, sample: null },
        processorSeconds: after.process - before.process,
        mainThreadSeconds: after.mainThread - before.mainThread,
        calls: await callsSinceLast(),
        residentMegabytes: residentMegabytes(server.process.pid),
      });
    }
  }
  printTable(workload, measurements);
}
process.exit();
