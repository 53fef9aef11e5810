import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ObservationStore } from './store.ts';

export type StoreMethod = keyof ObservationStore;

/** What the thread is asked. Everything in it is plain data. */
export interface ThreadQuestion {
  readonly id: number;
  readonly method: StoreMethod;
  readonly parameters: readonly unknown[];
}

/** Of a failure, what says why without quoting anything. */
export type ThreadAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: { readonly code: unknown; readonly errcode: unknown } };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Where the observations are. */
export type StorePlace = { readonly file: string } | { readonly url: string };

/**
 * A store in a thread of its own. SQLite works while it is called, and waits for the disk and for other processes; for
 * PostgreSQL, SQL is written and rows are read. No query is to wait for any of it.
 */
export async function openStoreThread(place: StorePlace): Promise<ObservationStore> {
  let thread = startThread(place);
  let isClosed = false;
  await thread;

  /** One that has died, for want of memory, is replaced; a database outside of it has lost nothing. */
  async function livingThread(): Promise<Thread> {
    const known = thread;
    const isOver = await known.then(
      (started) => started.isOver(),
      () => true,
    );
    if (isClosed) throw threadEnded();
    if (isOver && thread === known) thread = startThread(place);
    return thread;
  }

  async function ask<Value>(method: StoreMethod, ...parameters: unknown[]): Promise<Value> {
    const living = await livingThread();
    return (await living.ask(method, parameters)) as Value;
  }

  return {
    record: (looks) => ask('record', looks),
    historyOf: (subjects, last) => ask('historyOf', subjects, last),
    observed: (query) => ask('observed', query),
    coverage: (scope) => ask('coverage', scope),
    carriersOf: (questions) => ask('carriersOf', questions),
    attention: (query) => ask('attention', query),
    oldestPendingRefunds: () => ask('oldestPendingRefunds'),
    prune: (limits) => ask('prune', limits),
    close: async () => {
      const living = await livingThread();
      isClosed = true;
      await living.ask('close', []);
      await living.end();
    },
  };
}

interface Thread {
  ask(method: StoreMethod, parameters: readonly unknown[]): Promise<unknown>;
  isOver(): boolean;
  end(): Promise<unknown>;
}

/** Rejects where the database cannot be opened. */
async function startThread(place: StorePlace): Promise<Thread> {
  // `.ts` in the sources, `.js` in what is built of them.
  const url = new URL(`./store-worker${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(url, { workerData: place });
  const waiting = new Map<number, Waiting>();
  let isOver = false;
  let lastId = 0;

  worker.on('message', (answer: ThreadAnswer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('value' in answer) asked?.resolve(answer.value);
    else asked?.reject(Object.assign(new Error('The database failed.'), answer.failure));
  });
  const end = () => {
    isOver = true;
    for (const { reject } of waiting.values()) {
      reject(threadEnded());
    }
    waiting.clear();
  };
  // Unheard, the error of a thread would end the process.
  worker.on('error', end);
  worker.on('exit', end);

  const answered = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
  try {
    await answered(lastId);
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return {
    ask: (method, parameters) => {
      lastId += 1;
      worker.postMessage({ id: lastId, method, parameters } satisfies ThreadQuestion);
      return answered(lastId);
    },
    isOver: () => isOver,
    end: () => worker.terminate(),
  };
}

function threadEnded(): Error {
  return Object.assign(new Error('The thread of the database has ended.'), { code: 'THREAD_ENDED' });
}
