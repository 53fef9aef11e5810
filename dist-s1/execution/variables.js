import { getVariableValues, isInputType, isNonNullType, typeFromAST, } from 'graphql';
import { NamedValues } from './named-values.js';
/** No more are worth reading. */
const LIMITS = { maxErrors: 50, hideSuggestions: true };
/** Coerces the variables of an operation, for each request that sends it. */
export function variablesOf(schema, { variableDefinitions = [] }, coercionOf) {
    const known = variableDefinitions.map((definition) => knownVariable(schema, definition, coercionOf));
    return (given) => {
        const sources = new NamedValues();
        const coerced = new NamedValues();
        for (const { name, signature, mayBeAbsent, coerce } of known) {
            const value = Object.hasOwn(given, name) ? given[name] : undefined;
            if (value === undefined && mayBeAbsent) {
                sources[name] = { signature };
                continue;
            }
            const own = coerce(value);
            // What is absent may have a default, and what is wrong an explanation.
            if (own === undefined)
                return byGraphQL(schema, variableDefinitions, given);
            sources[name] = { signature, value };
            coerced[name] = own;
        }
        return { variables: { sources, coerced } };
    };
}
function knownVariable(schema, { variable, type: typeNode, defaultValue }, coercionOf) {
    const name = variable.name.value;
    const type = typeFromAST(schema, typeNode);
    const coerce = isInputType(type) ? coercionOf(type) : () => undefined;
    const signature = { name, type, default: defaultValue && { literal: defaultValue } };
    return { name, signature, mayBeAbsent: defaultValue === undefined && !isNonNullType(type), coerce };
}
function byGraphQL(schema, definitions, given) {
    const { variableValues, errors } = getVariableValues(schema, definitions, given, LIMITS);
    return errors === undefined ? { variables: variableValues } : { errors };
}
