import type { ObservedFacts } from '../../src/domain/observation.ts';
import type { Look } from '../../src/history/look.ts';
import { type PackedLook, packed } from '../../src/history/packed-look.ts';
import type { AttentionQuery, ObservationStore, ObservedQuery } from '../../src/history/store.ts';

export const START = Date.UTC(2026, 0, 2, 3, 4, 5);

export const ACCOUNTS = new Map([
  ['yedpay', ['default']],
  ['genstore', ['shop']],
]);

type Differences = Partial<ObservedFacts & Pick<Look, 'observedAt' | 'purpose'>>;

/** A look at a paid payment without refunds, as stores take it; a test says what is different about its own. */
export function look(recordId: string, differences: Differences = {}): PackedLook {
  return packed(unpackedLook(recordId, differences));
}

export function unpackedLook(
  recordId: string,
  { observedAt = START, purpose = 'QUERY', ...facts }: Differences = {},
): Look {
  return {
    facts: {
      provider: 'yedpay',
      account: 'default',
      recordId,
      status: 'PAID',
      refundState: 'NONE',
      settlementState: 'NOT_SETTLED',
      providerCode: 'paid',
      providerLabel: 'Paid',
      isMapped: true,
      isDocumented: true,
      refunded: { amount: '0.00', rawCurrency: 'HKD' },
      reference: { kind: 'CUSTOM_ID', value: `order of ${recordId}` },
      amount: { amount: '10.00', rawCurrency: 'HKD' },
      merchantReference: null,
      processorReference: null,
      issues: [],
      createdAt: null,
      ...facts,
    },
    linkable: [],
    paidAt: null,
    lastRefundedAt: null,
    updatedAt: null,
    observedAt,
    purpose,
  };
}

export function observedQuery(changes: Partial<ObservedQuery> = {}): ObservedQuery {
  return {
    accounts: ACCOUNTS,
    provider: null,
    account: null,
    status: null,
    refundState: null,
    settlementState: null,
    changedSince: null,
    reference: null,
    first: 200,
    after: null,
    ...changes,
  };
}

/** Everything since START is too long. */
export function attentionQuery(changes: Partial<AttentionQuery> = {}): AttentionQuery {
  return {
    accounts: ACCOUNTS,
    kinds: ['STUCK_PENDING', 'REFUND_PENDING_TOO_LONG', 'AUTHORIZATION_AGEING', 'DATA_ISSUE', 'UNMAPPED_STATUS'],
    pendingBefore: START,
    refundPendingBefore: START,
    authorizedBefore: START,
    first: 200,
    after: null,
    ...changes,
  };
}

export const subject = (recordId: string) => ({ provider: 'yedpay', account: 'default', recordId });

export async function historyOf(store: ObservationStore, recordId: string, last = 100) {
  const histories = await store.historyOf([subject(recordId)], last);
  return histories.get(`yedpay\ndefault\n${recordId}`) ?? [];
}

export async function statusesOf(store: ObservationStore, recordId: string): Promise<string[]> {
  return (await historyOf(store, recordId)).map(({ status }) => status);
}

export async function observedIds(store: ObservationStore, changes: Partial<ObservedQuery> = {}): Promise<string[]> {
  return (await store.observed(observedQuery(changes))).map(({ recordId }) => recordId);
}

export async function attentionIds(store: ObservationStore, changes: Partial<AttentionQuery> = {}): Promise<string[]> {
  return (await store.attention(attentionQuery(changes))).map(({ recordId }) => recordId);
}
