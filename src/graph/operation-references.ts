import {
  type DocumentNode,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import type { AskedReference } from '../domain/transaction-reference.ts';
import { asksForCounterpart, marksOfRootField } from './reference-cost.ts';
import { fieldSelection, type SelectedField, type SelectFields } from './selected-fields.ts';

export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface OperationReferences {
  readonly references: readonly AskedReference[];
  /** What it compares, which has a limit of its own. */
  readonly reconciled: readonly AskedReference[];
}

const NOTHING: OperationReferences = { references: [], reconciled: [] };

/**
 * Every reference that an operation asks for, through lists, aliases, fragments and variables, and how many counterparts
 * behind each, before anything is asked. Nothing for an operation that cannot run anyway: the executor then says why.
 */
export function referencesOfOperation({ schema, document, operationName, variables }: Operation): OperationReferences {
  const operation = getOperationAST(document, operationName);
  const rootType = operation && schema.getRootType(operation.operation);
  if (!operation || !rootType) return NOTHING;
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables, ONE_ERROR);
  if (coerced.errors !== undefined) return NOTHING;
  const { variableValues } = coerced;
  const select = fieldSelection(
    document,
    (selection) =>
      getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.if === true ||
      getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.if === false,
  );
  const references: AskedReference[] = [];
  const reconciled: AskedReference[] = [];
  for (const selected of select(operation.selectionSet, rootType.name)) {
    const field = fieldOf(schema, selected);
    const marks = field && marksOfRootField(field.extensions as Extensions);
    if (!field || !marks) continue;
    try {
      const args = getArgumentValues(field, selected.node, variableValues);
      const counterparts = counterpartsIn(selected, { schema, select });
      for (const reference of marks.references(args)) references.push({ reference, counterparts });
      for (const reference of marks.reconciled?.(args) ?? []) reconciled.push({ reference, counterparts });
    } catch {
      // What is wrong is for the executor to say.
    }
  }
  return { references, reconciled };
}

/** What is wrong is for the executor to say. */
const ONE_ERROR = { maxErrors: 1, hideSuggestions: true } as const;

type Extensions = Readonly<Record<string, unknown>>;

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
