import { Kind, } from 'graphql';
const NOTHING = { depth: 0, fields: 0, rootFields: 0, aliases: 0, repeats: 0, directives: 0 };
/** What a fragment comes to that spreads itself. */
const ENDLESS = { ...NOTHING, fields: Number.POSITIVE_INFINITY };
/** Measures each document once, for as long as somebody keeps it. */
export function documentMeasures() {
    const measured = new WeakMap();
    return (document) => measured.getOrInsertComputed(document, () => measureDocument(document));
}
/**
 * Measures a document without executing or validating it, in time that is linear in its length: each fragment is measured
 * once, so one that doubles 22 times over costs nothing to count. The largest operation decides.
 */
export function measureDocument(document) {
    const fragments = new Map();
    for (const definition of document.definitions) {
        if (definition.kind === Kind.FRAGMENT_DEFINITION)
            fragments.set(definition.name.value, definition);
    }
    const measured = new Map();
    function ofSelections({ selections }) {
        const seen = new Set();
        let sum = NOTHING;
        for (const selection of selections) {
            const own = ofSelection(selection);
            const name = selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : null;
            const isRepeat = name !== null && seen.has(name);
            if (name !== null)
                seen.add(name);
            sum = plus(sum, isRepeat ? { ...own, repeats: own.repeats + 1 } : own);
        }
        return sum;
    }
    function ofSelection(selection) {
        const own = ofDirectives(selection.directives);
        if (selection.kind === Kind.INLINE_FRAGMENT)
            return plus(ofSelections(selection.selectionSet), own);
        if (selection.kind === Kind.FRAGMENT_SPREAD)
            return plus(ofFragment(fragments.get(selection.name.value)), own);
        const inner = selection.selectionSet ? plus(ofSelections(selection.selectionSet), own) : own;
        return {
            ...inner,
            depth: 1 + Math.max(inner.depth, argumentsDepth(selection.arguments)),
            fields: inner.fields + 1,
            rootFields: 1,
            aliases: inner.aliases + (selection.alias ? 1 : 0),
        };
    }
    function ofFragment(fragment) {
        if (fragment === undefined)
            return NOTHING;
        const known = measured.get(fragment);
        if (known !== undefined)
            return known;
        measured.set(fragment, ENDLESS);
        const measure = plus(ofSelections(fragment.selectionSet), ofDirectives(fragment.directives));
        measured.set(fragment, measure);
        return measure;
    }
    let largest = NOTHING;
    let operations = 0;
    for (const definition of document.definitions) {
        if (definition.kind === Kind.FRAGMENT_DEFINITION) {
            // One that no operation spreads is still validated.
            largest = largestOf(largest, { ...ofFragment(definition), rootFields: 0 });
        }
        else if (definition.kind === Kind.OPERATION_DEFINITION) {
            operations += 1;
            let own = plus(ofSelections(definition.selectionSet), ofDirectives(definition.directives));
            for (const { directives, defaultValue } of definition.variableDefinitions ?? []) {
                const depth = defaultValue ? valueDepth(defaultValue) : 0;
                own = plus(plus(own, ofDirectives(directives)), { ...NOTHING, depth });
            }
            largest = largestOf(largest, own);
        }
    }
    return { ...largest, operations };
}
function ofDirectives(directives = []) {
    const depth = directives.reduce((most, directive) => Math.max(most, argumentsDepth(directive.arguments)), 0);
    return { ...NOTHING, depth, directives: directives.length };
}
function argumentsDepth(given = []) {
    return given.reduce((most, { value }) => Math.max(most, valueDepth(value)), 0);
}
/** Lists and objects count like fields: an input that is nested deeply costs as much. */
function valueDepth(value) {
    if (value.kind === Kind.LIST)
        return value.values.reduce((most, inner) => Math.max(most, 1 + valueDepth(inner)), 1);
    if (value.kind !== Kind.OBJECT)
        return 0;
    return value.fields.reduce((most, { value: inner }) => Math.max(most, 1 + valueDepth(inner)), 1);
}
function plus(a, b) {
    return {
        depth: Math.max(a.depth, b.depth),
        fields: a.fields + b.fields,
        rootFields: a.rootFields + b.rootFields,
        aliases: a.aliases + b.aliases,
        repeats: a.repeats + b.repeats,
        directives: a.directives + b.directives,
    };
}
function largestOf(a, b) {
    return {
        depth: Math.max(a.depth, b.depth),
        fields: Math.max(a.fields, b.fields),
        rootFields: Math.max(a.rootFields, b.rootFields),
        aliases: Math.max(a.aliases, b.aliases),
        repeats: Math.max(a.repeats, b.repeats),
        directives: Math.max(a.directives, b.directives),
    };
}
