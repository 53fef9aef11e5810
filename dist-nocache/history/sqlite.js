import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { LRUCache } from 'lru-cache';
import { migrate } from './database.js';
import { SqlStore } from './sql-store.js';
import { SqliteRows } from './sqlite-rows.js';
/** How long another process may be writing to the same file before we give up for now. */
const BUSY_TIMEOUT_MS = 5_000;
const PREPARED_STATEMENTS = 100;
/**
 * With a write-ahead log, a process that is killed loses nothing that was written; two processes may share a file on one
 * machine.
 */
export async function openSqlite(path) {
    // SQLite would let everybody on the machine read it, and gives its other files what this one has.
    if (path !== ':memory:')
        closeSync(openSync(path, 'a', 0o600));
    const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    try {
        // Whoever else starts on this file waits here, and then finds the tables.
        database.exec('BEGIN EXCLUSIVE; COMMIT; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
        const db = new Kysely({ dialect: new SqliteDialect({ database: adapted(database) }) });
        database.exec('BEGIN IMMEDIATE');
        await migrate(db, 'sqlite');
        database.exec('COMMIT');
        return new SqlStore(db, new SqliteRows(database, db));
    }
    catch (error) {
        database.close();
        throw error;
    }
}
/** Node's own SQLite in the shape that Kysely knows. */
function adapted(database) {
    const statements = new LRUCache({ max: PREPARED_STATEMENTS });
    const prepared = (sql) => {
        const known = statements.get(sql);
        if (known !== undefined)
            return known;
        const statement = database.prepare(sql);
        statements.set(sql, statement);
        return statement;
    };
    return {
        close: () => database.close(),
        prepare(sql) {
            // A transaction that reads first and then finds another writer would fail at once, where this one waits.
            const statement = prepared(sql === 'begin' ? 'begin immediate' : sql);
            return {
                reader: statement.columns().length > 0,
                all: (parameters) => statement.all(...parameters),
                run: (parameters) => statement.run(...parameters),
                iterate: (parameters) => statement.iterate(...parameters),
            };
        },
    };
}
