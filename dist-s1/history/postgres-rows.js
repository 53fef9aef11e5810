import { sql } from 'kysely';
import { insertion } from './write-looks.js';
/** Of PostgreSQL's advisory locks; it means nothing but this. */
const WRITE_LOCK = 7_291_634_508;
export const POSTGRES_WRITES = {
    async takeTurn(db) {
        await sql `select pg_advisory_xact_lock(${sql.lit(WRITE_LOCK)})`.execute(db);
    },
    rowsIn: (db) => new PostgresRows(db),
};
/** All rows in one parameter: as a parameter for each value, they take us and the server twice as long. */
class PostgresRows {
    #db;
    constructor(db) {
        this.#db = db;
    }
    lastSeen(subjects) {
        return this.#db
            .selectFrom('observed_transaction')
            .selectAll()
            .where('subject', '=', sql `any(${subjects})`)
            .execute();
    }
    async put(table, rows) {
        const [first] = rows;
        if (first === undefined)
            return;
        const columns = Object.keys(first);
        const names = sql.join(columns.map((name) => sql.ref(name)));
        const recordset = sql `json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)})`;
        await insertion(table, columns, sql `select ${names} from ${recordset}`).execute(this.#db);
    }
}
