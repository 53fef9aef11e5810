import { isJsonObject, JsonNumber } from './exact-json.js';
const NO_LISTS = {};
/**
 * Of a record as sent, what may be shown as `raw`: the known fields with a single value, and of known lists the known
 * members of their objects. A form that nobody documented may hold anything, so it is left out. Where that is all of the
 * record, in the order in which the fields are known, it is the record itself: nobody changes it, and a copy of 40 fields
 * takes more than all that is read of them.
 */
export function keepKnown(record, fields, lists = NO_LISTS) {
    return isKnown(record, fields, lists) ? record : knownPart(record, fields, lists);
}
function isKnown(record, fields, lists) {
    let next = 0;
    for (const field in record) {
        const at = fields[next] === field ? next : fields.indexOf(field, next);
        if (at === -1)
            return false;
        next = at + 1;
        const members = membersOf(field, lists);
        const value = record[field];
        if (members === undefined ? !isSingle(value) : !isKnownList(value, members))
            return false;
    }
    return true;
}
function isKnownList(value, members) {
    return Array.isArray(value) && value.every((item) => isJsonObject(item) && isKnown(item, members, NO_LISTS));
}
function knownPart(record, fields, lists) {
    const part = {};
    for (const field of fields) {
        if (!Object.hasOwn(record, field))
            continue;
        const value = record[field];
        const members = membersOf(field, lists);
        if (members !== undefined)
            part[field] = knownItems(value, members);
        else if (isSingle(value))
            part[field] = value;
    }
    return part;
}
function knownItems(value, members) {
    const items = (Array.isArray(value) ? value : [value]).filter(isJsonObject);
    return items.map((item) => keepKnown(item, members));
}
/** Own keys only: a field named `__proto__` must not find members. */
function membersOf(field, lists) {
    return lists !== NO_LISTS && Object.hasOwn(lists, field) ? lists[field] : undefined;
}
function isSingle(value) {
    return value === null || typeof value === 'string' || typeof value === 'boolean' || value instanceof JsonNumber;
}
