import { endOfJsonString } from '../domain/json-text.ts';

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

/** What `JSON.parse` does not tell of a text: how often its objects state a key, and how its numbers are written. */
export interface JsonOutline {
  readonly keys: number;
  /** In the order of the text. */
  readonly numbers: readonly string[];
  /** Whether its objects keep their order: a key such as `1` is moved before all others. */
  readonly keepsOrder: boolean;
}

/** The text must be JSON. */
export function outlineOf(text: string): JsonOutline {
  const numbers: string[] = [];
  let keys = 0;
  let keepsOrder = true;
  let firstOfString = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      firstOfString = text.charCodeAt(at + 1);
      at = endOfJsonString(text, at);
    } else if (code === COLON) {
      keys += 1;
      // An escaped digit is a digit, too.
      if (isDigit(firstOfString) || firstOfString === BACKSLASH) keepsOrder = false;
    } else if (code === MINUS || isDigit(code)) {
      const end = endOfNumber(text, at);
      numbers.push(ownText(text.slice(at, end)));
      at = end - 1;
    }
  }
  return { keys, numbers, keepsOrder };
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && !endsNumber(text.charCodeAt(end))) end += 1;
  return end;
}

/** A number's text without its reply: from 13 characters on, V8 makes a slice a view, which keeps all of it in memory. */
export function ownText(slice: string): string {
  return slice.length < 13 ? slice : Buffer.from(slice, 'latin1').toString('latin1');
}

function endsNumber(code: number): boolean {
  return code <= BLANK || code === COMMA || code === CLOSING_BRACKET || code === CLOSING_BRACE;
}

function isDigit(code: number): boolean {
  return code >= DIGIT_0 && code <= DIGIT_9;
}
