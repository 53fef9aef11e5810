import { describe, expect, test } from 'vitest';
import { dataIssue } from '../../src/domain/data-issue.ts';
import { type OutcomeCode, PROBLEM_CODES, problem } from '../../src/domain/lookup-outcome.ts';
import { PAYMENT_STATUSES, type PaymentStatus } from '../../src/domain/payment-status.ts';
import { answer, decimal, entry, judged, money, payment } from './statements.ts';

const HUNDRED = entry({ amount: decimal('100'), currency: 'HKD' });

test('what agrees in everything that is stated is MATCHED', () => {
  const all = entry({
    amount: decimal('100.0'),
    currency: 'HKD',
    fee: decimal('1.8'),
    net: decimal('98.20'),
    merchantReference: 'order-1',
    processorReference: 'processor of order-1',
    paidOn: '2026-03-10',
  });
  const { outcome, checks } = judged({ entry: all });
  expect(outcome).toBe('MATCHED');
  expect(checks.map(({ field, verdict }) => [field, verdict])).toEqual(
    ['STATUS', 'CURRENCY', 'AMOUNT', 'FEE', 'NET', 'PAID_ON', 'MERCHANT_REFERENCE', 'PROCESSOR_REFERENCE'].map(
      (field) => [field, 'PASS'],
    ),
  );
});

test('what an entry does not state is not compared, but status always is', () => {
  expect(judged({}).checks.map(({ field }) => field)).toEqual(['STATUS']);
  const failed = judged({ outcome: answer(payment('order-1', { status: 'FAILED' })) }, { compare: new Set() });
  expect([failed.outcome, failed.explanation]).toEqual(['MISMATCHED', 'STATUS: The payment is FAILED, not PAID.']);
});

test('a currency that differs is MISMATCHED, and the amounts say nothing about one another', () => {
  const dollars = { entry: entry({ amount: decimal('100.00'), currency: 'USD' }) };
  const { outcome, checks } = judged(dollars, { tolerances: new Map([['USD', decimal('1000000')]]) });
  expect(outcome).toBe('MISMATCHED');
  expect(checks.map(({ field, verdict, delta }) => [field, verdict, delta])).toEqual([
    ['STATUS', 'PASS', null],
    ['CURRENCY', 'FAIL', null],
    ['AMOUNT', 'NOT_COMPARABLE', null],
  ]);
});

test('an amount without a currency, or beside one that nobody knows, is neither right nor wrong', () => {
  expect(judged({ entry: entry({ amount: decimal('100.00') }) }).outcome).toBe('UNVERIFIABLE');
  const rmb = answer(payment('order-1', { amount: money('100.00', 'RMB') }));
  expect(judged({ entry: HUNDRED, outcome: rmb }).outcome).toBe('UNVERIFIABLE');
  const nothing = answer(payment('order-1', { amount: null }));
  expect(judged({ entry: HUNDRED, outcome: nothing }).outcome).toBe('UNVERIFIABLE');
});

test.each<[OutcomeCode, string]>(
  PROBLEM_CODES.map((code) => [code, code === 'NOT_FOUND' ? 'MISSING' : 'UNVERIFIABLE'] as const),
)('a look-up that came to %s makes the entry %s', (code, expected) => {
  const judgement = judged({ entry: HUNDRED, outcome: problem(code as 'INTERNAL') });
  expect(judgement).toMatchObject({ outcome: expected, checks: [], summand: code });
  expect(judgement.explanation).toMatch(/\.$/);
});

test.each(PAYMENT_STATUSES)('a payment that is %s is what it is, whatever the amounts say', (status) => {
  const expected: Record<PaymentStatus, string> = {
    PENDING: 'EXPECTED',
    AWAITING_CUSTOMER: 'EXPECTED',
    AUTHORIZED: 'EXPECTED',
    PAID: 'MATCHED',
    VOIDED: 'MISMATCHED',
    CANCELLED: 'MISMATCHED',
    EXPIRED: 'MISMATCHED',
    FAILED: 'MISMATCHED',
    UNKNOWN: 'UNVERIFIABLE',
  };
  expect(judged({ entry: HUNDRED, outcome: answer(payment('order-1', { status })) }).outcome).toBe(expected[status]);
});

test('an open payment that differs already is no longer only expected', () => {
  const other = answer(payment('order-1', { status: 'PENDING', amount: money('90.00') }));
  expect(judged({ entry: HUNDRED, outcome: other }).outcome).toBe('MISMATCHED');
});

test('an open payment whose day is over says since when', () => {
  const outcome = answer(payment('order-1', { status: 'PENDING', paidAt: null }));
  expect(judged({ entry: entry({ paidOn: '2026-03-01' }), outcome }).explanation).toBe(
    'STATUS: The payment is PENDING, which is not decided yet. It was due on 2026-03-01.',
  );
});

test('two statuses that nobody knows are not the same', () => {
  const outcome = answer(payment('order-1', { status: 'UNKNOWN' }));
  expect(judged({ entry: entry({ expectStatus: 'UNKNOWN' }), outcome }).outcome).toBe('UNVERIFIABLE');
});

test('an expected failure is a match, an open payment never is', () => {
  const expecting = (expectStatus: PaymentStatus, status: PaymentStatus) =>
    judged({ entry: entry({ expectStatus }), outcome: answer(payment('order-1', { status })) }).outcome;
  expect(expecting('FAILED', 'FAILED')).toBe('MATCHED');
  expect(expecting('FAILED', 'PAID')).toBe('MISMATCHED');
  expect(expecting('AUTHORIZED', 'AUTHORIZED')).toBe('EXPECTED');
});

test.each([
  ['AWAITING_CUSTOMER', 'EXPECTED'],
  ['EXPIRED_UNPAID', 'MISMATCHED'],
] as const)('a link that is %s makes the entry %s', (outcome, expected) => {
  expect(judged({ entry: HUNDRED, outcome: { outcome } })).toMatchObject({ outcome: expected, summand: outcome });
});

describe('what is not there', () => {
  const missing = (paidOn: string, now: string, zones: { rules?: string; account?: string } = {}, paidWithinDays = 0) =>
    judged(
      { entry: entry({ paidOn }), outcome: problem('NOT_FOUND'), timeZone: zones.account ?? null },
      { timeZone: zones.rules ?? null, paidWithinDays },
      Date.parse(now),
    ).outcome;

  test('is EXPECTED until its day is over, and MISSING from then on', () => {
    expect(missing('2026-03-11', '2026-03-10T12:00:00Z')).toBe('EXPECTED');
    expect(missing('2026-03-10', '2026-03-10T23:59:59Z')).toBe('EXPECTED');
    expect(missing('2026-03-10', '2026-03-11T00:00:00Z')).toBe('MISSING');
  });

  test('is due later by the days that the rules allow', () => {
    expect(missing('2026-03-10', '2026-03-12T23:59:59Z', {}, 2)).toBe('EXPECTED');
    expect(missing('2026-03-10', '2026-03-13T00:00:00Z', {}, 2)).toBe('MISSING');
  });

  test("counts its day in the zone of the rules, else of the account, else in UTC's", () => {
    const evening = '2026-03-10T17:00:00Z';
    expect(missing('2026-03-10', evening, { account: 'Asia/Hong_Kong' })).toBe('MISSING');
    expect(missing('2026-03-10', evening, { account: 'Asia/Hong_Kong', rules: 'UTC' })).toBe('EXPECTED');
    expect(missing('2026-03-10', evening)).toBe('EXPECTED');
  });
});

test('a reference that was used again says not which record is meant, also where the amounts differ', () => {
  const issues = [dataIssue('REFERENCE_REUSED', { message: 'again' })];
  const reused = answer(payment('order-1', { issues, amount: money('90.00') }));
  expect(judged({ entry: HUNDRED, outcome: reused }).outcome).toBe('AMBIGUOUS');
});

test('a refund since is told beside the match', () => {
  const base = payment('order-1');
  const refund = { ...base.refund, refunded: money('40.00') };
  const partly = judged({ entry: HUNDRED, outcome: answer({ ...base, refundState: 'PARTIAL', refund }) });
  expect(partly).toMatchObject({
    outcome: 'MATCHED',
    explanation: 'Everything that was compared is the same. Refunded since (PARTIAL): 40.00 HKD.',
  });
});

describe('the counterpart', () => {
  const other = payment('other', { provider: 'genstore', fee: money('9.99'), net: money('90.01') });
  const stated = entry({ amount: decimal('100.00'), currency: 'HKD', fee: decimal('1.80'), paidOn: '2026-03-10' });
  const LATER = Date.parse('2026-03-12T00:00:00Z');

  test('is compared in status, currency, amount and day, never in fee and net', () => {
    const { outcome, checks } = judged({ entry: stated, counterpart: answer(other) });
    expect(outcome).toBe('MATCHED');
    expect(checks.map(({ field }) => field).filter((field) => field.startsWith('COUNTERPART'))).toEqual([
      'COUNTERPART_STATUS',
      'COUNTERPART_CURRENCY',
      'COUNTERPART_AMOUNT',
      'COUNTERPART_PAID_ON',
    ]);
  });

  test('that differs, is missing, is open, or cannot be asked decides the row', () => {
    const withCounterpart = (counterpart: Parameters<typeof judged>[0]['counterpart']) =>
      judged({ entry: stated, counterpart: counterpart ?? null }, {}, LATER).outcome;
    expect(withCounterpart(answer({ ...other, amount: money('99.99') }))).toBe('MISMATCHED');
    expect(withCounterpart(problem('NOT_FOUND'))).toBe('MISMATCHED');
    expect(withCounterpart(answer({ ...other, status: 'PENDING' }))).toBe('EXPECTED');
    expect(withCounterpart({ outcome: 'EXPIRED_UNPAID' })).toBe('MISMATCHED');
    expect(withCounterpart(problem('RATE_LIMITED'))).toBe('UNVERIFIABLE');
  });

  test('that is not there, and not due yet, is awaited', () => {
    expect(judged({ entry: stated, counterpart: problem('NOT_FOUND') })).toMatchObject({
      outcome: 'EXPECTED',
      isVerified: true,
    });
  });

  test('is not hidden by a record that is not due: one that differs, or cannot be asked, decides', () => {
    const absent = { entry: stated, outcome: problem('NOT_FOUND') } as const;
    const differs = answer({ ...other, amount: money('99.00') });
    expect(judged({ ...absent, counterpart: answer(other) }).outcome).toBe('EXPECTED');
    expect(judged({ ...absent, counterpart: differs }).outcome).toBe('MISMATCHED');
    expect(judged({ ...absent, counterpart: problem('RATE_LIMITED') }).outcome).toBe('UNVERIFIABLE');
    expect(judged({ ...absent, counterpart: answer(other) }, {}, LATER).outcome).toBe('MISSING');
  });

  test('that cannot be asked leaves the entry unverified, whatever else differs', () => {
    const mismatched = { ...stated, amount: decimal('1') };
    expect(judged({ entry: mismatched, counterpart: problem('PROVIDER_UNAVAILABLE') })).toMatchObject({
      outcome: 'MISMATCHED',
      isVerified: false,
    });
  });

  test('that was refunded is told, and one whose reference was used again is AMBIGUOUS', () => {
    const refunded = { ...other, refundState: 'FULL' as const, refund: { ...other.refund, refunded: money('100.00') } };
    expect(judged({ entry: stated, counterpart: answer(refunded) }).explanation).toBe(
      'Everything that was compared is the same. Of its counterpart: Refunded since (FULL): 100.00 HKD.',
    );
    const issues = [dataIssue('REFERENCE_REUSED', { message: 'again' })];
    expect(judged({ entry: stated, counterpart: answer({ ...other, issues }) }).outcome).toBe('AMBIGUOUS');
  });

  test('of the same provider is none', () => {
    expect(judged({ entry: stated, counterpart: answer(payment('order-1')) }).outcome).toBe('UNVERIFIABLE');
  });

  test('is left alone where the rules leave it out', () => {
    expect(
      judged({ entry: stated, counterpart: problem('RATE_LIMITED') }, { compare: new Set(['AMOUNT']) }),
    ).toMatchObject({
      outcome: 'MATCHED',
      checks: [{ field: 'STATUS' }, { field: 'CURRENCY' }, { field: 'AMOUNT' }],
    });
  });
});
