import { GraphQLIncludeDirective, GraphQLSkipDirective, getDirectiveValues, isAbstractType, Kind, } from 'graphql';
import { FieldPlan } from './field-plan.js';
/** @throws GraphQLError where a condition has no value. */
export function planOperation(source, { rootType, shapeOf }) {
    const { schema, operation, fragments, conditions } = source;
    function isLeftOut(selection) {
        if (selection.directives === undefined || selection.directives.length === 0)
            return false;
        return (getDirectiveValues(GraphQLSkipDirective, selection, conditions)?.if === true ||
            getDirectiveValues(GraphQLIncludeDirective, selection, conditions)?.if === false);
    }
    function planSelections(selectionSets, type) {
        const nodesByName = new Map();
        const spread = new Set();
        function collect({ selections }) {
            for (const selection of selections) {
                if (isLeftOut(selection))
                    continue;
                if (selection.kind === Kind.FIELD) {
                    nodesByName.getOrInsertComputed((selection.alias ?? selection.name).value, () => []).push(selection);
                }
                else if (selection.kind === Kind.INLINE_FRAGMENT) {
                    if (appliesTo(type, selection.typeCondition?.name.value))
                        collect(selection.selectionSet);
                }
                else if (!spread.has(selection.name.value)) {
                    spread.add(selection.name.value);
                    const fragment = fragments[selection.name.value];
                    if (fragment !== undefined && appliesTo(type, fragment.typeCondition.name.value))
                        collect(fragment.selectionSet);
                }
            }
        }
        for (const selectionSet of selectionSets)
            collect(selectionSet);
        return [...nodesByName].flatMap(([responseName, nodes]) => {
            const definition = schema.getField(type, nodes[0]?.name.value ?? '');
            if (definition === undefined)
                return [];
            const shape = shapeOf(definition.type);
            return new FieldPlan({ responseName, nodes, parentType: type, definition, shape, planSelections: planFields });
        });
    }
    function planFields(nodes, type) {
        return planSelections(nodes.flatMap(({ selectionSet }) => selectionSet ?? []), type);
    }
    function appliesTo(type, condition) {
        if (condition === undefined || condition === type.name)
            return true;
        const conditional = schema.getType(condition);
        return isAbstractType(conditional) && schema.isSubType(conditional, type);
    }
    return { ...source, rootType, isLeftOut, rootFields: planSelections([operation.selectionSet], rootType) };
}
