import { type FieldNode, type FragmentDefinitionNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';

export interface SelectedField {
  readonly node: FieldNode;
  /** The type that it is a field of. */
  readonly typeName: string;
}

/** The fields of a selection set, those of its fragments included, without what its directives leave out. */
export type SelectFields = (selectionSet: SelectionSetNode, typeName: string) => readonly SelectedField[];

export function fieldSelection(
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
  isLeftOut: (selection: SelectionNode) => boolean,
): SelectFields {
  return (selections, ofType) => {
    // A fragment is executed once in a selection set, however often it is spread; so it is walked once.
    const walked = new Set<string>();

    function walk(selectionSet: SelectionSetNode, typeName: string): readonly SelectedField[] {
      return selectionSet.selections.flatMap((selection) => {
        if (isLeftOut(selection)) return [];
        if (selection.kind === Kind.FIELD) return [{ node: selection, typeName }];
        if (selection.kind === Kind.INLINE_FRAGMENT) {
          return walk(selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
        }
        const name = selection.name.value;
        const fragment = fragments[name];
        if (fragment === undefined || walked.has(name)) return [];
        walked.add(name);
        return walk(fragment.selectionSet, fragment.typeCondition.name.value);
      });
    }

    return walk(selections, ofType);
  };
}
