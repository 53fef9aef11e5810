import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from '../../src/books/report/markup.ts';
import { safeCell } from '../../src/books/report/safe-cell.ts';

test.each([
  ['=HYPERLINK("http://x")', `'=HYPERLINK("http://x")`],
  ['+1+2', "'+1+2"],
  ['-1+2', "'-1+2"],
  ['-', "'-"],
  ['-12.50', '-12.50'],
  ['-12', '-12'],
  ['-12,50', "'-12,50"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['\uff1d1', "'\uff1d1"],
  ['plain = text', 'plain = text'],
  ['', ''],
])('the cell %j is written %j', (text, cell) => {
  expect(safeCell(text)).toBe(cell);
});

test('whatever is put into a page is text in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '/', 'script', '\u2028') }), (text) => {
      const written = html`<p title="${text}">${text}</p>`.text;
      expect(written.match(/[<>"]/g)?.join('')).toBe('<""></>'.replace('</>', '<>'));
    }),
  );
});
