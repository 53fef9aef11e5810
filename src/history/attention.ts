import { ATTENTION_KINDS, type AttentionKind } from '../domain/attention.ts';
import type { ObservedTransaction } from '../domain/observation.ts';
import type { AttentionQuery } from './store.ts';

/** A record that needs somebody, and why. */
export interface AttentionItem {
  readonly transaction: ObservedTransaction;
  readonly kinds: readonly AttentionKind[];
  /** How long it has been so, in seconds. */
  readonly ageSeconds: number;
  /** When it is looked at next, in milliseconds since the epoch; null where nobody watches it. */
  readonly nextCheckAt: number | null;
}

export type AttentionThresholds = Pick<AttentionQuery, 'pendingBefore' | 'refundPendingBefore' | 'authorizedBefore'>;

/** After how long something needs somebody. */
export interface AttentionLimits {
  readonly pendingMinutes: number;
  readonly refundPendingHours: number;
  readonly authorizedHours: number;
}

/** In milliseconds before now. */
export function thresholdsAt(now: number, limits: AttentionLimits): AttentionThresholds {
  return {
    pendingBefore: now - limits.pendingMinutes * 60_000,
    refundPendingBefore: now - limits.refundPendingHours * 3_600_000,
    authorizedBefore: now - limits.authorizedHours * 3_600_000,
  };
}

/** Why a record is on the list: the same rules by which the store chose it. */
export function attentionItem(
  transaction: ObservedTransaction,
  asked: readonly AttentionKind[],
  thresholds: AttentionThresholds,
  { now, nextCheckAt }: { readonly now: number; readonly nextCheckAt: number | null },
): AttentionItem {
  const since = reasonsOf(transaction, thresholds);
  const kinds = ATTENTION_KINDS.filter((kind) => asked.includes(kind) && since[kind] !== null);
  const oldest = Math.min(...kinds.map((kind) => since[kind] ?? now), now);
  return { transaction, kinds, ageSeconds: Math.floor((now - oldest) / 1000), nextCheckAt };
}

/** Since when each reason holds; null where it does not. */
function reasonsOf(
  { status, refundState, isMapped, statusSince, refundSince, issueSince }: ObservedTransaction,
  { pendingBefore, refundPendingBefore, authorizedBefore }: AttentionThresholds,
): Readonly<Record<AttentionKind, number | null>> {
  const isPending = status === 'PENDING' || status === 'AWAITING_CUSTOMER';
  return {
    STUCK_PENDING: isPending && statusSince <= pendingBefore ? statusSince : null,
    REFUND_PENDING_TOO_LONG: refundState === 'PENDING' && refundSince <= refundPendingBefore ? refundSince : null,
    AUTHORIZATION_AGEING: status === 'AUTHORIZED' && statusSince <= authorizedBefore ? statusSince : null,
    DATA_ISSUE: issueSince,
    UNMAPPED_STATUS: isMapped ? null : statusSince,
  };
}
