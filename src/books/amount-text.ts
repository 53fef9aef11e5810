import { type Decimal, parseDecimal } from '../domain/decimal.ts';

/** How amounts are written in a file; declared and never guessed, because `1.234` is two amounts. */
export interface AmountForm {
  readonly decimal: '.' | ',';
  readonly thousands?: '.' | ',' | "'" | ' ' | undefined;
}

/** Spreadsheets and banks use several kinds of blank and of apostrophe between thousands. */
const ALIKE: Readonly<Record<string, RegExp>> = { ' ': /[\u00a0\u2009\u202f]/g, "'": /\u2019/g };

/** Reads an amount; null where it is none in this form. Thousands may be left unseparated, but not separated oddly. */
export function readAmount(text: string, { decimal, thousands }: AmountForm): Decimal | null {
  const trimmed = text.trim();
  const alike = thousands === undefined ? undefined : ALIKE[thousands];
  const plain = alike === undefined ? trimmed : trimmed.replace(alike, thousands ?? '');
  const [whole = '', fraction, ...more] = plain.split(decimal);
  if (more.length > 0) return null;
  const digits = thousands === undefined ? whole : ungrouped(whole, thousands);
  if (digits === null) return null;
  const unsigned = digits.replace(/^\+(?=\d)/, '');
  return parseDecimal(fraction === undefined ? unsigned : `${unsigned}.${fraction}`);
}

function ungrouped(whole: string, thousands: string): string | null {
  const [first = '', ...groups] = whole.split(thousands);
  const isEven = groups.length === 0 || /^[+-]?\d{1,3}$/.test(first);
  return isEven && groups.every((group) => /^\d{3}$/.test(group)) ? first + groups.join('') : null;
}
