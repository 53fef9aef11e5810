import { endOfJsonString } from '../domain/json-text.ts';

export interface BodyOutline {
  /** Whether the outermost object has a member twice. */
  readonly hasRepeatedMember: boolean;
  /** How many objects and lists are within each other at most. */
  readonly depth: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
/** `{` and `[`, `}` and `]` differ in one bit. */
const OPENING = 0x7b;
const CLOSING = 0x7d;
const CASE_BIT = 0x20;

/**
 * What JSON.parse does not tell of a valid JSON text. A proxy that reads the first `query` and a server that reads the last
 * would see two different requests.
 */
export function bodyOutlineOf(json: string): BodyOutline {
  const seen = new Set<unknown>();
  let [depth, deepest] = [0, 0];
  let isName = false;
  for (let index = 0; index < json.length; index += 1) {
    const mark = json.charCodeAt(index);
    if (mark === QUOTE) {
      const end = endOfJsonString(json, index);
      if (isName && depth === 1) {
        // `"\u0071uery"` is `"query"`, too.
        const name: unknown = JSON.parse(json.slice(index, end + 1));
        if (seen.has(name)) return { hasRepeatedMember: true, depth: deepest };
        seen.add(name);
        isName = false;
      }
      index = end;
    } else if (mark === COMMA) isName = depth === 1;
    else if ((mark | CASE_BIT) === OPENING) {
      depth += 1;
      deepest = Math.max(deepest, depth);
      isName = depth === 1;
    } else if ((mark | CASE_BIT) === CLOSING) depth -= 1;
  }
  return { hasRepeatedMember: false, depth: deepest };
}
