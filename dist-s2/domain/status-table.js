import { dataIssue } from './data-issue.js';
const CODE_LENGTH = 64;
/** A provider's codes. What each means is made once, and shared by all records with it. */
export class StatusTable {
    #mapped;
    /** Of rows with the same code, the first counts. */
    constructor(rows) {
        this.#mapped = new Map(rows.toReversed().map((row) => [row.code, mapped(row)]));
    }
    /** Codes are an open set: one that the table does not have is shown as sent, with an issue. */
    map(code, field) {
        return (code === null ? undefined : this.#mapped.get(code)) ?? unmapped(code, field);
    }
}
function mapped(row) {
    const { code, label, documented } = row;
    return { row, providerStatus: Object.freeze({ code, label, mapped: true, documented }), issue: null };
}
function unmapped(code, field) {
    const message = code === null ? 'The record has no status.' : 'The provider sent a status that no table of this gateway has.';
    return {
        row: null,
        providerStatus: {
            code: code === null ? null : code.slice(0, CODE_LENGTH),
            label: null,
            mapped: false,
            documented: false,
        },
        issue: dataIssue('UNMAPPED_STATUS', { field, message, actual: code }),
    };
}
