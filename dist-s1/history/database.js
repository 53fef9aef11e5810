import { Migrator } from 'kysely/migration';
/** Never edited once released: a change is one more at the end. */
function migrationsOf(flavour) {
    return {
        '0001-observations': {
            async up(db) {
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
                const indexes = [
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
            async up(db) {
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
function withState(table) {
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
export async function migrate(db, flavour) {
    const migrations = migrationsOf(flavour);
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined)
        throw error;
}
