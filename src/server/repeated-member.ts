/** A text, or one of the marks that open, close or part objects and lists. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/gs;

/**
 * Whether the outermost object of a valid JSON text has a member twice. A proxy that reads the first `query` and a server
 * that reads the last would see two different requests.
 */
export function hasRepeatedMember(json: string): boolean {
  const seen = new Set<unknown>();
  let depth = 0;
  let isName = false;
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      depth += 1;
      isName = depth === 1;
    } else if (token === '}' || token === ']') depth -= 1;
    else if (token === ',') isName = depth === 1;
    else if (isName && depth === 1) {
      // `"\u0071uery"` is `"query"`, too.
      const name: unknown = JSON.parse(token);
      if (seen.has(name)) return true;
      seen.add(name);
      isName = false;
    }
  }
  return false;
}
