import { sql } from 'kysely';
import { storableText } from '../domain/observation.js';
import { questionText } from './store.js';
/** Values in one statement: SQLite takes 32,766 parameters. */
const VALUES_PER_STATEMENT = 500;
/** Which records were seen to carry identifiers; one statement for all questions about one kind in the same accounts. */
export async function carriersOf(db, questions) {
    const found = new Map();
    const groups = Map.groupBy(questions, (question) => questionText({ ...question, value: '' }));
    for (const group of groups.values()) {
        for (let start = 0; start < group.length; start += VALUES_PER_STATEMENT) {
            const part = group.slice(start, start + VALUES_PER_STATEMENT);
            const carriers = await carriersByValue(db, part);
            for (const question of part) {
                const carrier = carriers.get(storableText(question.value));
                if (carrier !== undefined)
                    found.set(questionText(question), carrier);
            }
        }
    }
    return found;
}
/** `questions` differ in their values only. The least and the greatest of what carries one are equal where it is alone. */
async function carriersByValue(db, questions) {
    const [first] = questions;
    // `in ()` is no SQL to PostgreSQL.
    if (first === undefined || first.accounts.length === 0)
        return new Map();
    const { provider, accounts, kind } = first;
    const rows = await db
        .selectFrom('observed_reference')
        .select('value')
        .select(({ fn }) => [
        fn.min('account').as('account'),
        fn.min('reference_kind').as('reference_kind'),
        fn.min('reference_value').as('reference_value'),
    ])
        .select(sql `case when min(account) = max(account) and min(reference_kind) = max(reference_kind) and min(reference_value) = max(reference_value) then 1 else 0 end`.as('is_unique'))
        .where('provider', '=', provider)
        .where('kind', '=', kind)
        .where('account', 'in', accounts)
        .where('value', 'in', questions.map(({ value }) => storableText(value)))
        .groupBy('value')
        .execute();
    return new Map(rows.map((row) => [
        row.value,
        row.is_unique === 1
            ? { isUnique: true, account: row.account, reference: { kind: row.reference_kind, value: row.reference_value } }
            : { isUnique: false },
    ]));
}
