import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLBoolean,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  getOperationAST,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { type ShapeOf, shapes } from './field-plan.ts';
import { inputCoercions } from './input-coercion.ts';
import { NamedValues } from './named-values.ts';
import { type OperationPlan, planOperation } from './operation-plan.ts';
import { type CoerceVariables, type VariableValues, variablesOf } from './variables.ts';

/** What an operation is asked with. */
export interface OperationArguments {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
}

export type PreparedOperation =
  | { readonly plan: OperationPlan; readonly variables: VariableValues; readonly errors?: never }
  /** It cannot run. */
  | { readonly errors: readonly GraphQLError[] };

/** The plan of an operation and its variables. */
export type PrepareOperation = (args: OperationArguments) => PreparedOperation;

/** Of one operation, so many plans are kept as its conditions may need: more are made anew. */
const MAX_PLANS = 8;

export function operationPreparation(schema: GraphQLSchema): PrepareOperation {
  const coercionOf = inputCoercions();
  const shapeOf = shapes();
  const operations = new WeakMap<DocumentNode, Map<string, KnownOperation>>();

  function operationOf({ document, operationName }: OperationArguments): KnownOperation | null {
    const name = operationName ?? '';
    const known = operations.getOrInsertComputed(document, () => new Map()).get(name);
    if (known !== undefined) return known;
    const operation = getOperationAST(document, operationName);
    const rootType = operation && schema.getRootType(operation.operation);
    if (!operation || !rootType) return null;
    const made = new KnownOperation({
      schema,
      document,
      operation,
      rootType,
      shapeOf,
      coerce: variablesOf(schema, operation, coercionOf),
    });
    operations.get(document)?.set(name, made);
    return made;
  }

  function prepare(args: OperationArguments): PreparedOperation {
    const operation = operationOf(args);
    if (operation === null) return { errors: [new GraphQLError('There is no such operation.')] };
    return operation.prepare(args.variableValues ?? {});
  }

  return prepare;
}

interface OperationParts {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly rootType: GraphQLObjectType;
  readonly shapeOf: ShapeOf;
  readonly coerce: CoerceVariables;
}

class KnownOperation {
  readonly #parts: OperationParts;
  readonly #fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Only a boolean can decide what is left out. */
  readonly #conditions: readonly string[];
  readonly #plans = new Map<string, OperationPlan>();

  constructor(parts: OperationParts) {
    const { schema, document, operation } = parts;
    this.#parts = parts;
    this.#fragments = fragmentsOf(document);
    this.#conditions = (operation.variableDefinitions ?? []).flatMap(({ variable, type: node }) => {
      const type = typeFromAST(schema, node);
      return (isNonNullType(type) ? type.ofType : type) === GraphQLBoolean ? variable.name.value : [];
    });
  }

  prepare(given: Readonly<Record<string, unknown>>): PreparedOperation {
    const coerced = this.#parts.coerce(given);
    if (coerced.errors !== undefined) return coerced;
    try {
      return { plan: this.#planFor(coerced.variables), variables: coerced.variables };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  }

  #planFor({ coerced }: VariableValues): OperationPlan {
    const key = this.#conditions.map((name) => String(coerced[name])).join();
    const known = this.#plans.get(key);
    if (known !== undefined) return known;
    const values = new NamedValues();
    for (const name of this.#conditions) if (name in coerced) values[name] = coerced[name];
    const { schema, operation, rootType, shapeOf } = this.#parts;
    const conditions = { sources: {}, coerced: values };
    const plan = planOperation({ schema, operation, fragments: this.#fragments, conditions }, { rootType, shapeOf });
    if (this.#plans.size < MAX_PLANS) this.#plans.set(key, plan);
    return plan;
  }
}

function fragmentsOf({ definitions }: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> {
  const fragments = new NamedValues() as Record<string, FragmentDefinitionNode>;
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}
