import {
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';

/** What a value of a field becomes: its type, read once. */
export type Shape = { readonly isNonNull: boolean } & (
  | { readonly kind: 'LEAF'; readonly type: GraphQLLeafType }
  | { readonly kind: 'OBJECT'; readonly type: GraphQLObjectType }
  | { readonly kind: 'ABSTRACT'; readonly type: GraphQLAbstractType }
  | { readonly kind: 'LIST'; readonly item: Shape }
);

/** The fields that are selected of an object of a type, in the order of the answer. */
export type PlanSelections = (nodes: readonly FieldNode[], type: GraphQLObjectType) => readonly FieldPlan[];

export interface FieldPlanParts
  extends Pick<FieldPlan, 'responseName' | 'nodes' | 'parentType' | 'definition' | 'shape'> {
  readonly planSelections: PlanSelections;
}

/** One field of a selection with all that no execution can change. */
export class FieldPlan {
  readonly responseName: string;
  readonly nodes: readonly FieldNode[];
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly hasArguments: boolean;
  readonly shape: Shape;
  readonly #planSelections: PlanSelections;
  #type: GraphQLObjectType | null = null;
  #fields: readonly FieldPlan[] = [];
  /** Of types beside the first. */
  #fieldsByType: Map<GraphQLObjectType, readonly FieldPlan[]> | null = null;

  constructor({ responseName, nodes, parentType, definition, shape, planSelections }: FieldPlanParts) {
    this.responseName = responseName;
    this.nodes = nodes;
    this.parentType = parentType;
    this.definition = definition;
    this.hasArguments = definition.args.length > 0;
    this.shape = shape;
    this.#planSelections = planSelections;
  }

  /**
   * Planned when the first object of the type is met: most documents never meet all that their fragments allow. Without a
   * closure, since it is asked for each object of each row.
   */
  fieldsOf(type: GraphQLObjectType): readonly FieldPlan[] {
    if (type === this.#type) return this.#fields;
    if (this.#type === null) {
      this.#type = type;
      this.#fields = this.#planSelections(this.nodes, type);
      return this.#fields;
    }
    this.#fieldsByType ??= new Map();
    const known = this.#fieldsByType.get(type);
    if (known !== undefined) return known;
    const fields = this.#planSelections(this.nodes, type);
    this.#fieldsByType.set(type, fields);
    return fields;
  }
}

export type ShapeOf = (type: GraphQLOutputType) => Shape;

/** One for each type, because a plan has hundreds. */
export function shapes(): ShapeOf {
  const known = new Map<GraphQLOutputType, Shape>();

  function shapeOf(type: GraphQLOutputType): Shape {
    return known.getOrInsertComputed(type, make);
  }

  function make(type: GraphQLOutputType): Shape {
    if (isNonNullType(type)) return { ...shapeOf(type.ofType), isNonNull: true };
    if (isListType(type)) return { kind: 'LIST', item: shapeOf(type.ofType), isNonNull: false };
    if (isLeafType(type)) return { kind: 'LEAF', type, isNonNull: false };
    if (isAbstractType(type)) return { kind: 'ABSTRACT', type, isNonNull: false };
    return { kind: 'OBJECT', type, isNonNull: false };
  }

  return shapeOf;
}
