import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getOperationAST,
  getVariableValues,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { TransactionReferenceInput } from '../domain/transaction-reference.ts';
import { reconciledByField, referencesOfField } from './reference-cost.ts';

export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Every reference that an operation asks for, through lists, aliases, fragments and variables, before anything is asked.
 * Empty for an operation that cannot run anyway: the executor then says why.
 */
export function referencesOfOperation(operation: Operation): TransactionReferenceInput[] {
  return collectReferences(operation, referencesOfField);
}

/** The same of what it compares, which has a limit of its own. */
export function reconciledByOperation(operation: Operation): TransactionReferenceInput[] {
  return collectReferences(operation, reconciledByField);
}

function collectReferences(
  { schema, document, operationName, variables }: Operation,
  readField: typeof referencesOfField,
): TransactionReferenceInput[] {
  const operation = getOperationAST(document, operationName);
  const rootType = operation && schema.getRootType(operation.operation);
  if (!operation || !rootType) return [];
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables, ONE_ERROR);
  if (coerced.errors !== undefined) return [];
  const { variableValues } = coerced;
  const fields = rootType.getFields();
  return rootFields(document, operation.selectionSet, (directives, node) =>
    getDirectiveValues(directives, node, variableValues),
  ).flatMap((node) => {
    const field = fields[node.name.value];
    const references = field && readField(field.extensions as Readonly<Record<string, unknown>>);
    if (!field || !references) return [];
    try {
      return [...references(getArgumentValues(field, node, variableValues))];
    } catch {
      return [];
    }
  });
}

/** What is wrong is for the executor to say. */
const ONE_ERROR = { maxErrors: 1, hideSuggestions: true } as const;

type ReadDirective = (
  directive: typeof GraphQLSkipDirective,
  node: Parameters<typeof getDirectiveValues>[1],
) => Record<string, unknown> | undefined;

function rootFields(document: DocumentNode, selections: SelectionSetNode, read: ReadDirective): readonly FieldNode[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  // A fragment is executed once in a selection set, however often it is spread; so it is walked once.
  const walked = new Set<string>();

  function walk(selectionSet: SelectionSetNode): readonly FieldNode[] {
    return selectionSet.selections.flatMap((selection) => {
      if (read(GraphQLSkipDirective, selection)?.if === true) return [];
      if (read(GraphQLIncludeDirective, selection)?.if === false) return [];
      if (selection.kind === Kind.FIELD) return [selection];
      if (selection.kind === Kind.INLINE_FRAGMENT) return walk(selection.selectionSet);
      const name = selection.name.value;
      const fragment = fragments.get(name);
      if (fragment === undefined || walked.has(name)) return [];
      walked.add(name);
      return walk(fragment.selectionSet);
    });
  }

  return walk(selections);
}
