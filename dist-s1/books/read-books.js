import { cellsOf, namedColumns, numberedHeader, readHeader } from './cells.js';
import { UNDECODABLE } from './encoding.js';
import { readLines } from './lines.js';
import { readRow } from './read-entry.js';
import { parseRecord, RecordReader } from './records.js';
import { RulesError } from './rules-error.js';
import { detectSeparator, separatorNamed } from './separator.js';
/**
 * Reads books as they come, several rows at a time. Blank lines are no rows; every other one is given, whatever is wrong
 * with it.
 *
 * @throws RulesError where the header has not the columns that the rules name.
 */
export async function* readBooks(chunks, rules) {
    const beginning = new Beginning(rules);
    let rows;
    for await (const lines of readLines(chunks, rules.file.encoding)) {
        const read = [];
        for (const line of lines) {
            if (rows === undefined) {
                const layout = beginning.add(line);
                if (layout === null)
                    continue;
                rows = new RowMaker(layout, rules);
                if (rules.file.header)
                    continue;
            }
            read.push(...rows.add(line));
        }
        if (read.length > 0)
            yield read;
    }
    if (rows === undefined)
        throw new RulesError(['file: the books are empty, and not even a header is there']);
    yield rows.end();
}
/** Finds the header, or what stands for it. */
class Beginning {
    #rules;
    #columns;
    #separator;
    constructor(rules) {
        this.#rules = rules;
        this.#columns = namedColumns(rules);
        const { separator, header } = rules.file;
        if (separator === undefined && !header) {
            throw new RulesError(['file.separator: is needed where there is no header to tell it from']);
        }
        this.#separator = separator === undefined ? undefined : separatorNamed(separator);
    }
    /** Null as long as it is not there. @throws RulesError */
    add({ number, text }) {
        const { header, linesBeforeHeader } = this.#rules.file;
        if (number <= linesBeforeHeader || text.trim() === '')
            return null;
        // Excel writes it, and reads it, before the header.
        const told = /^sep=(.)$/i.exec(text)?.[1];
        if (told !== undefined) {
            this.#separator ??= told;
            return null;
        }
        const separator = this.#separator ?? detectSeparator(text, this.#columns);
        const cells = parseRecord(text, separator);
        if (cells === null)
            throw new RulesError([`line ${number}: the header has a quote that is not closed`]);
        if (!header)
            return { separator, header: numberedHeader(this.#columns), cellCount: cells.length };
        try {
            return { separator, header: readHeader(cells, this.#columns), cellCount: cells.length };
        }
        catch (error) {
            if (!(error instanceof RulesError) || !text.includes(UNDECODABLE))
                throw error;
            throw new RulesError([...error.faults, 'file.encoding: the header holds bytes that are none of it']);
        }
    }
}
class RowMaker {
    #layout;
    #rules;
    #records;
    constructor(layout, rules) {
        this.#layout = layout;
        this.#rules = rules;
        this.#records = new RecordReader(layout.separator, layout.cellCount);
    }
    add(line) {
        return this.#records.add(line).map((record) => this.#row(record));
    }
    end() {
        return this.#records.end().map((record) => this.#row(record));
    }
    #row(record) {
        const { line } = record;
        const key = `line ${line}`;
        if ('fault' in record)
            return { kind: 'UNREADABLE', line, key, fault: record.fault };
        const { header, cellCount } = this.#layout;
        const cells = cellsOf(record.cells, header);
        const row = readRow(cells, line, this.#rules);
        // Spreadsheets leave rows of separators behind. A footer that the rules skip may have any number of cells.
        if (row.kind === 'SKIPPED' || record.cells.every((cell) => cell.trim() === ''))
            return { kind: 'SKIPPED', line };
        const { length } = record.cells;
        // One that is missing or left over has moved the others: their values are those of other columns.
        if (length !== cellCount) {
            const fault = `The row has ${length} cells where ${cellCount} belong.`;
            return { kind: 'UNREADABLE', line, key: row.kind === 'ENTRY' ? row.entry.key : row.key, fault };
        }
        return { ...row, line };
    }
}
