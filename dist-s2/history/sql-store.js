import { sql } from 'kysely';
import { subjectText } from '../domain/observation.js';
import { carriersOf } from './carriers.js';
import { ATTENTION, beyond, inScope, matching, ofAccounts } from './observed-conditions.js';
import { readObservation, readTransaction } from './rows.js';
import { writeLooks } from './write-looks.js';
/** So that no single statement takes long, however much there is to forget. */
const FORGOTTEN_AT_ONCE = 500;
/** Observations in a database of either kind, whose tables are there. */
export class SqlStore {
    #db;
    #dialect;
    constructor(db, dialect) {
        this.#db = db;
        this.#dialect = dialect;
    }
    record(looks) {
        return this.#write((db) => writeLooks(this.#dialect.rowsIn(db), looks));
    }
    async historyOf(subjects, last) {
        const names = subjects.map(subjectText);
        if (names.length === 0)
            return new Map();
        const rows = await this.#db
            .selectFrom((from) => from
            .selectFrom('observation')
            .selectAll()
            .select(sql `row_number() over (partition by subject order by position desc)`.as('newest'))
            .where('subject', 'in', names)
            .as('ranked'))
            .selectAll()
            .where('newest', '<=', last)
            .orderBy('position', 'desc')
            .execute();
        return new Map([...Map.groupBy(rows, ({ subject }) => subject)].map(([name, of]) => [name, of.map(readObservation)]));
    }
    async observed(query) {
        const rows = await this.#db
            .selectFrom('observed_transaction')
            .selectAll()
            .where((eb) => eb.and([...inScope(eb, query), ...matching(eb, query), ...beyond(eb, query.after, '<')]))
            .orderBy('last_changed_at', 'desc')
            .orderBy('subject')
            .limit(query.first)
            .execute();
        return rows.map(readTransaction);
    }
    async coverage(scope) {
        const row = await this.#db
            .selectFrom('observed_transaction')
            .select(({ fn }) => [fn.min('first_observed_at').as('since'), fn.countAll().as('count')])
            .where((eb) => eb.and(inScope(eb, scope)))
            .executeTakeFirstOrThrow();
        return { since: row.since, count: row.count };
    }
    carriersOf(questions) {
        return carriersOf(this.#db, questions);
    }
    async attention(query) {
        const { accounts, kinds, first, after } = query;
        const rows = await this.#db
            .selectFrom('observed_transaction')
            .selectAll()
            .where('may_need_attention', '=', 1)
            .where((eb) => eb.and([
            ofAccounts(eb, accounts),
            eb.or(kinds.map((kind) => ATTENTION[kind](eb, query))),
            ...beyond(eb, after, '>'),
        ]))
            .orderBy('last_changed_at')
            .orderBy('subject')
            .limit(first)
            .execute();
        return rows.map(readTransaction);
    }
    oldestPendingRefunds() {
        return (this.#db
            .selectFrom('observed_transaction')
            .select(({ fn }) => ['provider', 'account', fn.min('refund_since').as('since')])
            // Every pending refund may need attention, and there is an index of what may.
            .where('may_need_attention', '=', 1)
            .where('refund_state', '=', 'PENDING')
            .groupBy(['provider', 'account'])
            .execute());
    }
    async prune({ before, most }) {
        await untilNothing(() => this.#forgetRecords((from) => from.where('last_observed_at', '<', before)));
        const { count } = await this.#db
            .selectFrom('observed_transaction')
            .select(({ fn }) => fn.countAll().as('count'))
            .executeTakeFirstOrThrow();
        for (let excess = count - most; excess > 0; excess -= FORGOTTEN_AT_ONCE) {
            await this.#forgetRecords((from) => from.limit(Math.min(excess, FORGOTTEN_AT_ONCE)));
        }
        // The last observation of a record that is still looked at is what it is now, however old that is.
        await untilNothing(() => this.#forgetObservations((from) => from
            .where('observed_at', '<', before)
            .where(({ not, exists, selectFrom }) => not(exists(selectFrom('observed_transaction')
            .select('observed_transaction.subject')
            .whereRef('observed_transaction.subject', '=', 'observation.subject')
            .whereRef('last_observation_id', '=', 'observation.id'))))));
        const newest = await this.#db
            .selectFrom('observation')
            .select(({ fn }) => fn.max('position').as('position'))
            .executeTakeFirstOrThrow();
        const last = (newest.position ?? 0) - most;
        await untilNothing(() => this.#forgetObservations((from) => from.where('position', '<=', last)));
    }
    close() {
        return this.#db.destroy();
    }
    /** One writer at a time, of all processes: what is read first is still so when it is written. */
    #write(work) {
        return this.#db.transaction().execute(async (db) => {
            await this.#dialect.takeTurn(db);
            await work(db);
        });
    }
    async #forgetObservations(which) {
        const { numDeletedRows } = await this.#db
            .deleteFrom('observation')
            .where('position', 'in', (eb) => which(eb.selectFrom('observation').select('observation.position').orderBy('position').limit(FORGOTTEN_AT_ONCE)))
            .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
    }
    /** Those that were looked at longest ago, with their observations: what is left of one would pass for all of it. */
    async #forgetRecords(which) {
        let forgotten = 0;
        await this.#write(async (db) => {
            const rows = await which(db.selectFrom('observed_transaction').select('subject').limit(FORGOTTEN_AT_ONCE))
                .orderBy('last_observed_at')
                .execute();
            forgotten = rows.length;
            if (forgotten === 0)
                return;
            const names = rows.map(({ subject }) => subject);
            await db.deleteFrom('observation').where('subject', 'in', names).execute();
            await db.deleteFrom('observed_reference').where('subject', 'in', names).execute();
            await db.deleteFrom('observed_transaction').where('subject', 'in', names).execute();
        });
        return forgotten;
    }
}
async function untilNothing(forget) {
    while ((await forget()) > 0)
        ;
}
