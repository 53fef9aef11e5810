/** Things that look wrong in provider data. They are shown beside the value and corrected nowhere. */
export type DataIssueKind =
  | 'NET_MISMATCH'
  | 'SETTLED_WITHOUT_DATE'
  | 'SUCCESS_TIME_WITHOUT_SUCCESS'
  | 'REFUND_EXCEEDS_AMOUNT'
  | 'STATUS_AMOUNT_CONFLICT'
  | 'UNMAPPED_STATUS'
  | 'UNPARSEABLE_VALUE'
  | 'TYPE_DEVIATION'
  | 'UNKNOWN_FIELD'
  | 'UNKNOWN_CURRENCY'
  | 'DUPLICATE_KEY'
  | 'REFERENCE_REUSED'
  | 'WITHHELD';

/** INFO: nothing to do. WARNING: read the row with care. ERROR: a value of the row is missing or contradicts another. */
export type Severity = 'INFO' | 'WARNING' | 'ERROR';

const SEVERITIES: Readonly<Record<DataIssueKind, Severity>> = {
  NET_MISMATCH: 'INFO',
  SETTLED_WITHOUT_DATE: 'WARNING',
  SUCCESS_TIME_WITHOUT_SUCCESS: 'WARNING',
  REFUND_EXCEEDS_AMOUNT: 'ERROR',
  STATUS_AMOUNT_CONFLICT: 'ERROR',
  UNMAPPED_STATUS: 'WARNING',
  UNPARSEABLE_VALUE: 'ERROR',
  TYPE_DEVIATION: 'INFO',
  UNKNOWN_FIELD: 'INFO',
  UNKNOWN_CURRENCY: 'WARNING',
  DUPLICATE_KEY: 'ERROR',
  REFERENCE_REUSED: 'WARNING',
  WITHHELD: 'INFO',
};

export const DATA_ISSUE_KINDS = Object.keys(SEVERITIES) as readonly DataIssueKind[];

export interface DataIssue {
  readonly kind: DataIssueKind;
  readonly severity: Severity;
  /** The provider's own name of the field; null where the issue concerns the whole record. */
  readonly field: string | null;
  readonly message: string;
  /** What would have been consistent, and what was there; null where that is no short text, or is personal data. */
  readonly expected: string | null;
  readonly actual: string | null;
}

export interface DataIssueDetails {
  readonly field?: string | null;
  readonly message: string;
  readonly expected?: string | null;
  readonly actual?: string | null;
}

export function dataIssue(kind: DataIssueKind, details: DataIssueDetails): DataIssue {
  return {
    kind,
    severity: SEVERITIES[kind],
    field: details.field ?? null,
    message: details.message,
    expected: shorten(details.expected),
    actual: shorten(details.actual),
  };
}

/** Provider text in an issue is evidence, not content: 64 characters are enough to recognise it. */
const EVIDENCE_LENGTH = 64;

function shorten(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  return text.length <= EVIDENCE_LENGTH ? text : `${text.slice(0, EVIDENCE_LENGTH - 1)}…`;
}
