import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { FieldPlan, type ShapeOf } from './field-plan.ts';
import type { VariableValues } from './variables.ts';

export type { VariableValues };

/** What a plan is made of. */
export interface PlanSource {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Those that decide what is left out, and no others: a plan is kept, and callers' values are not. */
  readonly conditions: VariableValues;
}

/** An operation as it is executed, for every request that sends it with the same conditions. */
export interface OperationPlan extends PlanSource {
  readonly rootType: GraphQLObjectType;
  readonly rootFields: readonly FieldPlan[];
  readonly isLeftOut: (selection: SelectionNode) => boolean;
}

/** @throws GraphQLError where a condition has no value. */
export function planOperation(
  source: PlanSource,
  { rootType, shapeOf }: { readonly rootType: GraphQLObjectType; readonly shapeOf: ShapeOf },
): OperationPlan {
  const { schema, operation, fragments, conditions } = source;

  function isLeftOut(selection: SelectionNode): boolean {
    if (selection.directives === undefined || selection.directives.length === 0) return false;
    return (
      getDirectiveValues(GraphQLSkipDirective, selection, conditions)?.if === true ||
      getDirectiveValues(GraphQLIncludeDirective, selection, conditions)?.if === false
    );
  }

  function planSelections(selectionSets: readonly SelectionSetNode[], type: GraphQLObjectType): readonly FieldPlan[] {
    const nodesByName = new Map<string, FieldNode[]>();
    const spread = new Set<string>();

    function collect({ selections }: SelectionSetNode): void {
      for (const selection of selections) {
        if (isLeftOut(selection)) continue;
        if (selection.kind === Kind.FIELD) {
          nodesByName.getOrInsertComputed((selection.alias ?? selection.name).value, () => []).push(selection);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          if (appliesTo(type, selection.typeCondition?.name.value)) collect(selection.selectionSet);
        } else if (!spread.has(selection.name.value)) {
          spread.add(selection.name.value);
          const fragment = fragments[selection.name.value];
          if (fragment !== undefined && appliesTo(type, fragment.typeCondition.name.value))
            collect(fragment.selectionSet);
        }
      }
    }

    for (const selectionSet of selectionSets) collect(selectionSet);
    return [...nodesByName].flatMap(([responseName, nodes]) => {
      const definition = schema.getField(type, nodes[0]?.name.value ?? '');
      if (definition === undefined) return [];
      const shape = shapeOf(definition.type);
      return new FieldPlan({ responseName, nodes, parentType: type, definition, shape, planSelections: planFields });
    });
  }

  function planFields(nodes: readonly FieldNode[], type: GraphQLObjectType): readonly FieldPlan[] {
    return planSelections(
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
      type,
    );
  }

  function appliesTo(type: GraphQLObjectType, condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const conditional = schema.getType(condition);
    return isAbstractType(conditional) && schema.isSubType(conditional, type);
  }

  return { ...source, rootType, isLeftOut, rootFields: planSelections([operation.selectionSet], rootType) };
}
