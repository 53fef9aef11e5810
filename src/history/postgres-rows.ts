import { type Insertable, sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import { insertion, type WriteDialect, type WrittenRows } from './write-looks.ts';

/** Of PostgreSQL's advisory locks; it means nothing but this. */
const WRITE_LOCK = 7_291_634_508;

export const POSTGRES_WRITES: WriteDialect = {
  async takeTurn(db) {
    await sql`select pg_advisory_xact_lock(${sql.lit(WRITE_LOCK)})`.execute(db);
  },
  rowsIn: (db) => new PostgresRows(db),
};

/** All rows in one parameter: as a parameter for each value, they take us and the server twice as long. */
class PostgresRows implements WrittenRows {
  readonly #db: Transaction<Database>;

  constructor(db: Transaction<Database>) {
    this.#db = db;
  }

  lastSeen(subjects: readonly string[]) {
    return this.#db
      .selectFrom('observed_transaction')
      .selectAll()
      .where('subject', '=', sql<string>`any(${subjects})`)
      .execute();
  }

  async put<Table extends keyof Database>(table: Table, rows: ReadonlyArray<Insertable<Database[Table]>>) {
    const [first] = rows;
    if (first === undefined) return;
    const columns = Object.keys(first);
    const names = sql.join(columns.map((name) => sql.ref(name)));
    const recordset = sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)})`;
    await insertion(table, columns, sql`select ${names} from ${recordset}`).execute(this.#db);
  }
}
