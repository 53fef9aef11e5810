import { parse } from 'csv-parse/sync';
/** A quote that is still open after so many lines was never meant to be one. */
const MOST_LINES = 50;
const MOST_CHARACTERS = 64 * 1024;
/** The cells of one whole record; null where its quotes are not as they must be. */
export function parseRecord(text, separator) {
    try {
        const [cells] = parse(text, { delimiter: separator, relax_column_count: true, record_delimiter: '\n' });
        return cells ?? [''];
    }
    catch {
        return null;
    }
}
/**
 * Puts lines together to records. csv-parse, given a whole file, takes whatever follows a quote that is not closed for
 * one cell, and loses it without a word; here a line with such a quote is reported, and the next one is read.
 */
export class RecordReader {
    #waiting = [];
    #separator;
    /** A record over several lines that has another number of cells is none. */
    #cellCount;
    constructor(separator, cellCount) {
        this.#separator = separator;
        this.#cellCount = cellCount;
    }
    /** The records that are whole with this line. */
    add(line) {
        if (this.#waiting.length === 0 && line.text.trim() === '')
            return [];
        this.#waiting = [...this.#waiting, line];
        return this.#read(false);
    }
    /** What is left when no line follows. */
    end() {
        return this.#read(true);
    }
    #read(isEnd) {
        const records = [];
        while (this.#waiting.length > 0) {
            const record = this.#next(isEnd);
            if (record === null)
                break;
            if (record !== 'BLANK')
                records.push(record);
        }
        return records;
    }
    /** Null where more lines are needed to know. */
    #next(isEnd) {
        const [first, ...others] = this.#waiting;
        if (first === undefined)
            return null;
        const { number: line } = first;
        const length = wholeLength(this.#waiting);
        const isTooLong = this.#waiting.length > MOST_LINES || charactersOf(this.#waiting) > MOST_CHARACTERS;
        if (length === null && !isEnd && !isTooLong)
            return null;
        const text = this.#waiting.slice(0, length ?? 0).map(({ text }) => text);
        const cells = length === null ? null : parseRecord(text.join('\n'), this.#separator);
        if (length !== null && cells !== null && (length === 1 || cells.length === this.#cellCount)) {
            this.#waiting = this.#waiting.slice(length);
            return length === 1 && first.text.trim() === '' ? 'BLANK' : { line, cells };
        }
        this.#waiting = others;
        if (first.text.length >= MOST_CHARACTERS)
            return { line, fault: 'The line is too long.' };
        return { line, fault: 'A quote is not closed, or stands where none may be.' };
    }
}
/** How many lines it takes until every quote is closed; null where they do not suffice. */
function wholeLength(lines) {
    let isOpen = false;
    for (const [index, { text }] of lines.entries()) {
        if ((text.match(/"/g)?.length ?? 0) % 2 === 1)
            isOpen = !isOpen;
        if (!isOpen)
            return index + 1;
    }
    return null;
}
function charactersOf(lines) {
    return lines.reduce((sum, { text }) => sum + text.length, 0);
}
