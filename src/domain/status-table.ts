import { type DataIssue, dataIssue } from './data-issue.ts';
import type { PaymentStatus } from './payment-status.ts';
import type { RefundState } from './refund-state.ts';
import type { SettlementState } from './settlement-state.ts';
import type { ProviderStatus } from './transaction.ts';

/** What one provider code means on the three axes; null on an axis that the code says nothing about. */
export interface StatusRow {
  readonly code: string;
  /** The provider's own name of the code, or its meaning in a few words. */
  readonly label: string;
  readonly status: PaymentStatus;
  readonly refundState: RefundState | null;
  readonly settlementState: SettlementState | null;
  /** Whether the provider's published documentation lists the code. */
  readonly documented: boolean;
  /** What else decides, for the person who reads `providers { statuses }`. */
  readonly note: string | null;
}

export interface MappedStatus {
  readonly row: StatusRow | null;
  readonly providerStatus: ProviderStatus;
  readonly issue: DataIssue | null;
}

const CODE_LENGTH = 64;

/** A provider's codes. What each means is made once, and shared by all records with it. */
export class StatusTable {
  readonly #mapped: ReadonlyMap<string, MappedStatus>;

  /** Of rows with the same code, the first counts. */
  constructor(rows: readonly StatusRow[]) {
    this.#mapped = new Map(rows.toReversed().map((row) => [row.code, mapped(row)]));
  }

  /** Codes are an open set: one that the table does not have is shown as sent, with an issue. */
  map(code: string | null, field: string): MappedStatus {
    return (code === null ? undefined : this.#mapped.get(code)) ?? unmapped(code, field);
  }
}

function mapped(row: StatusRow): MappedStatus {
  const { code, label, documented } = row;
  return { row, providerStatus: Object.freeze({ code, label, mapped: true, documented }), issue: null };
}

function unmapped(code: string | null, field: string): MappedStatus {
  const message =
    code === null ? 'The record has no status.' : 'The provider sent a status that no table of this gateway has.';
  return {
    row: null,
    providerStatus: {
      code: code === null ? null : code.slice(0, CODE_LENGTH),
      label: null,
      mapped: false,
      documented: false,
    },
    issue: dataIssue('UNMAPPED_STATUS', { field, message, actual: code }),
  };
}
