import { isJsonObject, JsonNumber, type JsonObject } from './exact-json.ts';

/** The fields of a record that are lists of objects, each with the members that its objects may have. */
export type ListMembers = Readonly<Record<string, readonly string[]>>;

/**
 * Of a record as sent, what may be shown as `raw`: the known fields with a single value, and of known lists the known
 * members of their objects. A form that nobody documented may hold anything, so it is left out.
 */
export function keepKnown(record: JsonObject, fields: readonly string[], lists: ListMembers = {}): JsonObject {
  const kept = fields.flatMap((field): [string, unknown][] => {
    if (!Object.hasOwn(record, field)) return [];
    const value = record[field];
    // Own keys only: a field named `__proto__` must not find members.
    const members = Object.hasOwn(lists, field) ? lists[field] : undefined;
    if (members === undefined) return isSingle(value) ? [[field, value]] : [];
    const items = (Array.isArray(value) ? value : [value]).filter(isJsonObject);
    return [[field, items.map((item) => keepKnown(item, members))]];
  });
  return Object.fromEntries(kept);
}

function isSingle(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || value instanceof JsonNumber;
}
