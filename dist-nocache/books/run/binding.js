import { createHash } from 'node:crypto';
/** Of what JSON would leave out of a map or a set. */
function plain(_name, value) {
    if (value instanceof Map)
        return [...value];
    return value instanceof Set ? [...value] : value;
}
/** Each part by itself, so that it can be said which has changed. Changes with the form of what is kept. */
export function bindingOf({ books, rules, accounts }) {
    return JSON.stringify({ version: 1, books, rules: digest(rules), accounts: digest(accounts) });
}
/** Why what is known cannot be used, in words; null where it can. */
export function whyAnother(known, wanted) {
    if (known === wanted)
        return null;
    if (known === null)
        return 'the books had not been read to their end';
    const [before, now] = [known, wanted].map((text) => JSON.parse(text));
    const names = { books: 'the books', rules: 'the rules', accounts: 'the accounts', version: 'Paylens' };
    const changed = Object.entries(names).filter(([part]) => before?.[part] !== now?.[part]);
    const list = new Intl.ListFormat('en').format(changed.map(([, label]) => label));
    return `${list} ${changed.length === 1 && changed[0]?.[0] === 'version' ? 'has' : 'have'} changed`;
}
function digest(value) {
    return createHash('sha256').update(JSON.stringify(value, plain)).digest('hex');
}
