import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { Database, ObservedTransactionTable } from './database.ts';
import { insertion, type WriteDialect, type WrittenRows } from './write-looks.ts';

/**
 * Rows one by one, by statements that are prepared once: SQLite takes half the time for it that it takes for many rows in one
 * statement, and Kysely's way to run a statement is long for one row. Transactions are Kysely's, on the same connection.
 */
export class SqliteRows implements WriteDialect, WrittenRows {
  readonly #database: DatabaseSync;
  readonly #db: Kysely<Database>;
  readonly #insertions = new Map<keyof Database, StatementSync>();
  /** Prepared when something is written: a database without its tables is no reason not to start. */
  #lastSeen: StatementSync | null = null;

  constructor(database: DatabaseSync, db: Kysely<Database>) {
    this.#database = database;
    this.#db = db;
  }

  /** `begin immediate` has waited for it. */
  async takeTurn(): Promise<void> {}

  rowsIn(): WrittenRows {
    return this;
  }

  async lastSeen(subjects: readonly string[]) {
    this.#lastSeen ??= this.#database.prepare('select * from observed_transaction where subject = ?');
    const rows: Selectable<ObservedTransactionTable>[] = [];
    for (const subject of subjects) {
      const row = this.#lastSeen.get(subject);
      if (row !== undefined) rows.push(row as unknown as Selectable<ObservedTransactionTable>);
    }
    return rows;
  }

  async put<Table extends keyof Database>(table: Table, rows: ReadonlyArray<Insertable<Database[Table]>>) {
    const [first] = rows;
    if (first === undefined) return;
    const statement = this.#insertionOf(table, Object.keys(first));
    for (const row of rows) {
      statement.run(...(Object.values(row) as SQLInputValue[]));
    }
  }

  #insertionOf(table: keyof Database, columns: readonly string[]): StatementSync {
    const known = this.#insertions.get(table);
    if (known !== undefined) return known;
    const values = sql.join(columns.map(() => sql`?`));
    const statement = this.#database.prepare(insertion(table, columns, sql`values (${values})`).compile(this.#db).sql);
    this.#insertions.set(table, statement);
    return statement;
  }
}
