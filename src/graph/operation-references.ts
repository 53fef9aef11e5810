import {
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import type { AskedReference } from '../domain/transaction-reference.ts';
import type { OperationPlan, VariableValues } from '../execution/operation-plan.ts';
import { asksForCounterpart, marksOfRootField, type RootFieldMarks } from './reference-cost.ts';
import { fieldSelection, type SelectedField, type SelectFields } from './selected-fields.ts';

export interface OperationReferences {
  readonly references: readonly AskedReference[];
  /** What it compares, which has a limit of its own. */
  readonly reconciled: readonly AskedReference[];
}

/** A root field that looks transactions up, as often as the document has it. */
interface PricedField {
  readonly definition: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  readonly marks: RootFieldMarks;
  readonly counterparts: number;
}

/**
 * Every reference that an operation asks for, through lists, aliases, fragments and variables, and how many counterparts
 * behind each, before anything is asked. Which fields those are is worked out once for each plan.
 */
export function operationReferences(): (plan: OperationPlan, variables: VariableValues) => OperationReferences {
  const pricedFields = new WeakMap<OperationPlan, readonly PricedField[]>();

  return (plan, variables) => {
    const references: AskedReference[] = [];
    const reconciled: AskedReference[] = [];
    for (const { definition, node, marks, counterparts } of pricedFields.getOrInsertComputed(plan, pricedFieldsOf)) {
      try {
        const args = getArgumentValues(definition, node, variables);
        for (const reference of marks.references(args)) references.push({ reference, counterparts });
        for (const reference of marks.reconciled?.(args) ?? []) reconciled.push({ reference, counterparts });
      } catch {
        // What is wrong is for the executor to say.
      }
    }
    return { references, reconciled };
  };
}

type Extensions = Readonly<Record<string, unknown>>;

function pricedFieldsOf({ schema, rootFields, fragments, isLeftOut }: OperationPlan): readonly PricedField[] {
  const select = fieldSelection(fragments, isLeftOut);
  return rootFields.flatMap(({ definition, nodes, parentType }) => {
    const marks = marksOfRootField(definition.extensions as Extensions);
    if (marks === null) return [];
    return nodes.map((node) => {
      const counterparts = counterpartsIn({ node, typeName: parentType.name }, { schema, select });
      return { definition, node, marks, counterparts };
    });
  });
}

interface Document {
  readonly schema: GraphQLSchema;
  readonly select: SelectFields;
}

/**
 * The longest row of counterparts, each of the one before, in what is selected of a field. Those beside each other are of
 * the same record, and so are the same look-up.
 */
function counterpartsIn(selected: SelectedField, { schema, select }: Document): number {
  const { selectionSet } = selected.node;
  const field = fieldOf(schema, selected);
  if (field === undefined || selectionSet === undefined) return 0;
  const inner = select(selectionSet, getNamedType(field.type).name);
  const behind = Math.max(0, ...inner.map((each) => counterpartsIn(each, { schema, select })));
  return behind + (asksForCounterpart(field.extensions as Extensions) ? 1 : 0);
}

function fieldOf(schema: GraphQLSchema, { node, typeName }: SelectedField) {
  const type = schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
}
