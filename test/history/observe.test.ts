import { expect, test } from 'vitest';
import type { Instant } from '../../src/domain/instant.ts';
import { parseOffsetInstant } from '../../src/domain/instant.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import { lookAt } from '../../src/history/look.ts';
import { type LastSeen, observe } from '../../src/history/observe.ts';
import { customId, record, token } from '../support/known-transactions.ts';
import { unpackedLook as look, START } from './looks.ts';

function instant(text: string): Instant {
  const read = parseOffsetInstant(text);
  if (read === null) throw new Error(text);
  return read;
}

const [MONDAY, TUESDAY, WEDNESDAY] = ['2026-01-05', '2026-01-06', '2026-01-07'].map((day) =>
  instant(`${day}T00:00:00Z`),
) as [Instant, Instant, Instant];

const NO_TIMES = { createdAt: null, paidAt: null, updatedAt: null };

function see(changes: Partial<Transaction>, before: LastSeen | null = null) {
  const transaction = record(customId('order-1'), { ...NO_TIMES, ...changes });
  const seen = observe(
    lookAt(transaction, { observedAt: START, purpose: 'QUERY', isSecretKey: false, linkableKinds: new Set<string>() }),
    before,
  );
  if (seen === null) throw new Error('a late look');
  return seen;
}

const money = record(customId('order-1')).amount;

test('a first look is an observation in which nothing has changed', () => {
  const { observation, transaction, lastObservationId } = see({});
  expect(observation).toMatchObject({ status: 'PAID', changed: [], observedAt: START, purpose: 'QUERY' });
  expect(observation?.id).toBe(lastObservationId);
  expect(transaction).toMatchObject({ firstObservedAt: START, lastChangedAt: START, statusSince: START });
});

test('where nothing differs there is no observation, and the record was looked at', () => {
  const first = see({});
  const later = look('x', { observedAt: START + 5 });
  const second = observe({ ...later, facts: first.transaction }, first);
  expect(second).toMatchObject({
    observation: null,
    lastObservationId: first.lastObservationId,
    transaction: { firstObservedAt: START, lastChangedAt: START, lastObservedAt: START + 5 },
  });
});

test.each<[string, Partial<Transaction>]>([
  ['status', { status: 'FAILED' }],
  ['refundState', { refundState: 'PENDING' }],
  ['settlementState', { settlementState: 'SETTLED' }],
  ['providerStatus', { providerStatus: { code: 'other', label: null, mapped: true, documented: true } }],
  ['amountRefunded', { refund: { ...record(customId('order-1')).refund, refunded: money } }],
])('%s is named where it alone has changed', (name, changes) => {
  expect(see(changes, see({})).observation?.changed).toEqual([name]);
});

test.each<[string, Partial<Transaction>]>([
  ['the label', { providerStatus: { code: 'paid', label: 'Bezahlt', mapped: true, documented: true } }],
  ['the amount', { amount: null }],
  ['a reference', { merchantReference: 'other' }],
  ['an issue', { issues: [] }],
])('%s is no change of state', (_name, changes) => {
  expect(see(changes, see({})).observation).toBeNull();
});

test('the same change after the same past has the same id, and another past gives another', () => {
  const first = see({ status: 'PENDING' });
  const second = see({}, first);
  const back = see({ status: 'PENDING' }, second);
  expect(see({ status: 'PENDING' }).lastObservationId).toBe(first.lastObservationId);
  expect(see({}, first).lastObservationId).toBe(second.lastObservationId);
  expect(new Set([first, second, back, see({}, back)].map(({ lastObservationId }) => lastObservationId)).size).toBe(4);
});

test('ids grow with the time of the look, whatever was seen and whatever came before', () => {
  const times = [0, 1, 35, 36, START - 1, START, START + 1, START + 36, 36 ** 9 - 1];
  const ids = times.map(
    (observedAt, index) => observe(look(`r${index}`, { observedAt }), null)?.lastObservationId ?? '',
  );
  expect(ids.toSorted()).toEqual(ids);
  // Where PostgreSQL sorts as people do, too, which takes no notice of case.
  expect(ids.toSorted(new Intl.Collator('en').compare)).toEqual(ids);
  expect(new Set(ids.map(({ length }) => length))).toEqual(new Set([25]));
});

test('what two records show in the same millisecond has two ids', () => {
  expect(observe(look('a'), null)?.lastObservationId).not.toBe(observe(look('b'), null)?.lastObservationId);
});

test('a history goes on after an id of the earlier form', () => {
  const before = { ...see({ status: 'PENDING' }), lastObservationId: '0vOQnsL3KQK2ZsYf6mXy-g' };
  const { observation, lastObservationId } = see({}, before);
  expect(observation).toMatchObject({ id: lastObservationId, changed: ['status'] });
  expect(see({}, { ...before, lastObservationId: 'another' }).lastObservationId).not.toBe(lastObservationId);
});

const refunded = (lastRefundedAt: Instant | null) => ({
  refundState: 'FULL' as const,
  refund: { ...record(customId('order-1')).refund, refunded: money, lastRefundedAt },
});

test.each<[string, Partial<Transaction>, Partial<Transaction> | null, Instant | null]>([
  ['a first look at nothing that has a time', {}, null, null],
  ['a first look: when it was made', { createdAt: MONDAY }, null, MONDAY],
  ['a first look: when it was changed last', { createdAt: MONDAY, updatedAt: TUESDAY }, null, TUESDAY],
  ['a first look: when it was paid', { createdAt: MONDAY, updatedAt: WEDNESDAY, paidAt: TUESDAY }, null, TUESDAY],
  ['a first look: when it was refunded', { paidAt: MONDAY, ...refunded(TUESDAY) }, null, TUESDAY],
  ['a payment: when it was paid', { paidAt: MONDAY, updatedAt: TUESDAY }, { status: 'PENDING' }, MONDAY],
  ['a failure has no time of payment', { status: 'FAILED', paidAt: MONDAY }, { status: 'PENDING' }, null],
  ['a failure: when it was changed', { status: 'FAILED', updatedAt: TUESDAY }, { status: 'PENDING' }, TUESDAY],
  ['a change is no creation', { status: 'FAILED', createdAt: MONDAY }, { status: 'PENDING' }, null],
  ['a refund: when it was refunded', { paidAt: MONDAY, ...refunded(TUESDAY) }, {}, TUESDAY],
  ['a refund without a time: when it was changed', { updatedAt: WEDNESDAY, ...refunded(null) }, {}, WEDNESDAY],
  ['a refund is no payment', { paidAt: MONDAY, ...refunded(null) }, {}, null],
  [
    'a settlement is neither',
    { settlementState: 'SETTLED', paidAt: MONDAY, ...refunded(TUESDAY) },
    refunded(TUESDAY),
    null,
  ],
])('it happened, of %s', (_name, changes, before, expected) => {
  const earlier = before === null ? null : see(before);
  expect(see(changes, earlier).observation).toMatchObject(
    expected === null
      ? { occurredAt: null, precision: 'FIRST_SEEN' }
      : { occurredAt: expected.epochMilliseconds, precision: 'PROVIDER_TIME' },
  );
});

test('an issue to look at is counted from when it came, and not from when the state changed', () => {
  const warned = { issues: [{ kind: 'DUPLICATE_KEY', severity: 'WARNING' }] as const };
  const first = observe(look('a'), null);
  const second = observe(look('a', { ...warned, observedAt: START + 5 }), first);
  const third = observe(look('a', { ...warned, observedAt: START + 9, status: 'FAILED' }), second);
  const fourth = observe(look('a', { observedAt: START + 11 }), third);
  expect([first, second, third, fourth].map((seen) => seen?.transaction.issueSince)).toEqual([
    null,
    START + 5,
    START + 5,
    null,
  ]);
});

test('a record found by a token is remembered by a reference that is no secret, or by none', () => {
  const details = { observedAt: START, purpose: 'QUERY', isSecretKey: true, linkableKinds: new Set<string>() } as const;
  const found = record(token('tok-secret'), { recordId: 'a' });
  expect(lookAt(found, details).facts.reference).toEqual({ kind: 'CUSTOM_ID', value: 'order-1001' });
  expect(lookAt({ ...found, references: [] }, details).facts.reference).toBeNull();
  // The provider's own text, which PostgreSQL would refuse with the whole batch.
  const unstorable = [{ kind: 'CUSTOM_ID', value: 'a\0\ud800', queryable: true }];
  expect(lookAt({ ...found, references: unstorable }, details).facts.reference?.value).toBe('a\uFFFD\uFFFD');
  expect(JSON.stringify(lookAt(found, details))).not.toContain('tok-secret');
});

test('a reference that is known stays known when a token finds the record', () => {
  const first = observe(look('a', { reference: { kind: 'CUSTOM_ID', value: 'order-1' } }), null);
  const second = observe(look('a', { reference: null, observedAt: START + 1 }), first);
  expect(second?.transaction.reference).toEqual({ kind: 'CUSTOM_ID', value: 'order-1' });
});

test('text that a database would refuse is made one that it takes, and long text is cut', () => {
  const { facts } = lookAt(
    record(customId('order-1'), { recordId: 'a\0b', merchantReference: `x${'💳'.repeat(300)}` }),
    {
      observedAt: START,
      purpose: 'QUERY',
      isSecretKey: false,
      linkableKinds: new Set<string>(),
    },
  );
  expect(facts.recordId).toBe('a\uFFFDb');
  expect(facts.merchantReference).toHaveLength(400);
  expect(facts.merchantReference?.isWellFormed()).toBe(true);
});
