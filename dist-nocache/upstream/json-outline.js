const QUOTE = 0x22;
const MINUS = 0x2d;
const COMMA = 0x2c;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const CLOSING_BRACE = 0x7d;
const BLANK = 0x20;
/** The text must be JSON. A string is skipped from quote to quote, at a third of what looking at each character takes. */
export function outlineOf(text) {
    const numbers = [];
    let keys = 0;
    let keepsOrder = true;
    let firstOfString = 0;
    for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (code === QUOTE) {
            firstOfString = text.charCodeAt(at + 1);
            at = endOfString(text, at);
        }
        else if (code === COLON) {
            keys += 1;
            // An escaped digit is a digit, too.
            if (isDigit(firstOfString) || firstOfString === BACKSLASH)
                keepsOrder = false;
        }
        else if (code === MINUS || isDigit(code)) {
            const end = endOfNumber(text, at);
            numbers.push(ownText(text.slice(at, end)));
            at = end - 1;
        }
    }
    return { keys, numbers, keepsOrder };
}
/** Where its closing quote is: the first one that no backslash escapes. */
function endOfString(text, opening) {
    let quote = text.indexOf('"', opening + 1);
    while (isEscaped(text, quote))
        quote = text.indexOf('"', quote + 1);
    return quote;
}
/** After an odd number of backslashes. */
function isEscaped(text, at) {
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH)
        before -= 1;
    return (at - before) % 2 === 0;
}
function endOfNumber(text, start) {
    let end = start + 1;
    while (end < text.length && !endsNumber(text.charCodeAt(end)))
        end += 1;
    return end;
}
/** A number's text without its reply: from 13 characters on, V8 makes a slice a view, which keeps all of it in memory. */
export function ownText(slice) {
    return slice.length < 13 ? slice : Buffer.from(slice, 'latin1').toString('latin1');
}
function endsNumber(code) {
    return code <= BLANK || code === COMMA || code === CLOSING_BRACKET || code === CLOSING_BRACE;
}
function isDigit(code) {
    return code >= DIGIT_0 && code <= DIGIT_9;
}
