import { currencyOf } from '../domain/currency.ts';
import type { Decimal } from '../domain/decimal.ts';
import { PAYMENT_STATUSES, type PaymentStatus } from '../domain/payment-status.ts';
import type { TransactionReferenceInput } from '../domain/transaction-reference.ts';
import type { ReconcileEntry } from '../reconciliation/run.ts';
import { readAmount } from './amount-text.ts';
import { type Cells, holds } from './cells.ts';
import { dateReader } from './date-text.ts';
import { UNDECODABLE } from './encoding.ts';
import type { BooksRules, ProviderReference, References, Source } from './rules-schema.ts';

/** What a row of the books came to. */
export type ReadRow =
  | { readonly kind: 'ENTRY'; readonly entry: ReconcileEntry }
  | { readonly kind: 'UNREADABLE'; readonly key: string; readonly fault: string }
  /** The rules leave it out. */
  | { readonly kind: 'SKIPPED' };

const LONGEST_VALUE = 1_000;

/** Reads one row. Whatever is wrong with it is said at once, because each correction is another run. */
export function readRow(cells: Cells, line: number, { file, columns }: BooksRules): ReadRow {
  if (file.skip.some((condition) => holds(condition, cells))) return { kind: 'SKIPPED' };
  const row = new RowReader(cells);
  const { key: keySource, expectStatus: statusSource } = columns;
  const key = row.text('key', keySource) ?? `line ${line}`;
  const amount = (field: 'amount' | 'fee' | 'net') =>
    row.read(
      field,
      columns[field],
      (text) => readAmount(text, file),
      `is no amount with "${file.decimal}" before its decimals`,
    );
  const readDate = dateReader(file.dates) ?? (() => null);
  const entry: ReconcileEntry = {
    key,
    reference: row.reference(columns.reference) ?? {},
    counterpart: columns.counterpart === undefined ? null : row.counterpart(columns.counterpart),
    amount: amount('amount'),
    fee: amount('fee'),
    net: amount('net'),
    currency: row.read('currency', columns.currency, (text) => currencyOf(text)?.code ?? null, 'is no ISO 4217 code'),
    merchantReference: row.text('merchantReference', columns.merchantReference),
    processorReference: row.text('processorReference', columns.processorReference),
    paidOn: row.read('paidOn', columns.paidOn, readDate, `is no day written ${file.dates}`),
    expectStatus: row.read(
      'expectStatus',
      statusSource,
      (text) => statusSource?.values?.[text] ?? PAYMENT_STATUSES.find((status) => status === text) ?? null,
      'is no status of a payment',
    ),
  };
  return row.faults.length === 0 ? { kind: 'ENTRY', entry } : { kind: 'UNREADABLE', key, fault: row.faults.join(' ') };
}

type Value = Decimal | PaymentStatus | string;

class RowReader {
  readonly faults: string[] = [];
  readonly #cells: Cells;

  constructor(cells: Cells) {
    this.#cells = cells;
  }

  text(field: string, source: Source | undefined): string | null {
    return this.read(field, source, (text) => text, '');
  }

  /** Null where the row states nothing, or something that is reported. */
  read<Read extends Value>(
    field: string,
    source: Source | undefined,
    parse: (text: string) => Read | null,
    complaint: string,
  ): Read | null {
    const text = this.#stated(source);
    if (text === '') return null;
    const place = source?.column === undefined ? field : `${field} ("${source.column}")`;
    if (text.includes(UNDECODABLE)) return this.#fault(`${place} holds bytes that are none of the file's encoding.`);
    if (text.length > LONGEST_VALUE) return this.#fault(`${place} has more than ${LONGEST_VALUE} characters.`);
    const value = parse(text);
    return value ?? this.#fault(`${place}: "${shortened(text)}" ${complaint}.`);
  }

  reference(references: References): TransactionReferenceInput | null {
    const found = this.#references('reference', references);
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    return this.#fault(
      found.length === 0 ? 'The row names no transaction.' : 'The row names several transactions as its reference.',
    );
  }

  /** Null where the row names none, which is allowed. */
  counterpart(references: References): TransactionReferenceInput | null {
    const found = this.#references('counterpart', references);
    return found.length > 1 ? this.#fault('The row names several counterparts.') : (found[0] ?? null);
  }

  #references(field: string, { id, ...providers }: References): readonly TransactionReferenceInput[] {
    const own = Object.entries(providers).flatMap(([provider, given]) => {
      const { member, value, account, when } = given as ProviderReference;
      if (when !== undefined && !holds(when, this.#cells)) return [];
      const named = this.text(`${field}.${member}`, value);
      if (named === null) return [];
      const accountName = this.text(`${field}.account`, account);
      return [{ [provider]: { [member]: named, ...(accountName === null ? {} : { account: accountName }) } }];
    });
    const global = this.text(`${field}.id`, id);
    return global === null ? own : [{ id: global }, ...own];
  }

  #stated(source: Source | undefined): string {
    if (source === undefined) return '';
    const cell = source.column === undefined ? '' : this.#cells.of(source.column);
    return cell === '' ? (source.value ?? '') : cell;
  }

  #fault(fault: string): null {
    this.faults.push(fault);
    return null;
  }
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
