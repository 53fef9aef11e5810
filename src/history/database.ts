import type { CreateTableBuilder, Generated, Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

/** The tables. Times are milliseconds since the epoch; flags are 0 and 1, for which both databases have a type. */
export interface Database {
  readonly observation: ObservationTable;
  readonly observed_transaction: ObservedTransactionTable;
  readonly observed_reference: ObservedReferenceTable;
}

/** An identifier that no look-up accepts, and the reference that finds the record which carries it. */
export interface ObservedReferenceTable {
  readonly subject: string;
  readonly provider: string;
  readonly account: string;
  readonly kind: string;
  readonly value: string;
  readonly reference_kind: string;
  readonly reference_value: string;
}

interface StateColumns {
  /** `subjectText` of the record: what it is ordered and found by. */
  readonly subject: string;
  readonly provider: string;
  readonly account: string;
  readonly record_id: string;
  readonly status: string;
  readonly refund_state: string;
  readonly settlement_state: string;
  readonly provider_code: string | null;
  readonly provider_label: string | null;
  readonly is_mapped: number;
  readonly is_documented: number;
  readonly refunded_amount: string | null;
  readonly refunded_currency: string | null;
}

export interface ObservationTable extends StateColumns {
  /** Grows with every row: observations of the same millisecond keep their order. */
  readonly position: Generated<number>;
  readonly id: string;
  readonly occurred_at: number | null;
  readonly precision: string;
  readonly observed_at: number;
  readonly purpose: string;
  /** Names with commas between. */
  readonly changed: string;
}

export interface ObservedTransactionTable extends StateColumns {
  readonly reference_kind: string | null;
  readonly reference_value: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly merchant_reference: string | null;
  readonly processor_reference: string | null;
  /** `KIND:SEVERITY` with commas between. */
  readonly issues: string;
  /** Whether any kind of attention can count it, now or later. */
  readonly may_need_attention: number;
  readonly created_at: number | null;
  readonly first_observed_at: number;
  readonly last_observed_at: number;
  readonly last_changed_at: number;
  readonly status_since: number;
  readonly refund_since: number;
  readonly issue_since: number | null;
  readonly last_observation_id: string;
}

export type Flavour = 'sqlite' | 'postgres';

/** Never edited once released: a change is one more at the end. */
function migrationsOf(flavour: Flavour): Readonly<Record<string, Migration>> {
  return {
    '0001-observations': {
      async up(db: Kysely<unknown>) {
        await withState(db.schema.createTable('observation'))
          .addColumn('position', flavour === 'sqlite' ? 'integer' : 'bigserial', (column) => column.primaryKey())
          .addColumn('id', 'text', (column) => column.notNull().unique())
          .addColumn('subject', 'text', (column) => column.notNull())
          .addColumn('occurred_at', 'bigint')
          .addColumn('precision', 'text', (column) => column.notNull())
          .addColumn('observed_at', 'bigint', (column) => column.notNull())
          .addColumn('purpose', 'text', (column) => column.notNull())
          .addColumn('changed', 'text', (column) => column.notNull())
          .execute();
        await withState(db.schema.createTable('observed_transaction'))
          .addColumn('subject', 'text', (column) => column.primaryKey())
          .addColumn('reference_kind', 'text')
          .addColumn('reference_value', 'text')
          .addColumn('amount', 'text')
          .addColumn('currency', 'text')
          .addColumn('merchant_reference', 'text')
          .addColumn('processor_reference', 'text')
          .addColumn('issues', 'text', (column) => column.notNull())
          .addColumn('may_need_attention', 'integer', (column) => column.notNull())
          .addColumn('created_at', 'bigint')
          .addColumn('first_observed_at', 'bigint', (column) => column.notNull())
          .addColumn('last_observed_at', 'bigint', (column) => column.notNull())
          .addColumn('last_changed_at', 'bigint', (column) => column.notNull())
          .addColumn('status_since', 'bigint', (column) => column.notNull())
          .addColumn('refund_since', 'bigint', (column) => column.notNull())
          .addColumn('issue_since', 'bigint')
          .addColumn('last_observation_id', 'text', (column) => column.notNull())
          .execute();
        const indexes: ReadonlyArray<readonly [name: string, table: string, columns: string[]]> = [
          ['observation_of_record', 'observation', ['subject', 'position']],
          ['observation_age', 'observation', ['observed_at']],
          ['observed_by_change', 'observed_transaction', ['provider', 'account', 'last_changed_at']],
          ['observed_by_attention', 'observed_transaction', ['may_need_attention', 'last_changed_at']],
          ['observed_age', 'observed_transaction', ['last_observed_at']],
        ];
        for (const [name, table, columns] of indexes) {
          await db.schema.createIndex(name).on(table).columns(columns).execute();
        }
      },
    },
    '0002-references': {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable('observed_reference')
          .addColumn('subject', 'text', (column) => column.notNull())
          .addColumn('provider', 'text', (column) => column.notNull())
          .addColumn('account', 'text', (column) => column.notNull())
          .addColumn('kind', 'text', (column) => column.notNull())
          .addColumn('value', 'text', (column) => column.notNull())
          .addColumn('reference_kind', 'text', (column) => column.notNull())
          .addColumn('reference_value', 'text', (column) => column.notNull())
          .addPrimaryKeyConstraint('observed_reference_of_record', ['subject', 'kind'])
          .execute();
        await db.schema
          .createIndex('observed_reference_by_value')
          .on('observed_reference')
          .columns(['value', 'kind', 'provider', 'account'])
          .execute();
      },
    },
  };
}

function withState<Table extends string>(table: CreateTableBuilder<Table>) {
  return table
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('record_id', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('refund_state', 'text', (column) => column.notNull())
    .addColumn('settlement_state', 'text', (column) => column.notNull())
    .addColumn('provider_code', 'text')
    .addColumn('provider_label', 'text')
    .addColumn('is_mapped', 'integer', (column) => column.notNull())
    .addColumn('is_documented', 'integer', (column) => column.notNull())
    .addColumn('refunded_amount', 'text')
    .addColumn('refunded_currency', 'text');
}

/** Brings the tables to what this version needs. */
export async function migrate(db: Kysely<Database>, flavour: Flavour): Promise<void> {
  const migrations = migrationsOf(flavour);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
