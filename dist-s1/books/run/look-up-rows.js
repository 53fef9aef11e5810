import { problem } from '../../domain/lookup-outcome.js';
import { judgeEntry } from '../../reconciliation/judge.js';
import { mayAnswerLater } from './open-rows.js';
/** Looks up and judges every entry that is waiting, and writes each down before the next is begun in its place. */
export async function lookUpRows(parts) {
    const rows = parts.file.waiting();
    const work = async () => {
        try {
            for (let next = rows.next(); !next.done; next = rows.next())
                await answerRow(next.value, parts);
        }
        catch (error) {
            parts.abandon(error);
            throw error;
        }
    };
    const workers = Array.from({ length: parts.window }, work);
    // None may still write when the file is closed.
    await Promise.allSettled(workers);
    await Promise.all(workers);
}
async function answerRow({ position, entry }, parts) {
    const { file, rules, lookUp, timeZoneOf, clock, deadline, onRow, onCall } = parts;
    let calls = 0;
    const count = () => {
        calls += 1;
        onCall();
    };
    const ask = async (reference) => clock.monotonic() < deadline
        ? lookUp(reference, count)
        : { reference: NOTHING_KNOWN, outcome: problem('DEADLINE_EXCEEDED') };
    const [lookup, counterpart] = await Promise.all([
        ask(entry.reference),
        entry.counterpart === null ? null : ask(entry.counterpart),
    ]);
    const at = clock.now();
    const outcomes = { outcome: lookup.outcome, counterpart: counterpart?.outcome ?? null };
    const judged = judgeEntry({ entry, ...outcomes, timeZone: timeZoneOf(lookup.reference) }, { rules, now: at });
    const answer = { judged, reference: lookup.reference, counterpart: counterpart?.reference ?? null };
    file.note(position, { answer, calls, isOpen: mayAnswerLater(judged, outcomes), at });
    onRow();
}
const NOTHING_KNOWN = { provider: null, account: null, kind: null, value: null, id: null };
