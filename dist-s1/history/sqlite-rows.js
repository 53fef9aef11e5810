import { sql } from 'kysely';
import { insertion } from './write-looks.js';
/**
 * Rows one by one, by statements that are prepared once: SQLite takes half the time for it that it takes for many rows in one
 * statement, and Kysely's way to run a statement is long for one row. Transactions are Kysely's, on the same connection.
 */
export class SqliteRows {
    #database;
    #db;
    #insertions = new Map();
    #lastSeen;
    constructor(database, db) {
        this.#database = database;
        this.#db = db;
        this.#lastSeen = database.prepare('select * from observed_transaction where subject = ?');
    }
    /** `begin immediate` has waited for it. */
    async takeTurn() { }
    rowsIn() {
        return this;
    }
    async lastSeen(subjects) {
        const rows = [];
        for (const subject of subjects) {
            const row = this.#lastSeen.get(subject);
            if (row !== undefined)
                rows.push(row);
        }
        return rows;
    }
    async put(table, rows) {
        const [first] = rows;
        if (first === undefined)
            return;
        const statement = this.#insertionOf(table, Object.keys(first));
        for (const row of rows) {
            statement.run(...Object.values(row));
        }
    }
    #insertionOf(table, columns) {
        const known = this.#insertions.get(table);
        if (known !== undefined)
            return known;
        const values = sql.join(columns.map(() => sql `?`));
        const statement = this.#database.prepare(insertion(table, columns, sql `values (${values})`).compile(this.#db).sql);
        this.#insertions.set(table, statement);
        return statement;
    }
}
