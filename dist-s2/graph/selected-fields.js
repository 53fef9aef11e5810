import { Kind } from 'graphql';
export function fieldSelection(fragments, isLeftOut) {
    return (selections, ofType) => {
        // A fragment is executed once in a selection set, however often it is spread; so it is walked once.
        const walked = new Set();
        function walk(selectionSet, typeName) {
            return selectionSet.selections.flatMap((selection) => {
                if (isLeftOut(selection))
                    return [];
                if (selection.kind === Kind.FIELD)
                    return [{ node: selection, typeName }];
                if (selection.kind === Kind.INLINE_FRAGMENT) {
                    return walk(selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
                }
                const name = selection.name.value;
                const fragment = fragments[name];
                if (fragment === undefined || walked.has(name))
                    return [];
                walked.add(name);
                return walk(fragment.selectionSet, fragment.typeCondition.name.value);
            });
        }
        return walk(selections, ofType);
    };
}
