import { parseRecord } from './records.ts';

/** What stands between cells, as a rules file names it. */
export const SEPARATOR_NAMES = [',', ';', '|', 'tab'] as const;

export type SeparatorName = (typeof SEPARATOR_NAMES)[number];

export function separatorNamed(name: SeparatorName): string {
  return name === 'tab' ? '\t' : name;
}

/** The separator with which a header has most of the columns that the rules name. */
export function detectSeparator(header: string, columns: ReadonlySet<string>): string {
  const candidates = SEPARATOR_NAMES.map((name) => {
    const separator = separatorNamed(name);
    const cells = (parseRecord(header, separator) ?? []).map((cell) => cell.trim());
    return { separator, found: cells.filter((cell) => columns.has(cell)).length, count: cells.length };
  });
  // Among equals, as where only one column is named, the one that gives more cells.
  const [best] = candidates.toSorted((left, right) => right.found - left.found || right.count - left.count);
  return best?.separator ?? ',';
}
