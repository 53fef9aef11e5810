class Branch extends Map {
    /** What `[]` stands for. */
    nextIndex = 0;
    set(name, value) {
        if (/^\d{1,9}$/.test(name))
            this.nextIndex = Math.max(this.nextIndex, Number(name) + 1);
        return super.set(name, value);
    }
}
/** Far beyond what Yedpay sends; reading costs the more the more there are. */
const MAX_FIELDS = 256;
const MAX_DEPTH = 8;
const NAME = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;
/**
 * Reads `a=1&b[c]=2`, keeping the nesting and the order of arrival. Null where it is no such form, where a name comes twice
 * (PHP would take the last one, others the first), and where it is larger or deeper than any notification.
 */
export function parsePhpForm(body) {
    const root = new Branch();
    const fields = body.split('&', MAX_FIELDS + 1);
    if (fields.length > MAX_FIELDS)
        return null;
    for (const field of fields) {
        if (field === '')
            continue;
        const separator = field.includes('=') ? field.indexOf('=') : field.length;
        const [, first, brackets] = NAME.exec(decode(field.slice(0, separator)) ?? '') ?? [];
        const value = decode(field.slice(separator + 1));
        if (first === undefined || brackets === undefined || value === null)
            return null;
        const inner = brackets === '' ? [] : brackets.slice(1, -1).split('][');
        if (inner.length > MAX_DEPTH || !place(root, [first, ...inner], value))
            return null;
    }
    return root;
}
/** As PHP's `http_build_query` writes it, decoded again: nothing is escaped, so values with `&` or `=` make it ambiguous. */
export function formText(form) {
    return [...form].flatMap(([name, value]) => pairs(name, value)).join('&');
}
function pairs(name, value) {
    if (typeof value === 'string')
        return [`${name}=${value}`];
    return [...value].flatMap(([inner, deeper]) => pairs(`${name}[${inner}]`, deeper));
}
/** False where the place is taken. */
function place(root, path, value) {
    let branch = root;
    for (const part of path.slice(0, -1)) {
        const name = part || String(branch.nextIndex);
        const known = branch.get(name) ?? new Branch();
        if (typeof known === 'string')
            return false;
        branch.set(name, known);
        branch = known;
    }
    const name = path.at(-1) || String(branch.nextIndex);
    if (branch.has(name))
        return false;
    branch.set(name, value);
    return true;
}
function decode(text) {
    try {
        return decodeURIComponent(text.replaceAll('+', ' '));
    }
    catch {
        return null;
    }
}
