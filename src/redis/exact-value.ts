import { ConflictingValues, JsonNumber } from '../upstream/exact-json.ts';

/**
 * Values as text and back, exactly: a record's raw numbers keep their text, undefined stays undefined, and a key that means
 * something to JavaScript stays a key. What JSON has no word for is an object with one member that begins with `$`.
 */
export function writeExact(value: unknown): string {
  return JSON.stringify(mark(value));
}

/** @throws SyntaxError or RangeError for text that `writeExact` has not made. */
export function readExact(text: string): unknown {
  return unmark(JSON.parse(text));
}

function mark(value: unknown): unknown {
  if (value === undefined) return { $undefined: 1 };
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : markNumber(value);
  if (typeof value === 'bigint') return { $integer: String(value) };
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof JsonNumber) return { $number: value.text };
  if (value instanceof ConflictingValues) return { $conflict: [mark(value.first), mark(value.second)] };
  if (value instanceof Map) return { $map: [...value].map(([key, each]) => [mark(key), mark(each)]) };
  if (value instanceof Set) return { $set: [...value].map(mark) };
  if (Array.isArray(value)) return value.map(mark);
  const entries = Object.entries(value).map(([key, each]) => [key, mark(each)] as const);
  // `__proto__` would vanish when it is assigned, and a `$` would be taken for one of ours.
  return entries.some(([key]) => key === '__proto__' || key.startsWith('$'))
    ? { $object: entries }
    : Object.fromEntries(entries);
}

function markNumber(value: number): unknown {
  return { $float: Object.is(value, -0) ? '-0' : String(value) };
}

type Reader = (content: never) => unknown;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['$undefined', () => undefined],
  ['$float', (text: string) => Number(text)],
  ['$integer', (text: string) => BigInt(text)],
  ['$number', (text: string) => new JsonNumber(text)],
  ['$conflict', ([first, second]: unknown[]) => new ConflictingValues(unmark(first), unmark(second))],
  ['$map', (entries: [unknown, unknown][]) => new Map(entries.map(([key, each]) => [unmark(key), unmark(each)]))],
  ['$set', (items: unknown[]) => new Set(items.map(unmark))],
  ['$object', (entries: [string, unknown][]) => objectOf(entries)],
]);

function unmark(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(unmark);
  const entries = Object.entries(value);
  const [[key, content] = []] = entries;
  const read = entries.length === 1 && key !== undefined ? READERS.get(key) : undefined;
  return read === undefined ? objectOf(entries) : read(content as never);
}

/** `Object.fromEntries` defines its members, so that none is a setter. */
function objectOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries.map(([key, each]) => [key, unmark(each)]));
}
