import { expect, test } from 'vitest';
import type { ObservedFacts } from '../../src/domain/observation.ts';
import type { Look } from '../../src/history/look.ts';
import { packed, unpacked } from '../../src/history/packed-look.ts';
import { START, unpackedLook } from './looks.ts';

const FULL: Look = {
  ...unpackedLook('a', {
    merchantReference: 'order "1"\n\ud83d\ude00',
    processorReference: 'R2DV',
    createdAt: START - 9,
    issues: [
      { kind: 'NET_MISMATCH', severity: 'INFO' },
      { kind: 'DUPLICATE_KEY', severity: 'WARNING' },
    ],
  }),
  linkable: [{ kind: 'TRANSACTION_ID', value: '1,2' }],
  paidAt: START - 7,
  lastRefundedAt: START - 6,
  updatedAt: START - 5,
};

const NOTHING: Partial<ObservedFacts> = {
  providerCode: null,
  providerLabel: null,
  refunded: null,
  reference: null,
  amount: null,
};

test.each([
  ['everything', FULL],
  ['nothing', unpackedLook('a', NOTHING)],
  ['amounts without a currency', unpackedLook('a', { refunded: { amount: '0', rawCurrency: null } })],
])('a look with %s comes out as it went in', (_name, look) => {
  expect(unpacked(packed(look))).toEqual(look);
});

test('looks that differ in any fact differ in their text, and none differ by their times', () => {
  const { facts } = packed(FULL);
  const otherFacts = unpackedLook('b', {
    ...NOTHING,
    provider: 'genstore',
    account: 'shop',
    status: 'FAILED',
    refundState: 'FULL',
    settlementState: 'SETTLED',
    isMapped: false,
    isDocumented: false,
  }).facts;
  const others: Look[] = Object.entries(otherFacts).map(([name, fact]) => ({
    ...FULL,
    facts: { ...FULL.facts, [name]: fact },
  }));
  for (const other of [...others, { ...FULL, linkable: [] }]) expect(packed(other).facts).not.toBe(facts);
  const later: Look = { ...FULL, paidAt: null, updatedAt: null, observedAt: START + 1, purpose: 'WATCH' };
  expect(packed(later).facts).toBe(facts);
});
