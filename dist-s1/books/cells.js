import { RulesError } from './rules-error.js';
/** Every column that the rules name. */
export function namedColumns({ file, columns }) {
    const { reference, counterpart, ...others } = columns;
    const sources = [...Object.values(others), ...sourcesOf(reference), ...sourcesOf(counterpart)];
    const names = [...sources, ...file.skip].map((source) => source?.column);
    return new Set(names.filter((name) => name !== undefined));
}
function sourcesOf(references) {
    const { id, ...providers } = references ?? {};
    return [
        id,
        ...Object.values(providers).flatMap((provider) => {
            const { value, account, when } = provider;
            return [value, account, when];
        }),
    ];
}
/** @throws RulesError where a column that the rules name is not there, or is there twice. */
export function readHeader(cells, columns) {
    const names = cells.map((cell) => cell.trim());
    const missing = [...columns].filter((name) => !names.includes(name));
    const repeated = [...columns].filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
    const has = names.map((name) => `"${name}"`).join(', ');
    const faults = [
        ...missing.map((name) => `columns: the file has no column "${name}"`),
        ...repeated.map((name) => `columns: the file has several columns "${name}"`),
    ];
    if (missing.length > 0)
        faults.push(`columns: it has ${has.length > 500 ? `${has.slice(0, 500)}…` : has}`);
    if (faults.length > 0)
        throw new RulesError(faults);
    return new Map([...columns].map((name) => [name, names.indexOf(name)]));
}
/** A file without a header: columns are named by their number, from 1. */
export function numberedHeader(columns) {
    const wrong = [...columns].filter((name) => !/^[1-9]\d{0,3}$/.test(name));
    if (wrong.length > 0) {
        throw new RulesError(wrong.map((name) => `columns: "${name}" is no number, and with header: false columns are named by number`));
    }
    return new Map([...columns].map((name) => [name, Number(name) - 1]));
}
export function cellsOf(record, header) {
    return { of: (column) => (record[header.get(column) ?? -1] ?? '').trim() };
}
export function holds({ column, equals, startsWith }, cells) {
    const cell = cells.of(column);
    if (equals !== undefined)
        return equals.includes(cell);
    if (startsWith !== undefined)
        return startsWith.some((text) => cell.startsWith(text));
    return cell === '';
}
