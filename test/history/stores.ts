import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { openSqlite } from '../../src/history/sqlite.ts';
import type { ObservationStore } from '../../src/history/store.ts';
import { openStoreThread } from '../../src/history/store-thread.ts';
import { type PostgresServer, startPostgres, whyNoPostgres } from '../support/postgres.ts';

export interface StoreKind {
  readonly name: string;
  readonly skip: string | null;
  /** Gives what opens stores over one new database; each store is what a process has. */
  database(): Promise<() => Promise<ObservationStore>>;
  /** Whether several processes can have the same. */
  readonly isShared: boolean;
}

/** The server is started for the file that asks for these. */
export function storeKinds(): readonly StoreKind[] {
  const skip = whyNoPostgres();
  let server: PostgresServer | undefined;
  if (skip === null) {
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server?.stop());
  }
  const postgres = async () => {
    const url = (await server?.createDatabase()) ?? '';
    return () => openStoreThread({ url });
  };
  return [
    { name: 'SQLite in memory', skip: null, isShared: false, database: async () => () => openSqlite(':memory:') },
    { name: 'SQLite in a file', skip: null, isShared: true, database: sqliteFile },
    { name: 'PostgreSQL', skip, isShared: true, database: postgres },
  ];
}

/** In threads, as the gateway has it: in one thread, two would wait for each other in vain. */
async function sqliteFile(): Promise<() => Promise<ObservationStore>> {
  const file = join(temporaryFolder(), 'history.db');
  return () => openStoreThread({ file });
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Closed with the test. */
export async function closing(store: Promise<ObservationStore>): Promise<ObservationStore> {
  const opened = await store;
  onTestFinished(() => opened.close());
  return opened;
}
