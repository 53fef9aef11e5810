import { isAbstractType, isLeafType, isListType, isNonNullType, } from 'graphql';
/** One field of a selection with all that no execution can change. */
export class FieldPlan {
    responseName;
    nodes;
    parentType;
    definition;
    hasArguments;
    shape;
    #planSelections;
    #type = null;
    #fields = [];
    /** Of types beside the first. */
    #fieldsByType = null;
    constructor({ responseName, nodes, parentType, definition, shape, planSelections }) {
        this.responseName = responseName;
        this.nodes = nodes;
        this.parentType = parentType;
        this.definition = definition;
        this.hasArguments = definition.args.length > 0;
        this.shape = shape;
        this.#planSelections = planSelections;
    }
    /** Planned when the first object of the type is met: most documents never meet all that their fragments allow. */
    fieldsOf(type) {
        if (type === this.#type)
            return this.#fields;
        if (this.#type === null) {
            this.#type = type;
            this.#fields = this.#planSelections(this.nodes, type);
            return this.#fields;
        }
        this.#fieldsByType ??= new Map();
        return this.#fieldsByType.getOrInsertComputed(type, () => this.#planSelections(this.nodes, type));
    }
}
/** One for each type, because a plan has hundreds. */
export function shapes() {
    const known = new Map();
    function shapeOf(type) {
        return known.getOrInsertComputed(type, make);
    }
    function make(type) {
        if (isNonNullType(type))
            return { ...shapeOf(type.ofType), isNonNull: true };
        if (isListType(type))
            return { kind: 'LIST', item: shapeOf(type.ofType), isNonNull: false };
        if (isLeafType(type))
            return { kind: 'LEAF', type, isNonNull: false };
        if (isAbstractType(type))
            return { kind: 'ABSTRACT', type, isNonNull: false };
        return { kind: 'OBJECT', type, isNonNull: false };
    }
    return shapeOf;
}
