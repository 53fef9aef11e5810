import { isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { found, problem } from '../../src/domain/lookup-outcome.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import { schema } from '../../src/schema.ts';
import { changedFields } from '../../src/tracking/changes.ts';
import { customId, record } from '../support/known-transactions.ts';

const row = (changes: Partial<Transaction> = {}, now = 0) => found(record(customId('order'), changes), now);

/** A provider's own field, which the neutral record does not know. */
const own = (fields: Readonly<Record<string, unknown>>, guarded: Transaction['guardedFields'] = []) =>
  row({ ...fields, guardedFields: guarded } as Partial<Transaction>);

test('the same record has no changes, however much later it was fetched', () => {
  expect(changedFields(row(), row({}, 60_000))).toEqual([]);
});

test('what differs is listed by its name in the schema, sorted', () => {
  const before = row({ status: 'PENDING', paidAt: null });
  expect(changedFields(before, row({ status: 'PAID' }))).toEqual(['paidAt', 'status']);
});

test("another record under the same key differs in its id, and in a provider's own fields", () => {
  expect(changedFields(row(), row({ recordId: 'another' }))).toEqual(['id']);
  expect(changedFields(own({ tips: '0' }), own({ tips: '1' }))).toEqual(['tips']);
});

test('a field that takes a scope is never listed: filled, emptied or changed', () => {
  const guarded = [
    { field: 'buyer_id', scope: 'transactions:pii' },
    { field: '_links', scope: 'transactions:secrets' },
  ] as const;
  const filled = own({ buyerId: '1', links: ['a'] }, guarded);
  const other = own({ buyerId: '2', links: ['b'] }, guarded);
  const empty = own({ buyerId: null, links: [] });
  expect([changedFields(filled, other), changedFields(empty, filled), changedFields(filled, empty)]).toEqual([
    [],
    [],
    [],
  ]);
});

test('what is no fact of the payment is not compared', () => {
  const details = { raw: { any: 'thing' }, key: customId('other'), timeZone: 'UTC', expectedChangeAt: null };
  expect(changedFields(row(), row(details))).toEqual([]);
});

test('from one outcome to another, the outcome is what changed', () => {
  expect(changedFields({ outcome: 'AWAITING_CUSTOMER' }, row())).toEqual(['outcome']);
  expect(changedFields(row(), problem('NOT_FOUND'))).toEqual(['outcome']);
  expect(changedFields(problem('NOT_FOUND'), problem('NOT_FOUND'))).toEqual([]);
});

test('each name in the list is that of a field in the schema', () => {
  const type = schema.getType('YedpayTransaction');
  const fields = isObjectType(type) ? type.getFields() : {};
  const everything = row();
  const nothing = { ...everything, transaction: { guardedFields: [] } as unknown as Transaction };
  const listed = changedFields(everything, nothing);
  expect(listed).toContain('paidAt');
  expect(listed.filter((name) => !Object.hasOwn(fields, name))).toEqual([]);
});
