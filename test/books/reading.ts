import { type BooksRow, readBooks } from '../../src/books/read-books.ts';
import { readRules } from '../../src/books/rules-file.ts';

const FORMS = [
  { provider: 'genstore', members: ['paymentId'] },
  { provider: 'yedpay', members: ['customId'] },
];

export const rulesFrom = (text: string) => readRules(text, FORMS);

/** Books with the columns of a small file: `Order`, `Payment`, `Amount`, `Currency`, `Day`. */
export const smallRules = (file = '', columns = '') =>
  rulesFrom(`
file: { ${file} }
columns:
  key: Order
  reference: { genstore: { paymentId: Payment } }
  amount: Amount
  currency: Currency
  paidOn: Day
  ${columns}
`);

export const SMALL_HEADER = 'Order,Payment,Amount,Currency,Day';

/** Reads text as a file comes: in pieces that end anywhere. */
export async function read(
  books: string | Uint8Array,
  rules = smallRules(),
  pieceLength = 7,
): Promise<readonly BooksRow[]> {
  const bytes = typeof books === 'string' ? new TextEncoder().encode(books) : books;
  async function* pieces() {
    for (let start = 0; start < bytes.length; start += pieceLength) yield bytes.subarray(start, start + pieceLength);
  }
  const rows: BooksRow[] = [];
  for await (const batch of readBooks(pieces(), rules)) rows.push(...batch);
  return rows;
}

/** What of each row matters: its line, and what it came to. */
export async function summaryOf(...args: Parameters<typeof read>): Promise<readonly string[]> {
  return (await read(...args)).map((row) => {
    if (row.kind === 'SKIPPED') return `${row.line} skipped`;
    if (row.kind === 'UNREADABLE') return `${row.line} ${row.key}: ${row.fault}`;
    const { key, amount, currency, paidOn } = row.entry;
    return `${row.line} ${key}: ${amount} ${currency} ${paidOn}`;
  });
}
