import { getNamedType, isAbstractType, isCompositeType, isObjectType, isRequiredArgument, } from 'graphql';
import { schema } from '../schema.js';
/** Another record, which costs a look-up of its own: whoever wants it looks it up. */
const OF_ANOTHER_RECORD = ['counterpart', 'link'];
/** `lookup --json` is the answer to this document: every field of a row, of every provider, but for its counterpart. */
export const LOOKUP_DOCUMENT = `query Lookup($references: [TransactionReference!]!, $freshness: FreshnessInput) {
  transactions(references: $references, freshness: $freshness) ${selectionOf('TransactionLookup', OF_ANOTHER_RECORD)}
}
`;
/**
 * Each line of `watch --json` is an answer to this document. The history of a record is left out: a stream tells what
 * changes as it does, and a line has the record twice.
 */
export const WATCH_DOCUMENT = `subscription Watch($references: [TransactionReference!]!, $until: WatchUntil!, $interval: Int) {
  transactionUpdated(references: $references, until: $until, minIntervalSeconds: $interval) ${selectionOf('TransactionEvent', ['history', ...OF_ANOTHER_RECORD])}
}
`;
/** The names of the fields that a record of any provider has. */
export const SHARED_FIELDS = new Set(Object.keys(fieldsOf(compositeType('Transaction'))));
/**
 * All that can be selected of a type, made from the schema so that no field and no provider can be forgotten. What leads
 * back to a type above is left out, or there would be no end.
 */
function selectionOf(typeName, leftOut) {
    return select(compositeType(typeName), { leftOut: new Set(leftOut), above: [], indent: '  ' });
}
function compositeType(name) {
    const type = schema.getType(name);
    if (type === undefined || !isCompositeType(type))
        throw new Error(`the schema has no ${name} to select from`);
    return type;
}
function fieldsOf(type) {
    return 'getFields' in type ? type.getFields() : {};
}
function select(type, { leftOut, above, indent }) {
    const inner = { leftOut, above: [...above, type], indent: `${indent}  ` };
    const shared = Object.values(fieldsOf(type));
    const lines = shared.flatMap((field) => selectField(field, inner));
    if (isAbstractType(type)) {
        const names = new Set(shared.map(({ name }) => name));
        lines.unshift('__typename');
        for (const concrete of schema.getPossibleTypes(type).filter(isObjectType)) {
            const own = Object.values(concrete.getFields()).filter(({ name }) => !names.has(name));
            const ownLines = own.flatMap((field) => selectField(field, { ...inner, indent: `${inner.indent}  ` }));
            if (ownLines.length > 0)
                lines.push(`... on ${concrete.name} ${block(ownLines, inner.indent)}`);
        }
    }
    return block(lines, indent);
}
function selectField({ name, type, args }, place) {
    if (place.leftOut.has(name) || args.some(isRequiredArgument))
        return [];
    const named = getNamedType(type);
    if (!isCompositeType(named))
        return [name];
    return place.above.includes(named) ? [] : [`${name} ${select(named, place)}`];
}
function block(lines, indent) {
    return `{\n${lines.map((line) => `${indent}  ${line}\n`).join('')}${indent}}`;
}
