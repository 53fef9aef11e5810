import type { FieldPlan } from './field-plan.ts';
import type { Path } from './resolve-info.ts';

export function pathOf({ responseName, parentType }: FieldPlan, prev: Path | undefined): Path {
  return { prev, key: responseName, typename: parentType.name };
}

export function keysOf(path: Path): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  for (let each: Path | undefined = path; each !== undefined; each = each.prev) keys.push(each.key);
  return keys.reverse();
}
