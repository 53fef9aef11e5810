import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrate } from './database.js';
import { POSTGRES_WRITES } from './postgres-rows.js';
import { SqlStore } from './sql-store.js';
const BIGINT = 20;
/** Every wait has an end: a database that hangs costs memory of looks, never an answer. */
const TIMEOUT_MS = 5_000;
/** A start may wait for another process that makes the tables, or an index of many rows. */
const MIGRATION_TIMEOUT_MS = 600_000;
const CONNECTIONS = 4;
export async function openPostgres(url) {
    const migrating = new Kysely({ dialect: postgresDialect(url, MIGRATION_TIMEOUT_MS) });
    try {
        await migrate(migrating, 'postgres');
    }
    finally {
        await migrating.destroy();
    }
    return new SqlStore(new Kysely({ dialect: postgresDialect(url, TIMEOUT_MS) }), POSTGRES_WRITES);
}
function postgresDialect(url, statementTimeoutMs) {
    const pool = new pg.Pool({
        connectionString: url.reveal(),
        max: CONNECTIONS,
        connectionTimeoutMillis: TIMEOUT_MS,
        query_timeout: statementTimeoutMs,
        statement_timeout: statementTimeoutMs,
        // Whoever stops in the middle of a write must not keep the others from theirs.
        idle_in_transaction_session_timeout: TIMEOUT_MS,
        // Times and counts are far below 2^53; the driver would give text.
        types: {
            getTypeParser: (oid, format) => oid === BIGINT ? (text) => Number(text) : pg.types.getTypeParser(oid, format),
        },
    });
    // A connection that breaks is replaced when it is needed; unheard, the event would end the process, also when it comes
    // between two statements.
    pool.on('error', () => { });
    pool.on('connect', (client) => client.on('error', () => { }));
    return new PostgresDialect({ pool: patientPool(pool) });
}
/**
 * A connection on which something failed that is no answer of the database is not used again: after a silent failover it
 * would time out for many minutes.
 */
function patientPool(pool) {
    return {
        options: pool.options,
        connect: async () => patientClient(await pool.connect()),
        end: () => pool.end(),
    };
}
function patientClient(client) {
    let isBroken = false;
    const query = async (text, parameters) => {
        try {
            return await client.query(text, [...parameters]);
        }
        catch (error) {
            isBroken ||= !(error instanceof pg.DatabaseError);
            throw error;
        }
    };
    return {
        // The other form of it is for cursors, which are not used.
        query: query,
        release: (isDiscarded) => client.release(isDiscarded === true || isBroken),
    };
}
