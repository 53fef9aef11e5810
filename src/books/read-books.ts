import { type Cells, cellsOf, type Header, namedColumns, numberedHeader, readHeader } from './cells.ts';
import { UNDECODABLE } from './encoding.ts';
import { type NumberedLine, readLines } from './lines.ts';
import { type ReadRow, readRow } from './read-entry.ts';
import { type BooksRecord, parseRecord, RecordReader } from './records.ts';
import { RulesError } from './rules-error.ts';
import type { BooksRules } from './rules-schema.ts';
import { detectSeparator, separatorNamed } from './separator.ts';

/** One row of the books, with the line on which it begins. */
export type BooksRow = ReadRow & { readonly line: number };

/**
 * Reads books as they come, several rows at a time. Blank lines are no rows; every other one is given, whatever is wrong
 * with it.
 *
 * @throws RulesError where the header has not the columns that the rules name.
 */
export async function* readBooks(
  chunks: AsyncIterable<Uint8Array>,
  rules: BooksRules,
): AsyncGenerator<readonly BooksRow[]> {
  const beginning = new Beginning(rules);
  let rows: RowMaker | undefined;
  for await (const lines of readLines(chunks, rules.file.encoding)) {
    const read: BooksRow[] = [];
    for (const line of lines) {
      if (rows === undefined) {
        const layout = beginning.add(line);
        if (layout === null) continue;
        rows = new RowMaker(layout, rules);
        if (rules.file.header) continue;
      }
      read.push(...rows.add(line));
    }
    if (read.length > 0) yield read;
  }
  if (rows === undefined) throw new RulesError(['file: the books are empty, and not even a header is there']);
  yield rows.end();
}

/** What the first lines say of all others. */
interface Layout {
  readonly separator: string;
  readonly header: Header;
  /** How many cells each row has; null where the first row is as good as any other. */
  readonly cellCount: number;
}

/** Finds the header, or what stands for it. */
class Beginning {
  readonly #rules: BooksRules;
  readonly #columns: ReadonlySet<string>;
  #separator: string | undefined;

  constructor(rules: BooksRules) {
    this.#rules = rules;
    this.#columns = namedColumns(rules);
    const { separator, header } = rules.file;
    if (separator === undefined && !header) {
      throw new RulesError(['file.separator: is needed where there is no header to tell it from']);
    }
    this.#separator = separator === undefined ? undefined : separatorNamed(separator);
  }

  /** Null as long as it is not there. @throws RulesError */
  add({ number, text }: NumberedLine): Layout | null {
    const { header, linesBeforeHeader } = this.#rules.file;
    if (number <= linesBeforeHeader || text.trim() === '') return null;
    // Excel writes it, and reads it, before the header.
    const told = /^sep=(.)$/i.exec(text)?.[1];
    if (told !== undefined) {
      this.#separator ??= told;
      return null;
    }
    const separator = this.#separator ?? detectSeparator(text, this.#columns);
    const cells = parseRecord(text, separator);
    if (cells === null) throw new RulesError([`line ${number}: the header has a quote that is not closed`]);
    if (!header) return { separator, header: numberedHeader(this.#columns), cellCount: cells.length };
    try {
      return { separator, header: readHeader(cells, this.#columns), cellCount: cells.length };
    } catch (error) {
      if (!(error instanceof RulesError) || !text.includes(UNDECODABLE)) throw error;
      throw new RulesError([...error.faults, 'file.encoding: the header holds bytes that are none of it']);
    }
  }
}

class RowMaker {
  readonly #layout: Layout;
  readonly #rules: BooksRules;
  readonly #records: RecordReader;

  constructor(layout: Layout, rules: BooksRules) {
    this.#layout = layout;
    this.#rules = rules;
    this.#records = new RecordReader(layout.separator, layout.cellCount);
  }

  add(line: NumberedLine): readonly BooksRow[] {
    return this.#records.add(line).map((record) => this.#row(record));
  }

  end(): readonly BooksRow[] {
    return this.#records.end().map((record) => this.#row(record));
  }

  #row(record: BooksRecord): BooksRow {
    const { line } = record;
    const key = `line ${line}`;
    if ('fault' in record) return { kind: 'UNREADABLE', line, key, fault: record.fault };
    const { header, cellCount } = this.#layout;
    const cells: Cells = cellsOf(record.cells, header);
    const row = readRow(cells, line, this.#rules);
    // Spreadsheets leave rows of separators behind. A footer that the rules skip may have any number of cells.
    if (row.kind === 'SKIPPED' || record.cells.every((cell) => cell.trim() === '')) return { kind: 'SKIPPED', line };
    const { length } = record.cells;
    // One that is missing or left over has moved the others: their values are those of other columns.
    if (length !== cellCount) {
      const fault = `The row has ${length} cells where ${cellCount} belong.`;
      return { kind: 'UNREADABLE', line, key: row.kind === 'ENTRY' ? row.entry.key : row.key, fault };
    }
    return { ...row, line };
  }
}
