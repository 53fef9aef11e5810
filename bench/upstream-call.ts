import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import ky from 'ky';
import { Agent, type Dispatcher, request } from 'undici';
import { systemClock } from '../src/system.ts';
import { createHttp } from '../src/upstream/http.ts';
import { referenceOf } from './references.ts';
import type { UpstreamReport } from './upstream.ts';

/** What one call to a provider costs this process, by how it is made; medians of ratios to undici's bare dispatcher. */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, calls: { type: 'string', default: '3000' } },
});
const [rounds, calls] = [Number(values.rounds), Number(values.calls)];
const CONCURRENCY = 32;

const upstream = fork(new URL('upstream.ts', import.meta.url).pathname);
const [{ genstore }] = (await once(upstream, 'message')) as [UpstreamReport];
const origin = `http://127.0.0.1:${genstore}`;
const headers = { 'x-genstore-access-token': 'bench', accept: 'application/json', 'user-agent': 'bench' };
const dispatcher = new Agent({ connections: CONCURRENCY });
const http = createHttp({
  clock: systemClock,
  limits: {
    attemptTimeoutMs: 2_000,
    connectTimeoutMs: 1_000,
    maxReplyBytes: 262_144,
    connectionsPerOrigin: CONCURRENCY,
  },
});
const naive = ky.create({ retry: 0, throwHttpErrors: false, headers, ...({ dispatcher } as object) });
const never = new AbortController().signal;

function dispatched(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: () => {},
      onResponseStart: () => {},
      onResponseData: (_controller, chunk) => {
        text += chunk.toString();
      },
      onResponseEnd: () => resolve(text),
      onResponseError: (_controller, error) => reject(error),
    };
    dispatcher.dispatch({ origin, path, method: 'GET', headers }, handler);
  });
}

const WAYS: Readonly<Record<string, (path: string) => Promise<string>>> = {
  'bare dispatcher': dispatched,
  'undici.request': async (path) => (await request(origin + path, { dispatcher, headers })).body.text(),
  'built-in fetch': async (path) => (await fetch(origin + path, { headers, ...({ dispatcher } as object) })).text(),
  'ky over built-in fetch': (path) => naive.get(origin + path).text(),
  'the gateway': async (path) =>
    (await http.get({ url: origin + path, headers: { 'X-Genstore-Access-Token': 'bench' }, signal: never })).text,
};

async function processorMicroseconds(ask: (path: string) => Promise<string>): Promise<number> {
  const before = process.cpuUsage();
  let left = calls;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      await ask(`/api/202412/payment/${referenceOf(2 * left).value}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, one));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

const measured = new Map<string, number[]>(Object.keys(WAYS).map((name) => [name, []]));
for (let round = -2; round < rounds; round += 1) {
  for (const [name, ask] of Object.entries(WAYS)) {
    const cost = await processorMicroseconds(ask);
    // The first rounds warm the code.
    if (round >= 0) measured.get(name)?.push(cost);
  }
}
const bare = measured.get('bare dispatcher') ?? [];
const median = (figures: readonly number[]) => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? Number.NaN;
console.table(
  Object.fromEntries(
    [...measured].map(([name, costs]) => {
      const ratios = costs.map((cost, round) => cost / (bare[round] ?? Number.NaN));
      return [name, { 'CPU µs': Math.round(median(costs)), ratio: Number(median(ratios).toFixed(2)) }];
    }),
  ),
);
process.exit();
