/**
 * What a spreadsheet takes for a formula, or looks behind. The characters of full width are those that it takes for the
 * usual ones.
 */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/;
/** Text that a spreadsheet shows and never runs: a `'` stands before what it would. A plain negative number stays one. */
export function safeCell(text) {
    return FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}
