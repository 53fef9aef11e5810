import { defaultTypeResolver, getArgumentValues, isObjectType, locatedError, } from 'graphql';
import { NamedValues } from './named-values.js';
import { ResolveInfo } from './resolve-info.js';
/** Of fields without arguments. */
const NO_ARGUMENTS = Object.freeze(new NamedValues());
/**
 * One execution of a planned query, by the algorithms of the specification (chapter 6). Whatever is known at once is
 * completed at once: there is a promise where a resolver gave one, and above it, and nowhere else.
 */
export class Execution {
    plan;
    variables;
    #context;
    #errors = [];
    constructor(plan, variables, context) {
        this.plan = plan;
        this.variables = variables;
        this.#context = context;
    }
    run() {
        try {
            const data = this.#executeFields(this.plan.rootFields, undefined, undefined);
            if (!isPromise(data))
                return this.#result(data);
            return data.then((settled) => this.#result(settled), (error) => this.#failed(error));
        }
        catch (error) {
            return this.#failed(error);
        }
    }
    #failed(error) {
        this.#errors.push(error);
        return this.#result(null);
    }
    #result(data) {
        // What comes later belongs to fields that this answer does not have.
        return this.#errors.length === 0 ? { data } : { errors: [...this.#errors], data };
    }
    #executeFields(fields, source, path) {
        const results = new NamedValues();
        let pending = null;
        for (const field of fields) {
            let value;
            try {
                value = this.#executeField(field, source, path);
            }
            catch (error) {
                // Nobody else will hear that they have failed, too.
                if (pending !== null)
                    void Promise.allSettled(pending);
                throw error;
            }
            // Also a promise, because it holds the place of what it comes to.
            results[field.responseName] = value;
            if (isPromise(value)) {
                pending ??= [];
                pending.push(value.then((settled) => {
                    results[field.responseName] = settled;
                }));
            }
        }
        return pending === null ? results : Promise.all(pending).then(() => results);
    }
    #executeField(field, source, parentPath) {
        try {
            const value = this.#resolve(field, source, parentPath);
            const completed = isPromise(value)
                ? value.then((settled) => this.#complete(field.shape, settled, field, parentPath, null))
                : this.#complete(field.shape, value, field, parentPath, null);
            if (!isPromise(completed))
                return completed;
            return completed.then(undefined, (error) => this.#fail(error, field.shape, field, pathOf(field, parentPath)));
        }
        catch (error) {
            return this.#fail(error, field.shape, field, pathOf(field, parentPath));
        }
    }
    #resolve(field, source, parentPath) {
        const { definition } = field;
        const args = field.hasArguments
            ? getArgumentValues(definition, field.nodes[0], this.variables, undefined, true)
            : NO_ARGUMENTS;
        const info = new ResolveInfo(this, field, parentPath);
        if (definition.resolve !== undefined)
            return definition.resolve(source, args, this.#context, info);
        const value = source?.[definition.name];
        return typeof value === 'function' ? value.call(source, args, this.#context, info) : value;
    }
    /** `path` is of the value; null where that is of the field, so that none is made for the many that are leaves. */
    #complete(shape, value, field, parentPath, path) {
        if (value === undefined || value === null) {
            if (shape.isNonNull)
                throw new Error(`Cannot return null for non-nullable field ${nameOf(field)}.`);
            return null;
        }
        if (value instanceof Error)
            throw value;
        if (shape.kind === 'LEAF')
            return completeLeaf(shape.type, value);
        const own = path ?? pathOf(field, parentPath);
        if (shape.kind === 'LIST')
            return this.#completeList(shape.item, value, field, own);
        if (shape.kind === 'OBJECT')
            return this.#completeObject(shape.type, value, field, parentPath, own);
        const info = new ResolveInfo(this, field, parentPath);
        const resolveType = shape.type.resolveType ?? defaultTypeResolver;
        const typeName = resolveType(value, this.#context, info, shape.type);
        if (!isPromise(typeName)) {
            return this.#completeObject(this.#possibleType(shape.type, typeName, field), value, field, parentPath, own);
        }
        return typeName.then((name) => this.#completeObject(this.#possibleType(shape.type, name, field), value, field, parentPath, own));
    }
    #completeList(item, value, field, path) {
        if (typeof value !== 'object' || !(Symbol.iterator in value)) {
            throw new Error(`Expected an iterable for field ${nameOf(field)}.`);
        }
        const items = [];
        let hasPromise = false;
        try {
            for (const each of value) {
                const itemPath = { prev: path, key: items.length, typename: undefined };
                const completed = this.#completeItem(item, each, field, itemPath);
                hasPromise ||= isPromise(completed);
                items.push(completed);
            }
        }
        catch (error) {
            // Nor will anybody ask for those that come after it.
            void Promise.allSettled([...items, ...value]);
            throw error;
        }
        return hasPromise ? Promise.all(items) : items;
    }
    #completeItem(shape, value, field, path) {
        try {
            const completed = isPromise(value)
                ? value.then((settled) => this.#complete(shape, settled, field, path.prev, path))
                : this.#complete(shape, value, field, path.prev, path);
            if (!isPromise(completed))
                return completed;
            return completed.then(undefined, (error) => this.#fail(error, shape, field, path));
        }
        catch (error) {
            return this.#fail(error, shape, field, path);
        }
    }
    #completeObject(type, value, field, parentPath, path) {
        if (type.isTypeOf == null)
            return this.#executeFields(field.fieldsOf(type), value, path);
        const isOfType = type.isTypeOf(value, this.#context, new ResolveInfo(this, field, parentPath));
        if (isPromise(isOfType)) {
            return isOfType.then((settled) => {
                if (!settled)
                    throw otherType(type, field);
                return this.#executeFields(field.fieldsOf(type), value, path);
            });
        }
        if (!isOfType)
            throw otherType(type, field);
        return this.#executeFields(field.fieldsOf(type), value, path);
    }
    #possibleType(abstractType, name, field) {
        const { schema } = this.plan;
        const type = typeof name === 'string' ? schema.getType(name) : undefined;
        if (isObjectType(type) && schema.isSubType(abstractType, type))
            return type;
        throw new Error(`The value of field ${nameOf(field)} is of no type of "${abstractType.name}".`);
    }
    /** Null in its place, or in that of the next one around it that may be null. */
    #fail(error, { isNonNull }, field, path) {
        const located = locatedError(error, field.nodes, keysOf(path));
        if (isNonNull)
            throw located;
        this.#errors.push(located);
        return null;
    }
}
function completeLeaf(type, value) {
    const coerced = type.coerceOutputValue(value);
    if (coerced === undefined || coerced === null)
        throw new Error(`A value of type "${type.name}" came to nothing.`);
    return coerced;
}
function otherType(type, field) {
    return new Error(`The value of field ${nameOf(field)} is not of type "${type.name}".`);
}
function nameOf({ parentType, definition }) {
    return `${parentType.name}.${definition.name}`;
}
function pathOf({ responseName, parentType }, prev) {
    return { prev, key: responseName, typename: parentType.name };
}
function keysOf(path) {
    const keys = [];
    for (let each = path; each !== undefined; each = each.prev)
        keys.push(each.key);
    return keys.reverse();
}
function isPromise(value) {
    return typeof value === 'object' && value !== null && typeof value.then === 'function';
}
