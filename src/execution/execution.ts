import {
  defaultTypeResolver,
  type ExecutionResult,
  type GraphQLAbstractType,
  type GraphQLError,
  type GraphQLLeafType,
  type GraphQLObjectType,
  getArgumentValues,
  isObjectType,
  locatedError,
} from 'graphql';
import type { FieldPlan, Shape } from './field-plan.ts';
import { isPromise, putLater, whenAllAreThere } from './later.ts';
import { NamedValues } from './named-values.ts';
import type { OperationPlan } from './operation-plan.ts';
import { keysOf, pathOf } from './path.ts';
import { type ExecutionFacts, type Path, ResolveInfo } from './resolve-info.ts';
import type { VariableValues } from './variables.ts';

type ExecutionData = NonNullable<ExecutionResult['data']> | null;

/** Of fields without arguments. */
const NO_ARGUMENTS = Object.freeze(new NamedValues());

/**
 * One execution of a planned query, by the algorithms of the specification (chapter 6). Whatever is known at once is
 * completed at once: there is a promise where a resolver gave one, and above it, and nowhere else.
 *
 * What waits for a promise has a method of its own: V8 makes a context for every call of a function that has a closure in it,
 * whether the closure is made or not, and a row has 15 fields.
 */
export class Execution implements ExecutionFacts {
  readonly plan: OperationPlan;
  readonly variables: VariableValues;
  readonly #context: unknown;
  readonly #errors: GraphQLError[] = [];

  constructor(plan: OperationPlan, variables: VariableValues, context: unknown) {
    this.plan = plan;
    this.variables = variables;
    this.#context = context;
  }

  run(): ExecutionResult | Promise<ExecutionResult> {
    try {
      const data = this.#executeFields(this.plan.rootFields, undefined, undefined);
      if (!isPromise(data)) return this.#result(data as ExecutionData);
      return data.then(
        (settled) => this.#result(settled as ExecutionData),
        (error) => this.#failed(error),
      );
    } catch (error) {
      return this.#failed(error);
    }
  }

  #failed(error: unknown): ExecutionResult {
    this.#errors.push(error as GraphQLError);
    return this.#result(null);
  }

  #result(data: ExecutionData): ExecutionResult {
    // What comes later belongs to fields that this answer does not have.
    return this.#errors.length === 0 ? { data } : { errors: [...this.#errors], data };
  }

  #executeFields(fields: readonly FieldPlan[], source: unknown, path: Path | undefined): unknown {
    const results = new NamedValues();
    let pending: Promise<void>[] | null = null;
    for (const field of fields) {
      let value: unknown;
      try {
        value = this.#executeField(field, source, path);
      } catch (error) {
        // Nobody else will hear that they have failed, too.
        if (pending !== null) void Promise.allSettled(pending);
        throw error;
      }
      // Also a promise, because it holds the place of what it comes to.
      results[field.responseName] = value;
      if (isPromise(value)) {
        pending ??= [];
        pending.push(putLater(results, field.responseName, value));
      }
    }
    return pending === null ? results : whenAllAreThere(results, pending);
  }

  #executeField(field: FieldPlan, source: unknown, parentPath: Path | undefined): unknown {
    try {
      const value = this.#resolve(field, source, parentPath);
      const completed = isPromise(value)
        ? this.#completeLater(field.shape, value, field, parentPath, null)
        : this.#complete(field.shape, value, field, parentPath, null);
      return isPromise(completed) ? this.#unlessItFails(completed, field.shape, field, parentPath, null) : completed;
    } catch (error) {
      return this.#fail(error, field.shape, field, pathOf(field, parentPath));
    }
  }

  #completeLater(
    shape: Shape,
    value: Promise<unknown>,
    field: FieldPlan,
    parentPath: Path | undefined,
    path: Path | null,
  ): Promise<unknown> {
    return value.then((settled) => this.#complete(shape, settled, field, parentPath, path));
  }

  #unlessItFails(
    completed: Promise<unknown>,
    shape: Shape,
    field: FieldPlan,
    parentPath: Path | undefined,
    path: Path | null,
  ): Promise<unknown> {
    return completed.then(undefined, (error) => this.#fail(error, shape, field, path ?? pathOf(field, parentPath)));
  }

  #resolve(field: FieldPlan, source: unknown, parentPath: Path | undefined): unknown {
    const { definition } = field;
    const args = field.hasArguments
      ? getArgumentValues(definition, field.nodes[0] as (typeof field.nodes)[0], this.variables, undefined, true)
      : NO_ARGUMENTS;
    const info = new ResolveInfo(this, field, parentPath);
    if (definition.resolve !== undefined) return definition.resolve(source, args, this.#context, info);
    const value = (source as Readonly<Record<string, unknown>> | undefined)?.[definition.name];
    return typeof value === 'function' ? value.call(source, args, this.#context, info) : value;
  }

  /** `path` is of the value; null where that is of the field, so that none is made for the many that are leaves. */
  #complete(shape: Shape, value: unknown, field: FieldPlan, parentPath: Path | undefined, path: Path | null): unknown {
    if (value === undefined || value === null) {
      if (shape.isNonNull) throw new Error(`Cannot return null for non-nullable field ${nameOf(field)}.`);
      return null;
    }
    if (value instanceof Error) throw value;
    if (shape.kind === 'LEAF') return completeLeaf(shape.type, value);
    const own = path ?? pathOf(field, parentPath);
    if (shape.kind === 'LIST') return this.#completeList(shape.item, value, field, own);
    if (shape.kind === 'OBJECT') return this.#completeObject(shape.type, value, field, parentPath, own);
    const info = new ResolveInfo(this, field, parentPath);
    const resolveType = shape.type.resolveType ?? defaultTypeResolver;
    const typeName = resolveType(value, this.#context, info, shape.type);
    if (isPromise(typeName)) return this.#completeWhenTyped(shape.type, typeName, value, field, parentPath, own);
    return this.#completeObject(this.#possibleType(shape.type, typeName, field), value, field, parentPath, own);
  }

  #completeWhenTyped(
    type: GraphQLAbstractType,
    typeName: Promise<unknown>,
    value: unknown,
    field: FieldPlan,
    parentPath: Path | undefined,
    path: Path,
  ): Promise<unknown> {
    return typeName.then((name) =>
      this.#completeObject(this.#possibleType(type, name, field), value, field, parentPath, path),
    );
  }

  #completeList(item: Shape, value: unknown, field: FieldPlan, path: Path): unknown {
    if (typeof value !== 'object' || !(Symbol.iterator in (value as object))) {
      throw new Error(`Expected an iterable for field ${nameOf(field)}.`);
    }
    const items: unknown[] = [];
    let hasPromise = false;
    try {
      for (const each of value as Iterable<unknown>) {
        const itemPath = { prev: path, key: items.length, typename: undefined };
        const completed = this.#completeItem(item, each, field, itemPath);
        hasPromise ||= isPromise(completed);
        items.push(completed);
      }
    } catch (error) {
      // Nor will anybody ask for those that come after it.
      void Promise.allSettled([...items, ...(value as Iterable<unknown>)]);
      throw error;
    }
    return hasPromise ? Promise.all(items) : items;
  }

  #completeItem(shape: Shape, value: unknown, field: FieldPlan, path: Path): unknown {
    try {
      const completed = isPromise(value)
        ? this.#completeLater(shape, value, field, path.prev, path)
        : this.#complete(shape, value, field, path.prev, path);
      return isPromise(completed) ? this.#unlessItFails(completed, shape, field, path.prev, path) : completed;
    } catch (error) {
      return this.#fail(error, shape, field, path);
    }
  }

  #completeObject(
    type: GraphQLObjectType,
    value: unknown,
    field: FieldPlan,
    parentPath: Path | undefined,
    path: Path,
  ): unknown {
    if (type.isTypeOf == null) return this.#executeFields(field.fieldsOf(type), value, path);
    const isOfType = type.isTypeOf(value, this.#context, new ResolveInfo(this, field, parentPath));
    if (isPromise(isOfType)) return this.#completeWhenConfirmed(type, isOfType, value, field, path);
    if (!isOfType) throw otherType(type, field);
    return this.#executeFields(field.fieldsOf(type), value, path);
  }

  #completeWhenConfirmed(
    type: GraphQLObjectType,
    isOfType: Promise<unknown>,
    value: unknown,
    field: FieldPlan,
    path: Path,
  ): Promise<unknown> {
    return isOfType.then((settled) => {
      if (!settled) throw otherType(type, field);
      return this.#executeFields(field.fieldsOf(type), value, path);
    });
  }

  #possibleType(abstractType: GraphQLAbstractType, name: unknown, field: FieldPlan): GraphQLObjectType {
    const { schema } = this.plan;
    const type = typeof name === 'string' ? schema.getType(name) : undefined;
    if (isObjectType(type) && schema.isSubType(abstractType, type)) return type;
    throw new Error(`The value of field ${nameOf(field)} is of no type of "${abstractType.name}".`);
  }

  /** Null in its place, or in that of the next one around it that may be null. */
  #fail(error: unknown, { isNonNull }: Shape, field: FieldPlan, path: Path): null {
    const located = locatedError(error, field.nodes, keysOf(path));
    if (isNonNull) throw located;
    this.#errors.push(located);
    return null;
  }
}

function completeLeaf(type: GraphQLLeafType, value: unknown): unknown {
  const coerced = type.coerceOutputValue(value);
  if (coerced === undefined || coerced === null) throw new Error(`A value of type "${type.name}" came to nothing.`);
  return coerced;
}

function otherType(type: GraphQLObjectType, field: FieldPlan): Error {
  return new Error(`The value of field ${nameOf(field)} is not of type "${type.name}".`);
}

function nameOf({ parentType, definition }: FieldPlan): string {
  return `${parentType.name}.${definition.name}`;
}
