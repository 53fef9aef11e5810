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
import { asksForCounterpart, reconciledByField, referencesOfField } from './reference-cost.ts';
import { fieldSelection, type SelectedField, type SelectFields } from './selected-fields.ts';

export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Every reference that an operation asks for, through lists, aliases, fragments and variables, and how many counterparts
 * behind each, before anything is asked. Empty for an operation that cannot run anyway: the executor then says why.
 */
export function referencesOfOperation(operation: Operation): AskedReference[] {
  return collectReferences(operation, referencesOfField);
}

/** The same of what it compares, which has a limit of its own. */
export function reconciledByOperation(operation: Operation): AskedReference[] {
  return collectReferences(operation, reconciledByField);
}

function collectReferences(
  { schema, document, operationName, variables }: Operation,
  readField: typeof referencesOfField,
): AskedReference[] {
  const operation = getOperationAST(document, operationName);
  const rootType = operation && schema.getRootType(operation.operation);
  if (!operation || !rootType) return [];
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables, ONE_ERROR);
  if (coerced.errors !== undefined) return [];
  const { variableValues } = coerced;
  const select = fieldSelection(
    document,
    (selection) =>
      getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.if === true ||
      getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.if === false,
  );
  return select(operation.selectionSet, rootType.name).flatMap((selected) => {
    const field = fieldOf(schema, selected);
    const references = field && readField(field.extensions as Extensions);
    if (!field || !references) return [];
    try {
      const asked = references(getArgumentValues(field, selected.node, variableValues));
      const counterparts = counterpartsIn(selected, { schema, select });
      return asked.map((reference) => ({ reference, counterparts }));
    } catch {
      return [];
    }
  });
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
