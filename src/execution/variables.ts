import {
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import type { CoerceInput, inputCoercions } from './input-coercion.ts';
import { NamedValues } from './named-values.ts';

export type VariableValues = NonNullable<ReturnType<typeof getVariableValues>['variableValues']>;

export type CoercedVariables =
  | { readonly variables: VariableValues; readonly errors?: never }
  | { readonly errors: readonly GraphQLError[] };

export type CoerceVariables = (given: Readonly<Record<string, unknown>>) => CoercedVariables;

/** No more are worth reading. */
const LIMITS = { maxErrors: 50, hideSuggestions: true } as const;

/** Coerces the variables of an operation, for each request that sends it. */
export function variablesOf(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  coercionOf: ReturnType<typeof inputCoercions>,
): CoerceVariables {
  const known = variableDefinitions.map((definition) => knownVariable(schema, definition, coercionOf));

  return (given) => {
    const sources = new NamedValues();
    const coerced = new NamedValues();
    for (const { name, signature, mayBeAbsent, coerce } of known) {
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if (value === undefined && mayBeAbsent) {
        sources[name] = { signature };
        continue;
      }
      const own = coerce(value);
      // What is absent may have a default, and what is wrong an explanation.
      if (own === undefined) return byGraphQL(schema, variableDefinitions, given);
      sources[name] = { signature, value };
      coerced[name] = own;
    }
    return { variables: { sources, coerced } as VariableValues };
  };
}

function knownVariable(
  schema: GraphQLSchema,
  { variable, type: typeNode, defaultValue }: VariableDefinitionNode,
  coercionOf: ReturnType<typeof inputCoercions>,
) {
  const name = variable.name.value;
  const type = typeFromAST(schema, typeNode);
  const coerce: CoerceInput = isInputType(type) ? coercionOf(type) : () => undefined;
  const signature = { name, type, default: defaultValue && { literal: defaultValue } };
  return { name, signature, mayBeAbsent: defaultValue === undefined && !isNonNullType(type), coerce };
}

function byGraphQL(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  given: Readonly<Record<string, unknown>>,
): CoercedVariables {
  const { variableValues, errors } = getVariableValues(schema, definitions, given, LIMITS);
  return errors === undefined ? { variables: variableValues } : { errors };
}
