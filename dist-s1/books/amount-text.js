import { parseDecimal } from '../domain/decimal.js';
/** Spreadsheets and banks use several kinds of blank and of apostrophe between thousands. */
const ALIKE = { ' ': /[\u00a0\u2009\u202f]/g, "'": /\u2019/g };
/** Reads an amount; null where it is none in this form. Thousands may be left unseparated, but not separated oddly. */
export function readAmount(text, { decimal, thousands }) {
    const trimmed = text.trim();
    const alike = thousands === undefined ? undefined : ALIKE[thousands];
    const plain = alike === undefined ? trimmed : trimmed.replace(alike, thousands ?? '');
    const [whole = '', fraction, ...more] = plain.split(decimal);
    if (more.length > 0)
        return null;
    const digits = thousands === undefined ? whole : ungrouped(whole, thousands);
    if (digits === null)
        return null;
    const signed = digits.startsWith('+') ? digits.slice(1) : digits;
    return parseDecimal(fraction === undefined ? signed : `${signed}.${fraction}`);
}
function ungrouped(whole, thousands) {
    const [first = '', ...groups] = whole.split(thousands);
    const isEven = groups.length === 0 || /^[+-]?\d{1,3}$/.test(first);
    return isEven && groups.every((group) => /^\d{3}$/.test(group)) ? first + groups.join('') : null;
}
