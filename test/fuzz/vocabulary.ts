import fc from 'fast-check';

/** Characters that have a meaning to some parser on the way, or that none expects. */
const SPECIAL = [
  '\0',
  '\t',
  '\r',
  '\n',
  '\u001b',
  ' ',
  '"',
  "'",
  '`',
  '\\',
  '/',
  '..',
  '%2e%2e',
  '%00',
  '?',
  '#',
  '&',
  '=',
  ':',
  '@',
  '<',
  '>',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '$',
  '!',
  '*',
  ',',
  ';',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\u200b',
  '\u202e',
  '\u2028',
  '\ufeff',
  '\ufffd',
  'é',
  '漢',
  '😀',
  '\ud800',
  '\udc00',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'NaN',
  '1e999',
  '-0',
];

/** Texts that are hostile more often than random ones. */
export const hostileText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...SPECIAL), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.oneof(fc.constantFrom(...SPECIAL), fc.constantFrom(...'abcXYZ019_-')), maxLength: 80 }),
  fc.constantFrom(
    '',
    '../admin',
    '..',
    '.',
    'x?y=',
    'x#f',
    '%2e%2e',
    'a/b',
    'a\\b',
    'a\r\nX-Evil: 1',
    'http://evil.example/',
    'a'.repeat(65),
  ),
);

/** A text with some places cut, doubled, or replaced. */
export function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 12 }),
    put: fc.oneof(fc.constant(''), fc.constant(null), fc.constantFrom(...SPECIAL), hostileText),
  });
  return fc.tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 4 })).map(([text, changes]) =>
    changes.reduce((sofar, { at, length, put }) => {
      const start = Math.floor(at * sofar.length);
      const cut = sofar.slice(start, start + length);
      // Nothing to put: what is there comes twice.
      return sofar.slice(0, start) + (put ?? cut + cut) + sofar.slice(start + length);
    }, text),
  );
}
