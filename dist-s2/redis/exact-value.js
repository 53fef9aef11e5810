import { ConflictingValues, JsonNumber } from '../upstream/exact-json.js';
/**
 * Values as text and back, exactly: a record's raw numbers keep their text, undefined stays undefined, and a key that means
 * something to JavaScript stays a key. What JSON has no word for is an object with one member that begins with `$`.
 */
export function writeExact(value) {
    return JSON.stringify(mark(value));
}
/** @throws SyntaxError or RangeError for text that `writeExact` has not made. */
export function readExact(text) {
    return unmark(JSON.parse(text));
}
function mark(value) {
    if (value === undefined)
        return { $undefined: 1 };
    if (typeof value === 'number')
        return Number.isFinite(value) && !Object.is(value, -0) ? value : markNumber(value);
    if (typeof value === 'bigint')
        return { $integer: String(value) };
    if (value === null || typeof value !== 'object')
        return value;
    if (value instanceof JsonNumber)
        return { $number: value.text };
    if (value instanceof ConflictingValues)
        return { $conflict: [mark(value.first), mark(value.second)] };
    if (value instanceof Map)
        return { $map: [...value].map(([key, each]) => [mark(key), mark(each)]) };
    if (value instanceof Set)
        return { $set: [...value].map(mark) };
    if (Array.isArray(value))
        return value.map(mark);
    const entries = Object.entries(value).map(([key, each]) => [key, mark(each)]);
    // `__proto__` would vanish when it is assigned, and a `$` would be taken for one of ours.
    return entries.some(([key]) => key === '__proto__' || key.startsWith('$'))
        ? { $object: entries }
        : Object.fromEntries(entries);
}
function markNumber(value) {
    return { $float: Object.is(value, -0) ? '-0' : String(value) };
}
const READERS = new Map([
    ['$undefined', () => undefined],
    ['$float', (text) => Number(text)],
    ['$integer', (text) => BigInt(text)],
    ['$number', (text) => new JsonNumber(text)],
    ['$conflict', ([first, second]) => new ConflictingValues(unmark(first), unmark(second))],
    ['$map', (entries) => new Map(entries.map(([key, each]) => [unmark(key), unmark(each)]))],
    ['$set', (items) => new Set(items.map(unmark))],
    ['$object', (entries) => objectOf(entries)],
]);
function unmark(value) {
    if (value === null || typeof value !== 'object')
        return value;
    if (Array.isArray(value))
        return value.map(unmark);
    const entries = Object.entries(value);
    const [[key, content] = []] = entries;
    const read = entries.length === 1 && key !== undefined ? READERS.get(key) : undefined;
    return read === undefined ? objectOf(entries) : read(content);
}
/** `Object.fromEntries` defines its members, so that none is a setter. */
function objectOf(entries) {
    return Object.fromEntries(entries.map(([key, each]) => [key, unmark(each)]));
}
