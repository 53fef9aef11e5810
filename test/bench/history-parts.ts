import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '../../src/config.ts';
import { Secret } from '../../src/domain/secret.ts';
import { createGateway } from '../../src/gateway.ts';
import { FORGETFUL_STORE } from '../../src/history/forgetful-store.ts';
import { openPostgres } from '../../src/history/postgres.ts';
import { openSqlite } from '../../src/history/sqlite.ts';
import type { ObservationStore } from '../../src/history/store.ts';
import { openStoreThread } from '../../src/history/store-thread.ts';
import { listen } from '../../src/listen.ts';
import { recordOf, writeRecord } from '../../src/providers/yedpay/simulated-records.ts';
import { paidOrder } from '../../src/providers/yedpay/simulated-scenarios.ts';
import { systemClock } from '../../src/system.ts';
import { QUIET_LOG } from '../support/quiet-log.ts';

/** A Yedpay that has every payment, each for the first time: all that is looked up is new. */
async function provider(): Promise<string> {
  const server = createServer((request, response) => {
    const customId = new URL(request.url ?? '', 'http://localhost').searchParams.get('custom_id') ?? '';
    response.setHeader('content-type', 'application/json');
    response.end(writeRecord(recordOf(paidOrder(customId))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const STORES: Readonly<Record<string, (place: string) => Promise<ObservationStore>>> = {
  none: async () => FORGETFUL_STORE,
  memory: () => openStoreThread({ file: ':memory:' }),
  file: (place) => openStoreThread({ file: place }),
  'file, no thread': (place) => openSqlite(place),
  PostgreSQL: (place) => openStoreThread({ url: place }),
  'PostgreSQL, no thread': (place) => openPostgres(new Secret(place)),
};

async function gateway(store: string, place: string, yedpay: string): Promise<string> {
  const env = { PAYLENS_YEDPAY_API_KEY: 'benchmark-key', PAYLENS_YEDPAY_BASE_URL: yedpay };
  const config = loadConfig({ ...env, PAYLENS_LIMITS_REFERENCES_PER_MINUTE: '10000000' });
  const open = STORES[store];
  if (open === undefined) throw new RangeError(`no store is called ${store}`);
  const { server } = createGateway({
    config,
    clock: systemClock,
    random: Math.random,
    log: QUIET_LOG,
    store: await open(place),
  });
  return `${await listen(server, { host: '127.0.0.1', port: 0 })}/graphql`;
}

// Each part is a process of its own, so that none works on another's time; it ends with the benchmark.
const [part = '', ...settings] = process.argv.slice(2);
const address = part === 'provider' ? await provider() : await gateway(part, settings[0] ?? '', settings[1] ?? '');
process.send?.(address);
// What its main thread has worked, which is what queries wait for.
process.on('message', () => {
  const { user, system } = process.threadCpuUsage();
  process.send?.(user + system);
});
process.on('disconnect', () => process.exit());
