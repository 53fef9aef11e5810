import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AmountForm, readAmount } from '../../src/books/amount-text.ts';
import { dateReader } from '../../src/books/date-text.ts';

const GERMAN: AmountForm = { decimal: ',', thousands: '.' };
const SWISS: AmountForm = { decimal: '.', thousands: "'" };
const FRENCH: AmountForm = { decimal: ',', thousands: ' ' };

test.each([
  ['1.234,50', GERMAN, '1234.50'],
  ['-1.234.567,8', GERMAN, '-1234567.8'],
  ['1234,50', GERMAN, '1234.50'],
  ['1.23', GERMAN, null],
  ['1.2345', GERMAN, null],
  ['1234.567,00', GERMAN, null],
  ['1,2,3', GERMAN, null],
  ["1'234.50", SWISS, '1234.50'],
  ['1\u2019234.50', SWISS, '1234.50'],
  ['1\u202f234,50', FRENCH, '1234.50'],
  ['1\u00a0234,50', FRENCH, '1234.50'],
  [' +12.00 ', { decimal: '.' }, '12.00'],
  ['+-5', { decimal: '.' }, null],
  ['++5', { decimal: '.' }, null],
  ['-+5', { decimal: '.' }, null],
  ['1,234.50', { decimal: '.' }, null],
  ['12.50 USD', { decimal: '.' }, null],
  ['1e3', { decimal: '.' }, null],
  ['(12.50)', { decimal: '.' }, null],
  ['', { decimal: '.' }, null],
] as const)('%j is %j: %j', (text, form, amount) => {
  expect(readAmount(text, form)).toBe(amount);
});

test('an amount that is written in a form is read as the same amount', () => {
  const forms = fc.constantFrom<AmountForm>(GERMAN, SWISS, FRENCH, { decimal: '.', thousands: ',' });
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
      fc.integer({ min: 0, max: 9_999 }),
      forms,
      (whole, rest, form) => {
        const fraction = String(rest).padStart(4, '0');
        const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, form.thousands ?? '');
        expect(readAmount(`${grouped}${form.decimal}${fraction}`, form)).toBe(`${whole}.${fraction}`);
      },
    ),
  );
});

test.each([
  ['yyyy-MM-dd', '2026-01-05', '2026-01-05'],
  ['d.M.yyyy', '5.1.2026', '2026-01-05'],
  ['d.M.yyyy', '05.01.2026', '2026-01-05'],
  ['M/d/yyyy', '1/5/2026', '2026-01-05'],
  ['dd.MM.yy', '05.01.26', '2026-01-05'],
  ['yyyyMMdd', '20260105', '2026-01-05'],
  ['d.M.yyyy HH:mm', '5.1.2026 23:59', '2026-01-05'],
  ['d.M.yyyy', '31.2.2026', null],
  ['dd.MM.yyyy', '5.1.2026', null],
  ['d.M.yyyy', '5-1-2026', null],
])('%s reads %s as %s', (pattern, text, day) => {
  expect(dateReader(pattern)?.(text)).toBe(day);
});

test.each(['', 'yyyy-MM', 'dd.MM.yyyy dd', 'yyyy-yyyy-MM-dd', 'DD.MM.YYYY', 'd M yyyy X'])(
  '%j is no pattern of days',
  (pattern) => {
    expect(dateReader(pattern)).toBeNull();
  },
);
