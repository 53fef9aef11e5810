import {
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** How large an operation is where its fragments are spread, as the executor would meet it. */
export interface DocumentMeasure {
  readonly depth: number;
  readonly fields: number;
  readonly rootFields: number;
  readonly aliases: number;
  /** Fields that have the response name of one before them in the same selection. */
  readonly repeats: number;
  readonly directives: number;
}

export interface DocumentMeasures extends DocumentMeasure {
  readonly operations: number;
  readonly introspects: boolean;
}

const NOTHING: DocumentMeasure = { depth: 0, fields: 0, rootFields: 0, aliases: 0, repeats: 0, directives: 0 };

/**
 * Measures a document without executing or validating it, in time that is linear in its length: each fragment is measured
 * once, so one that doubles 22 times over costs nothing to count. The largest operation decides.
 */
export function measureDocument(document: DocumentNode): DocumentMeasures {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, DocumentMeasure>();
  let introspects = false;

  function ofSelections({ selections }: SelectionSetNode): DocumentMeasure {
    const seen = new Set<string>();
    let sum = NOTHING;
    for (const selection of selections) {
      const own = ofSelection(selection);
      const name = selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : null;
      const isRepeat = name !== null && seen.has(name);
      if (name !== null) seen.add(name);
      sum = plus(sum, isRepeat ? { ...own, repeats: own.repeats + 1 } : own);
    }
    return sum;
  }

  function ofSelection(selection: SelectionNode): DocumentMeasure {
    const directives = selection.directives?.length ?? 0;
    if (selection.kind === Kind.FIELD) {
      const name = selection.name.value;
      if (name === '__schema' || name === '__type') introspects = true;
      const inner = selection.selectionSet ? ofSelections(selection.selectionSet) : NOTHING;
      return {
        depth: 1 + Math.max(inner.depth, ...(selection.arguments ?? []).map(({ value }) => valueDepth(value))),
        fields: inner.fields + 1,
        rootFields: 1,
        aliases: inner.aliases + (selection.alias ? 1 : 0),
        repeats: inner.repeats,
        directives: inner.directives + directives,
      };
    }
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT ? ofSelections(selection.selectionSet) : ofFragment(selection.name.value);
    return { ...inner, directives: inner.directives + directives };
  }

  function ofFragment(name: string): DocumentMeasure {
    const known = measured.get(name);
    if (known !== undefined) return known;
    // A fragment that spreads itself is for validation to refuse; here it ends.
    measured.set(name, NOTHING);
    const fragment = fragments.get(name);
    const measure = fragment ? ofSelections(fragment.selectionSet) : NOTHING;
    measured.set(name, measure);
    return measure;
  }

  let largest = NOTHING;
  let operations = 0;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      // One that no operation spreads is still validated.
      largest = largestOf(largest, { ...ofFragment(definition.name.value), rootFields: 0 });
    } else if (definition.kind === Kind.OPERATION_DEFINITION) {
      operations += 1;
      const own = ofSelections(definition.selectionSet);
      const variables = definition.variableDefinitions ?? [];
      const directives = [definition, ...variables].reduce<number>(
        (sum, node: ASTNode & { readonly directives?: readonly unknown[] | undefined }) =>
          sum + (node.directives?.length ?? 0),
        own.directives,
      );
      const depth = Math.max(
        own.depth,
        ...variables.map(({ defaultValue }) => (defaultValue ? valueDepth(defaultValue) : 0)),
      );
      largest = largestOf(largest, { ...own, directives, depth });
    }
  }
  return { ...largest, operations, introspects };
}

/** Lists and objects count like fields: an input that is nested deeply costs as much. */
function valueDepth(value: ValueNode): number {
  if (value.kind === Kind.LIST) return value.values.reduce((most, inner) => Math.max(most, 1 + valueDepth(inner)), 1);
  if (value.kind !== Kind.OBJECT) return 0;
  return value.fields.reduce((most, { value: inner }) => Math.max(most, 1 + valueDepth(inner)), 1);
}

function plus(a: DocumentMeasure, b: DocumentMeasure): DocumentMeasure {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: a.fields + b.fields,
    rootFields: a.rootFields + b.rootFields,
    aliases: a.aliases + b.aliases,
    repeats: a.repeats + b.repeats,
    directives: a.directives + b.directives,
  };
}

function largestOf(a: DocumentMeasure, b: DocumentMeasure): DocumentMeasure {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: Math.max(a.fields, b.fields),
    rootFields: Math.max(a.rootFields, b.rootFields),
    aliases: Math.max(a.aliases, b.aliases),
    repeats: Math.max(a.repeats, b.repeats),
    directives: Math.max(a.directives, b.directives),
  };
}
