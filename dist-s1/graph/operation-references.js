import { getArgumentValues, getNamedType, isInterfaceType, isObjectType, } from 'graphql';
import { asksForCounterpart, marksOfRootField } from './reference-cost.js';
import { fieldSelection } from './selected-fields.js';
/**
 * Every reference that an operation asks for, through lists, aliases, fragments and variables, and how many counterparts
 * behind each, before anything is asked. Which fields those are is worked out once for each plan.
 */
export function operationReferences() {
    const pricedFields = new WeakMap();
    return (plan, variables) => {
        const references = [];
        const reconciled = [];
        for (const { definition, node, marks, counterparts } of pricedFields.getOrInsertComputed(plan, pricedFieldsOf)) {
            try {
                const args = getArgumentValues(definition, node, variables);
                for (const reference of marks.references(args))
                    references.push({ reference, counterparts });
                for (const reference of marks.reconciled?.(args) ?? [])
                    reconciled.push({ reference, counterparts });
            }
            catch {
                // What is wrong is for the executor to say.
            }
        }
        return { references, reconciled };
    };
}
function pricedFieldsOf({ schema, rootFields, fragments, isLeftOut }) {
    const select = fieldSelection(fragments, isLeftOut);
    return rootFields.flatMap(({ definition, nodes, parentType }) => {
        const marks = marksOfRootField(definition.extensions);
        if (marks === null)
            return [];
        return nodes.map((node) => {
            const counterparts = counterpartsIn({ node, typeName: parentType.name }, { schema, select });
            return { definition, node, marks, counterparts };
        });
    });
}
/**
 * The longest row of counterparts, each of the one before, in what is selected of a field. Those beside each other are of
 * the same record, and so are the same look-up.
 */
function counterpartsIn(selected, { schema, select }) {
    const { selectionSet } = selected.node;
    const field = fieldOf(schema, selected);
    if (field === undefined || selectionSet === undefined)
        return 0;
    const inner = select(selectionSet, getNamedType(field.type).name);
    const behind = Math.max(0, ...inner.map((each) => counterpartsIn(each, { schema, select })));
    return behind + (asksForCounterpart(field.extensions) ? 1 : 0);
}
function fieldOf(schema, { node, typeName }) {
    const type = schema.getType(typeName);
    return isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
}
