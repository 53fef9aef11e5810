/**
 * What a resolver may read beside its arguments, put together when it does: few do, and one is made for each field of each
 * row.
 */
export class ResolveInfo {
    #facts;
    #field;
    #parentPath;
    constructor(facts, field, parentPath) {
        this.#facts = facts;
        this.#field = field;
        this.#parentPath = parentPath;
    }
    get fieldName() {
        return this.#field.definition.name;
    }
    get fieldNodes() {
        return this.#field.nodes;
    }
    get returnType() {
        return this.#field.definition.type;
    }
    get parentType() {
        return this.#field.parentType;
    }
    get path() {
        return { prev: this.#parentPath, key: this.#field.responseName, typename: this.#field.parentType.name };
    }
    get schema() {
        return this.#facts.plan.schema;
    }
    get fragments() {
        return this.#facts.plan.fragments;
    }
    get rootValue() {
        return undefined;
    }
    get operation() {
        return this.#facts.plan.operation;
    }
    get variableValues() {
        return this.#facts.variables;
    }
    // An operation's time is told to its look-ups, which have a signal of their own.
    getAbortSignal() {
        return undefined;
    }
    getAsyncHelpers() {
        return ASYNC_HELPERS;
    }
}
const ASYNC_HELPERS = {
    promiseAll: (values) => Promise.all(values),
    /** Nobody waits for what is left of an operation that has been answered. */
    track: (promises) => void Promise.allSettled(promises),
};
