import type { DataIssueKind, Severity } from './data-issue.ts';

/** What needs somebody's attention, each by what makes it so. */
export const ATTENTION_KINDS = [
  'STUCK_PENDING',
  'REFUND_PENDING_TOO_LONG',
  'AUTHORIZATION_AGEING',
  'DATA_ISSUE',
  'UNMAPPED_STATUS',
] as const;

export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** Whether a data issue is one to look at. An unmapped status has a kind of its own. */
export function isWorrying({ kind, severity }: { readonly kind: DataIssueKind; readonly severity: Severity }): boolean {
  return severity !== 'INFO' && kind !== 'UNMAPPED_STATUS';
}

/** Since when the refund that has been pending for longest is so, of one account; in milliseconds since the epoch. */
export interface OldestPendingRefund {
  readonly provider: string;
  readonly account: string;
  readonly since: number;
}
