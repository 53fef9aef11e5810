const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
/** `{` and `[`, `}` and `]` differ in one bit. */
const OPENING = 0x7b;
const CLOSING = 0x7d;
const CASE_BIT = 0x20;
/**
 * What JSON.parse does not tell of a valid JSON text. A proxy that reads the first `query` and a server that reads the last
 * would see two different requests.
 */
export function outlineOf(json) {
    const seen = new Set();
    let [depth, deepest] = [0, 0];
    let isName = false;
    for (let index = 0; index < json.length; index += 1) {
        const mark = json.charCodeAt(index);
        if (mark === QUOTE) {
            const end = endOfText(json, index);
            if (isName && depth === 1) {
                // `"\u0071uery"` is `"query"`, too.
                const name = JSON.parse(json.slice(index, end + 1));
                if (seen.has(name))
                    return { hasRepeatedMember: true, depth: deepest };
                seen.add(name);
                isName = false;
            }
            index = end;
        }
        else if (mark === COMMA)
            isName = depth === 1;
        else if ((mark | CASE_BIT) === OPENING) {
            depth += 1;
            deepest = Math.max(deepest, depth);
            isName = depth === 1;
        }
        else if ((mark | CASE_BIT) === CLOSING)
            depth -= 1;
    }
    return { hasRepeatedMember: false, depth: deepest };
}
/** Where the closing quote is: the first that an even number of backslashes precedes. */
function endOfText(json, start) {
    let end = json.indexOf('"', start + 1);
    while (isEscaped(json, end))
        end = json.indexOf('"', end + 1);
    return end;
}
function isEscaped(json, quote) {
    let index = quote - 1;
    while (json.charCodeAt(index) === BACKSLASH)
        index -= 1;
    return (quote - index) % 2 === 0;
}
