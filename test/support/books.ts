import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { bulkAmounts } from './bulk-payments.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-books-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Rules for the books of `bulkRow`. */
export const BULK_RULES = `
columns:
  key: Order
  reference: { genstore: { paymentId: Payment } }
  amount: Amount
  currency: Currency
  merchantReference: Reference
  paidOn: Paid on
rules:
  tolerances: { USD: 0.05 }
  timeZone: Asia/Hong_Kong
  normalization: { ignoreLeadingZeros: true, ignorePrefix: true }
`;

export const BULK_HEADER = 'Order,Payment,Amount,Currency,Reference,Paid on\n';

/** The row of a payment of `simulateBulk` as the merchant has it; every outcome occurs in a hundred of them. */
export function bulkRow(n: number): string {
  const { amount } = bulkAmounts(n);
  const order = String(n).padStart(10, '0');
  const row = (changes: { id?: string; amount?: string; reference?: string; paidOn?: string } = {}) =>
    `${[`"Order ${n}"`, changes.id ?? `PI-bulk-${n}`, changes.amount ?? amount, 'USD', changes.reference ?? order, changes.paidOn ?? '2025-01-15'].join(',')}\n`;
  const added = (cents: number) => ((Math.round(Number(amount) * 100) + cents) / 100).toFixed(2);
  switch (n % 100) {
    case 5:
      return row({ amount: added(3) });
    case 11:
      return row({ amount: added(-150) });
    case 23:
      return row({ paidOn: '2025-01-17' });
    case 41:
      return row({ reference: `WC-${n}` });
    case 52:
      return row({
        id: `PI-bulk-${n - 1}`,
        amount: bulkAmounts(n - 1).amount,
        reference: String(n - 1).padStart(10, '0'),
      });
    case 60:
      return (
        row({ reference: `A-${n}` }) +
        row({ id: `PI-bulk-${n + 1_000_000}`, amount: bulkAmounts(n + 1_000_000).amount, reference: `a${n}` })
      );
    case 71:
      return row({ id: 'no payment id' });
    case 72:
      return `"Order ${n}",PI-bulk-${n},about 12,USD,${order},2025-01-15\n`;
    default:
      return row();
  }
}

/** Settings with one shop, whose calls are not counted unless a plan says so. */
export function shopAt(origin: string, plan = 'unlimited'): string {
  return JSON.stringify({
    // On a machine that stands still for seconds, a call that is late is not one that failed.
    limits: {
      operationTimeoutMs: 60_000,
      providerTimeoutMs: 60_000,
      attemptTimeoutMs: 30_000,
      connectTimeoutMs: 10_000,
    },
    accounts: { genstore: [{ name: 'bulk', shop: 'bulk', accessToken: 'simulated', baseUrl: origin, plan }] },
  });
}

export interface BooksFiles {
  readonly folder: string;
  readonly books: string;
  readonly rules: string;
  readonly config: string;
}

export function writeBooks(
  folder: string,
  parts: { readonly books: string; readonly rules: string; readonly config: string },
): BooksFiles {
  const files = {
    folder,
    books: join(folder, 'orders.csv'),
    rules: join(folder, 'rules.yml'),
    config: join(folder, 'config.json'),
  };
  writeFileSync(files.books, parts.books);
  writeFileSync(files.rules, parts.rules);
  writeFileSync(files.config, parts.config);
  return files;
}
