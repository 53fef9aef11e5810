import { parseRecord } from './records.js';
/** What stands between cells, as a rules file names it. */
export const SEPARATOR_NAMES = [',', ';', '|', 'tab'];
export function separatorNamed(name) {
    return name === 'tab' ? '\t' : name;
}
/** The separator with which a header has most of the columns that the rules name. */
export function detectSeparator(header, columns) {
    const candidates = SEPARATOR_NAMES.map((name) => {
        const separator = separatorNamed(name);
        const cells = (parseRecord(header, separator) ?? []).map((cell) => cell.trim());
        return { separator, found: cells.filter((cell) => columns.has(cell)).length, count: cells.length };
    });
    // Among equals, as where only one column is named, the one that gives more cells.
    const [best] = candidates.toSorted((left, right) => right.found - left.found || right.count - left.count);
    return best?.separator ?? ',';
}
