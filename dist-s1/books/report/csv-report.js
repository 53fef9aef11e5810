import { stringify } from 'csv-stringify/sync';
import { CHECKED_FIELDS } from '../../reconciliation/field-check.js';
import { UNREADABLE } from './report.js';
import { safeCell } from './safe-cell.js';
const CHECK_PARTS = ['expected', 'actual', 'delta', 'verdict'];
const HEADER = [
    'line',
    'key',
    'outcome',
    'explanation',
    'provider',
    'account',
    'reference',
    'counterpart_provider',
    'counterpart_account',
    'counterpart_reference',
    ...CHECKED_FIELDS.flatMap((field) => CHECK_PARTS.map((part) => `${field.toLowerCase()}_${part}`)),
];
/** Without it, Excel reads UTF-8 as the code page of its machine. */
const BYTE_ORDER_MARK = '\ufeff';
const ROWS_AT_ONCE = 200;
/** One line for each row of the books, for a spreadsheet. */
export function* csvReport({ rows }) {
    yield BYTE_ORDER_MARK + textOf([HEADER]);
    let batch = [];
    for (const row of rows()) {
        batch.push(cellsOf(row));
        if (batch.length < ROWS_AT_ONCE)
            continue;
        yield textOf(batch);
        batch = [];
    }
    if (batch.length > 0)
        yield textOf(batch);
}
function textOf(rows) {
    return stringify(rows.map((row) => row.map(safeCell)), { record_delimiter: 'windows' });
}
function cellsOf(row) {
    const line = String(row.line);
    if (row.kind === 'UNREADABLE')
        return padded([line, row.key, UNREADABLE, row.fault]);
    const { judged, reference, counterpart } = row;
    const checks = new Map(judged.checks.map((check) => [check.field, check]));
    return [
        line,
        judged.entry.key,
        judged.outcome,
        judged.explanation,
        ...referenceCells(reference),
        ...referenceCells(counterpart),
        ...CHECKED_FIELDS.flatMap((field) => CHECK_PARTS.map((part) => checks.get(field)?.[part] ?? '')),
    ];
}
function referenceCells(reference) {
    const { provider, account, value, id } = reference ?? {};
    return [provider ?? '', account ?? '', value ?? id ?? ''];
}
function padded(cells) {
    return HEADER.map((_, index) => cells[index] ?? '');
}
