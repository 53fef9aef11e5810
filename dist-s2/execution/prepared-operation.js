import { GraphQLBoolean, GraphQLError, getOperationAST, isNonNullType, Kind, typeFromAST, } from 'graphql';
import { shapes } from './field-plan.js';
import { inputCoercions } from './input-coercion.js';
import { NamedValues } from './named-values.js';
import { planOperation } from './operation-plan.js';
import { variablesOf } from './variables.js';
/** Of one operation, so many plans are kept as its conditions may need: more are made anew. */
const MAX_PLANS = 8;
export function operationPreparation(schema) {
    const coercionOf = inputCoercions();
    const shapeOf = shapes();
    const operations = new WeakMap();
    function operationOf({ document, operationName }) {
        const name = operationName ?? '';
        const known = operations.getOrInsertComputed(document, () => new Map()).get(name);
        if (known !== undefined)
            return known;
        const operation = getOperationAST(document, operationName);
        const rootType = operation && schema.getRootType(operation.operation);
        if (!operation || !rootType)
            return null;
        const made = new KnownOperation({
            schema,
            document,
            operation,
            rootType,
            shapeOf,
            coerce: variablesOf(schema, operation, coercionOf),
        });
        operations.get(document)?.set(name, made);
        return made;
    }
    function prepare(args) {
        const operation = operationOf(args);
        if (operation === null)
            return { errors: [new GraphQLError('There is no such operation.')] };
        return operation.prepare(args.variableValues ?? {});
    }
    return prepare;
}
class KnownOperation {
    #parts;
    #fragments;
    /** Only a boolean can decide what is left out. */
    #conditions;
    #plans = new Map();
    constructor(parts) {
        const { schema, document, operation } = parts;
        this.#parts = parts;
        this.#fragments = fragmentsOf(document);
        this.#conditions = (operation.variableDefinitions ?? []).flatMap(({ variable, type: node }) => {
            const type = typeFromAST(schema, node);
            return (isNonNullType(type) ? type.ofType : type) === GraphQLBoolean ? variable.name.value : [];
        });
    }
    prepare(given) {
        const coerced = this.#parts.coerce(given);
        if (coerced.errors !== undefined)
            return coerced;
        try {
            return { plan: this.#planFor(coerced.variables), variables: coerced.variables };
        }
        catch (error) {
            if (error instanceof GraphQLError)
                return { errors: [error] };
            throw error;
        }
    }
    #planFor({ coerced }) {
        const key = this.#conditions.map((name) => String(coerced[name])).join();
        const known = this.#plans.get(key);
        if (known !== undefined)
            return known;
        const values = new NamedValues();
        for (const name of this.#conditions)
            if (name in coerced)
                values[name] = coerced[name];
        const { schema, operation, rootType, shapeOf } = this.#parts;
        const conditions = { sources: {}, coerced: values };
        const plan = planOperation({ schema, operation, fragments: this.#fragments, conditions }, { rootType, shapeOf });
        if (this.#plans.size < MAX_PLANS)
            this.#plans.set(key, plan);
        return plan;
    }
}
function fragmentsOf({ definitions }) {
    const fragments = new NamedValues();
    for (const definition of definitions) {
        if (definition.kind === Kind.FRAGMENT_DEFINITION)
            fragments[definition.name.value] = definition;
    }
    return fragments;
}
