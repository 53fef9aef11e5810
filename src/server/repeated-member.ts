/**
 * Whether the outermost object of a valid JSON text has a member twice. A proxy that reads the first `query` and a server
 * that reads the last would see two different requests.
 */
export function hasRepeatedMember(json: string): boolean {
  const seen = new Set<unknown>();
  let depth = 0;
  let isName = false;
  for (let index = 0; index < json.length; index += 1) {
    const mark = json[index];
    if (mark === '{' || mark === '[') {
      depth += 1;
      isName = depth === 1;
    } else if (mark === '}' || mark === ']') depth -= 1;
    else if (mark === ',') isName = depth === 1;
    else if (mark === '"') {
      const end = endOfText(json, index);
      if (isName && depth === 1) {
        // `"\u0071uery"` is `"query"`, too.
        const name: unknown = JSON.parse(json.slice(index, end + 1));
        if (seen.has(name)) return true;
        seen.add(name);
        isName = false;
      }
      index = end;
    }
  }
  return false;
}

/** Where the closing quote is: the first that an even number of backslashes precedes. */
function endOfText(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end;
}

function isEscaped(json: string, quote: number): boolean {
  let index = quote - 1;
  while (json[index] === '\\') index -= 1;
  return (quote - index) % 2 === 0;
}
