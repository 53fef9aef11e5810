import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, printableJson, printableTexts } from '../../src/cli/printable.ts';
import { HOSTILE_TEXT } from '../../src/simulator/faults/record.ts';

/** By code unit, and not by the classes that the code itself goes by. */
function actsOnTerminal(text: string): boolean {
  return [...text].some((character) => {
    const code = character.codePointAt(0) ?? 0;
    const isControl = code < 0x20 || (code >= 0x7f && code <= 0x9f);
    const isBidi = code === 0x061c || (code >= 0x200e && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e);
    return isControl || isBidi || (code >= 0x2066 && code <= 0x2069) || (code >= 0xd800 && code <= 0xdfff);
  });
}

/** Among all characters, those that matter are too rare to be met. */
const unit = fc.oneof(
  fc.constantFrom('\u0000', '\n', '\u001b', '\u007f', '\u009b', '\u2028', '\u202e', '\u2066', '\ud800'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const anyText = fc.string({ unit });

test('what a terminal would act on is written out', () => {
  expect(printable('a\u001b[31m\u009b2Jb\u202ec\u0000\r\n')).toBe(
    'a\\u001b[31m\\u009b2Jb\\u202ec\\u0000\\u000d\\u000a',
  );
  expect(printable('\u{e0041}\ud800')).toBe('\\udb40\\udc41\\ud800');
});

test('ordinary text of any language stays as it is', () => {
  const text = 'Goods returned – 退貨 कृपया „ü“ 1.20 😀';
  expect(printable(text)).toBe(text);
});

test('no text has anything left in it that a terminal acts on', () => {
  fc.assert(fc.property(anyText, (text) => !actsOnTerminal(printable(text))));
  expect(actsOnTerminal(HOSTILE_TEXT)).toBe(true);
});

test('JSON reads as the same value, whatever is in it', () => {
  fc.assert(
    fc.property(fc.dictionary(anyText, fc.array(anyText)), (value) => {
      const text = printableJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(actsOnTerminal(text)).toBe(false);
    }),
  );
});

test('every text within a value is made printable, the names of its members too', () => {
  const value = { '\u001b': ['\u0007', 1, null, { inner: '\n' }], ordinary: true };
  expect(printableTexts(value)).toEqual({ '\\u001b': ['\\u0007', 1, null, { inner: '\\u000a' }], ordinary: true });
});
