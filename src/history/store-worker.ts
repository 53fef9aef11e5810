import { parentPort, workerData } from 'node:worker_threads';
import { Secret } from '../domain/secret.ts';
import type { ObservationStore } from './store.ts';
import type { StorePlace, ThreadAnswer, ThreadQuestion } from './store-thread.ts';

/** The thread's own side of `store-thread.ts`. Its first answer, to nobody's question, says whether the database is open. */
const opened = open(workerData as StorePlace);

/** Drivers are loaded where they are used: most gateways have no PostgreSQL. */
async function open(place: StorePlace): Promise<ObservationStore> {
  if ('url' in place) {
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres(new Secret(place.url));
  }
  const { openSqlite } = await import('./sqlite.ts');
  return openSqlite(place.file);
}

async function answer(id: number, work: () => Promise<unknown>): Promise<void> {
  try {
    send({ id, value: await work() });
  } catch (error) {
    const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
    send({ id, failure: { code, errcode } });
  }
}

function send(message: ThreadAnswer): void {
  parentPort?.postMessage(message);
}

void answer(0, async () => {
  await opened;
});

parentPort?.on('message', ({ id, method, parameters }: ThreadQuestion) => {
  void answer(id, async () => {
    const ask = (await opened)[method] as (...all: readonly unknown[]) => Promise<unknown>;
    return ask.apply(await opened, [...parameters]);
  });
});
