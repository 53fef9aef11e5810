import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../src/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { closeServer, listen } from '../../src/listen.ts';
import { openObservationStore } from '../../src/observation-store.ts';
import { simulateProviders } from '../../src/simulated-accounts.ts';
import { QUIET_LOG } from '../support/quiet-log.ts';
import { ShiftedClock } from '../support/shifted-clock.ts';

/**
 * Streams on one process, over real HTTP: two for each payment, every tenth of which is never read. All payments change in
 * every interval, which is moved ahead and not waited for. The heap is that of the gateway, the simulators and the clients
 * together, after a collection.
 */
const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '60' },
    samples: { type: 'string', default: '6' },
  },
});
const [streams, rounds, samples] = [Number(values.streams), Number(values.rounds), Number(values.samples)];
const INTERVAL_MS = 10_000;

const clock = new ShiftedClock();
const simulated = await simulateProviders({ seed: 1, latencyMs: 0, now: () => clock.now() });
const defaults = loadConfig({});
const config = {
  ...defaults,
  accounts: simulated.accounts,
  tracking: { ...defaults.tracking, streams, streamsPerCaller: streams, watchedPerCaller: streams },
};
const gateway = createGateway({
  config,
  clock,
  random: Math.random,
  log: QUIET_LOG,
  store: await openObservationStore(defaults),
});
const url = `${await listen(gateway.server, { host: '127.0.0.1', port: 0 })}/graphql`;
const genstore = simulated.simulators.find(({ name }) => name === 'genstore');
if (genstore === undefined) throw new Error('there is no simulator of genstore');

const WATCH = `subscription ($paymentId: String!) {
  transactionUpdated(references: [{ genstore: { paymentId: $paymentId } }]) {
    kind sequence changed intervalSeconds
    lookup { outcome transaction { id headline amount { formatted } updatedAt raw } }
    previous { headline }
  }
}`;

let events = 0;
let readers = 0;

/** Resolves once the stream has begun. */
function openStream(index: number): Promise<void> {
  const isRead = index % 10 !== 0;
  if (isRead) readers += 1;
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
    const sent = request(url, { method: 'POST', headers, agent: false }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
      if (isRead) {
        response.setEncoding('utf8').on('data', (text: string) => {
          events += text.split('event: next').length - 1;
        });
      }
      response.on('error', () => {});
      resolve();
    });
    sent.on('error', reject);
    const paymentId = `PI-progress-${90_000 + (index >> 1)}`;
    sent.end(JSON.stringify({ query: WATCH, variables: { paymentId } }));
  });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}

interface Sample {
  readonly 'minutes watched': string;
  readonly calls: number;
  readonly 'events read': number;
  readonly 'heap, MB': string;
}

function sample(round: number): Sample {
  globalThis.gc?.();
  return {
    'minutes watched': ((round * INTERVAL_MS) / 60_000).toFixed(1),
    calls: genstore?.callCount() ?? 0,
    'events read': events,
    'heap, MB': (process.memoryUsage().heapUsed / 1e6).toFixed(1),
  };
}

for (let index = 0; index < streams; index += 50) {
  await Promise.all(Array.from({ length: Math.min(50, streams - index) }, (_, each) => openStream(index + each)));
}
await until(() => events === readers);

const table: Sample[] = [sample(0)];
for (let round = 1; round <= rounds; round += 1) {
  genstore.setOutage(round % 2 === 1 ? 'status_unknown' : null);
  await clock.pass(INTERVAL_MS);
  await until(() => events >= readers * (round + 1));
  if (round % Math.ceil(rounds / samples) === 0) table.push(sample(round));
}
console.log(`${streams} streams of ${streams / 2} payments, ${readers} of them read`);
console.table(table);
await closeServer(gateway.server);
await gateway.close();
await simulated.close();
process.exit(0);
