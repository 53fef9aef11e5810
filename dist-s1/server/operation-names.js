import { getOperationAST, Kind, parse } from 'graphql';
const OTHER_OPERATION = 'other';
/**
 * A client may write anything as the name of an operation, also a person's; the names that are published or trusted are the
 * only ones that are counted and traced.
 */
export function operationNames(documents) {
    const known = new Set([...documents].flatMap(namesIn));
    return (document, operationName) => {
        const name = getOperationAST(document, operationName)?.name?.value;
        return name !== undefined && known.has(name) ? name : OTHER_OPERATION;
    };
}
/** A document that is no GraphQL is never executed, so it names nothing. */
function namesIn(text) {
    try {
        return parse(text, { noLocation: true }).definitions.flatMap((definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.name !== undefined ? [definition.name.value] : []);
    }
    catch {
        return [];
    }
}
