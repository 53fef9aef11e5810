/**
 * Control characters, and those that change how the text around them is shown: a terminal would act on them, or show
 * another order than what is there. Lone surrogates and the characters of private use have no form of their own.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
/** Text that a terminal only shows: what it would act on is written out, such as `\u001b`. */
export function printable(text) {
    return text.replace(UNPRINTABLE, writtenOut);
}
/** JSON on one line that a terminal only shows. A reader of JSON reads the same values. */
export function printableJson(value) {
    return printable(JSON.stringify(value));
}
/** The same value with every text in it printable. */
export function printableTexts(value) {
    if (typeof value === 'string')
        return printable(value);
    if (Array.isArray(value))
        return value.map(printableTexts);
    if (typeof value !== 'object' || value === null)
        return value;
    const entries = Object.entries(value).map(([name, inner]) => [printable(name), printableTexts(inner)]);
    return Object.fromEntries(entries);
}
/** One escape for each code unit, which is how JSON writes characters beyond the first 65,536. */
function writtenOut(character) {
    return Array.from({ length: character.length }, (_, index) => {
        return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
    }).join('');
}
