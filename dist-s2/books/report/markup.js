/** Text that may stand in a page as it is. Made by `html` alone, so that nothing comes into a page unescaped. */
export class Markup {
    text;
    constructor(text) {
        this.text = text;
    }
}
/** Markup from a template: whatever is put into it is escaped, unless it is markup. For texts and quoted attributes. */
export function html(texts, ...parts) {
    const [first = '', ...others] = texts;
    return new Markup(others.reduce((whole, text, index) => whole + written(parts[index] ?? '') + text, first));
}
const ESCAPES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
function written(part) {
    if (part instanceof Markup)
        return part.text;
    if (typeof part === 'object')
        return part.map(({ text }) => text).join('');
    return String(part).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
