import { sql } from 'kysely';
import { observe } from './observe.js';
import { unpacked } from './packed-look.js';
import { observationRow, readTransaction, referenceRows, transactionRow } from './rows.js';
/** Adds what differs from what is stored, and says of every record that it was looked at. */
export async function writeLooks(rows, looks) {
    const seen = new Map();
    const subjects = new Set(looks.map(({ subject }) => subject));
    for (const row of await rows.lastSeen([...subjects])) {
        seen.set(row.subject, { transaction: readTransaction(row), lastObservationId: row.last_observation_id });
    }
    const observations = [];
    const records = new Map();
    const references = new Map();
    for (const packed of looks) {
        const { subject } = packed;
        const look = unpacked(packed);
        const observed = observe(look, seen.get(subject) ?? null);
        if (observed === null)
            continue;
        seen.set(subject, observed);
        records.set(subject, transactionRow(observed));
        references.set(subject, referenceRows(observed, look.linkable));
        if (observed.observation !== null)
            observations.push(observationRow(look.facts, observed.observation));
    }
    await rows.put('observation', observations);
    await rows.put('observed_transaction', [...records.values()]);
    await rows.put('observed_reference', [...references.values()].flat());
}
/** Puts the rows that `source` gives into a table; what there is already of them stays, or is replaced. */
export function insertion(table, columns, source) {
    const names = sql.join(columns.map((name) => sql.ref(name)));
    return sql `insert into ${sql.table(table)} (${names}) ${source} on conflict ${ON_CONFLICT[table]}`;
}
/** All that a later look may find otherwise. */
const REPLACED = [
    'status',
    'refund_state',
    'settlement_state',
    'provider_code',
    'provider_label',
    'is_mapped',
    'is_documented',
    'refunded_amount',
    'refunded_currency',
    'reference_kind',
    'reference_value',
    'amount',
    'currency',
    'merchant_reference',
    'processor_reference',
    'issues',
    'may_need_attention',
    'created_at',
    'last_observed_at',
    'last_changed_at',
    'status_since',
    'refund_since',
    'issue_since',
    'last_observation_id',
];
const ON_CONFLICT = {
    observation: sql `(id) do nothing`,
    observed_transaction: sql `(subject) do update set ${excluded(REPLACED)}`,
    observed_reference: sql `(subject, kind) do update set ${excluded(['value', 'reference_kind', 'reference_value'])}`,
};
/** What a row that is there already takes over from the one that is written. */
function excluded(columns) {
    return sql.join(columns.map((name) => sql `${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`));
}
