import { existsSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { csvReport } from '../books/report/csv-report.js';
import { htmlReport } from '../books/report/html-report.js';
import { jsonlReport } from '../books/report/jsonl-report.js';
import { UsageError } from './usage-error.js';
const FORMATS = {
    '.csv': csvReport,
    '.jsonl': jsonlReport,
    '.html': htmlReport,
};
const OPTIONS = {
    rules: { type: 'string' },
    out: { type: 'string' },
    deadline: { type: 'string' },
    fresh: { type: 'boolean', default: false },
};
const UNITS = { s: 1_000, m: 60_000, h: 3_600_000 };
/** @throws TypeError or UsageError where the arguments are none of this command. */
export function readReconcileOptions(args) {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const [books, ...more] = positionals;
    const { rules, out, deadline, fresh } = values;
    if (books === undefined || more.length > 0)
        throw new UsageError('name one file with the books');
    if (rules === undefined)
        throw new UsageError('--rules must name the file with the rules');
    if (out === undefined)
        throw new UsageError('--out must name the report');
    const writeReport = FORMATS[extname(out).toLowerCase()];
    if (writeReport === undefined)
        throw new UsageError(`--out must end in ${Object.keys(FORMATS).join(', ')}`);
    for (const input of [books, rules]) {
        if (!isFile(input))
            throw new UsageError(`there is no file ${input}`);
        if (isSameFile(input, out))
            throw new UsageError(`--out would overwrite ${input}`);
    }
    return { books, rules, out, writeReport, deadlineMs: durationOf(deadline), isFresh: fresh };
}
function durationOf(text) {
    if (text === undefined)
        return null;
    const [, count = '', unit = ''] = /^([1-9]\d{0,4})([smh])$/.exec(text) ?? [];
    const milliseconds = Number(count) * (UNITS[unit] ?? 0);
    if (milliseconds === 0)
        throw new UsageError('--deadline must be a time such as 90s, 30m or 2h');
    return milliseconds;
}
function isFile(path) {
    return existsSync(path) && statSync(path).isFile();
}
/** Also by another name: a link, or other letters on a disk that takes them for the same. */
function isSameFile(left, right) {
    if (!existsSync(right))
        return false;
    const [one, other] = [statSync(left), statSync(right)];
    return one.dev === other.dev && one.ino === other.ino;
}
