import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { openStoreThread } from '../../src/history/store-thread.ts';
import { look, observedIds, statusesOf } from './looks.ts';
import { closing, temporaryFolder } from './stores.ts';

test('the file and its log are readable for nobody else', async () => {
  const folder = temporaryFolder();
  const store = await closing(openStoreThread({ file: join(folder, 'history.db') }));
  await store.record([look('a')]);
  const modes = readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]);
  expect(Object.fromEntries(modes)).toEqual({ 'history.db': '600', 'history.db-shm': '600', 'history.db-wal': '600' });
});

test('what is no database is refused, and left as it is', async () => {
  const file = join(temporaryFolder(), 'history.db');
  writeFileSync(file, 'a list of customers, by mistake');
  await expect(openStoreThread({ file })).rejects.toMatchObject({ code: 'ERR_SQLITE_ERROR', errcode: 26 });
  expect(statSync(file).size).toBe(31);
});

test('a thread that dies fails what it was asked, and the next question has a new one', async () => {
  const file = join(temporaryFolder(), 'history.db');
  const posted = vi.spyOn(Worker.prototype, 'postMessage');
  const store = await closing(openStoreThread({ file }));
  await store.record([look('a')]);
  const worker = posted.mock.contexts[0] as Worker;
  posted.mockRestore();
  const asked = Promise.allSettled([store.record([look('b')]), worker.terminate()]);
  await asked;
  const [one, other] = await Promise.all([observedIds(store), statusesOf(store, 'a')]);
  expect(one).toContain('a');
  expect(other).toEqual(['PAID']);
});

test('a store that is closed takes nothing and starts no thread', async () => {
  const store = await openStoreThread({ file: ':memory:' });
  await store.close();
  await expect(store.record([look('a')])).rejects.toMatchObject({ code: 'THREAD_ENDED' });
});
