import { UNREADABLE, utc } from './report.js';
/** One JSON object on each line: every row of the books, and at last the report as a whole. */
export function* jsonlReport({ facts, rows }) {
    for (const row of rows())
        yield line(rowObject(row));
    const { figures, reportedAt, lookedUpFrom, lookedUpTo, ...others } = facts;
    yield line({
        kind: 'REPORT',
        ...others,
        reportedAt: utc(reportedAt),
        lookedUpFrom: lookedUpFrom === null ? null : utc(lookedUpFrom),
        lookedUpTo: lookedUpTo === null ? null : utc(lookedUpTo),
        counts: figures.counts,
        totals: figures.totals,
        summary: figures.summary,
    });
}
function rowObject(row) {
    if (row.kind === 'UNREADABLE') {
        return { kind: 'UNREADABLE', line: row.line, key: row.key, outcome: UNREADABLE, explanation: row.fault };
    }
    const { line, judged, reference, counterpart } = row;
    const { entry, outcome, explanation, checks } = judged;
    return { kind: 'ENTRY', line, key: entry.key, outcome, explanation, reference, counterpart, checks };
}
function line(value) {
    return `${JSON.stringify(value)}\n`;
}
