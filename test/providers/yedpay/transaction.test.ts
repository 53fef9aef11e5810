import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFinal } from '../../../src/domain/finality.ts';
import { headlineOf } from '../../../src/domain/headline.ts';
import { YEDPAY_STATUSES } from '../../../src/providers/yedpay/statuses.ts';
import { YEDPAY_FIELDS } from '../../../src/providers/yedpay/wire.ts';
import { issueKinds, transactionWith, transactionWithText, YEDPAY_ID } from './yedpay-records.ts';

const UNPAID = { paid_at: '' };

describe('the status', () => {
  test.each([
    ['pending', 'PENDING', 'NOT_SETTLED', true],
    ['paid', 'PAID', 'NOT_SETTLED', true],
    ['cancelled', 'CANCELLED', 'NOT_SETTLED', true],
    ['refunded', 'PAID', 'NOT_SETTLED', true],
    ['processing', 'PENDING', 'NOT_SETTLED', true],
    ['settlement_requested', 'PAID', 'REQUESTED', true],
    ['in_progress_settlement', 'PAID', 'IN_PROGRESS', true],
    ['settled', 'PAID', 'SETTLED', true],
    ['reverse_settlement', 'PAID', 'REVERSED', true],
    ['cancelled_settlement', 'PAID', 'REJECTED', true],
    ['failed', 'FAILED', 'NOT_SETTLED', true],
    ['approved', 'AUTHORIZED', 'NOT_SETTLED', true],
    ['captured', 'PAID', 'NOT_SETTLED', true],
    ['void', 'VOIDED', 'NOT_SETTLED', true],
    ['reversal', 'VOIDED', 'NOT_SETTLED', true],
    ['voiding', 'PENDING', 'NOT_SETTLED', true],
    ['pending_refund', 'PAID', 'NOT_SETTLED', false],
    ['expired', 'EXPIRED', 'NOT_SETTLED', false],
    ['precreated', 'AWAITING_CUSTOMER', 'NOT_SETTLED', false],
    ['authorized', 'AUTHORIZED', 'NOT_SETTLED', false],
  ])('%s, without a payment time, means %s and settlement %s', (code, status, settlementState, documented) => {
    expect(transactionWith({ status: code, ...UNPAID })).toMatchObject({
      status,
      settlementState,
      providerStatus: { code, mapped: true, documented },
    });
  });

  test('table has each code once', () => {
    expect(YEDPAY_STATUSES).toHaveLength(20);
    expect(new Set(YEDPAY_STATUSES.map(({ code }) => code)).size).toBe(20);
  });

  test.each(['7', 'Paid', 'canceled', 'PAID', 'paid '])('%j is unknown, shown as sent, and never final', (code) => {
    const found = transactionWith({ status: code });
    expect(found).toMatchObject({ status: 'UNKNOWN', providerStatus: { code, mapped: false } });
    expect(issueKinds(found)).toEqual(['UNMAPPED_STATUS status']);
    expect(headlineOf(found)).toBe('UNKNOWN');
    expect(isFinal(found, found.refund)).toBe(false);
  });

  test.each([[null], [''], [undefined]])('%j is unknown and has no code', (status) => {
    expect(transactionWith({ status })).toMatchObject({ status: 'UNKNOWN', providerStatus: { code: null } });
  });
});

describe('the settlement', () => {
  test.each([
    [true, '2018-11-22 00:00:00', 'SETTLED', []],
    [true, '', 'SETTLED', ['SETTLED_WITHOUT_DATE settled_at']],
    [true, '0000-00-00 00:00:00', 'SETTLED', ['UNPARSEABLE_VALUE settled_at', 'SETTLED_WITHOUT_DATE settled_at']],
    [false, '', 'NOT_SETTLED', []],
    [undefined, '', 'NOT_REPORTED', []],
    ['', '', 'NOT_REPORTED', []],
    ['maybe', '', 'NOT_REPORTED', ['UNPARSEABLE_VALUE is_balance_settled']],
    ['true', '2018-11-22 00:00:00', 'SETTLED', ['TYPE_DEVIATION is_balance_settled']],
  ])('of flag %j and date %j is %s', (flag, date, state, issues) => {
    const found = transactionWith({ is_balance_settled: flag, settled_at: date });
    expect(found).toMatchObject({ status: 'PAID', settlementState: state });
    expect(issueKinds(found)).toEqual(issues);
  });

  test('that the status names wins over the flag', () => {
    expect(transactionWith({ status: 'reverse_settlement', is_balance_settled: true }).settlementState).toBe(
      'REVERSED',
    );
  });
});

describe('a payment time', () => {
  test.each(['pending', 'failed', 'cancelled', 'expired', 'precreated'])(
    'beside the status %s is reported',
    (status) => {
      const found = transactionWith({ status });
      expect(found.status).not.toBe('PAID');
      expect(issueKinds(found)).toContain('SUCCESS_TIME_WITHOUT_SUCCESS paid_at');
    },
  );

  test.each(['paid', 'captured', 'settled', 'void', 'voiding', 'reversal', 'refunded'])(
    'beside the status %s is not',
    (status) => {
      expect(transactionWith({ status }).status).toBe('PAID');
      expect(issueKinds(transactionWith({ status }))).not.toContain('SUCCESS_TIME_WITHOUT_SUCCESS paid_at');
    },
  );

  test.each(['0000-00-00 00:00:00', '2018-13-01 00:00:00', '20/11/2018 14:06', '2018-11-20 02:06:45 PM'])(
    '%j is null, with an issue',
    (paid_at) => {
      const found = transactionWith({ paid_at });
      expect(found.paidAt).toBeNull();
      expect(issueKinds(found)).toEqual(['UNPARSEABLE_VALUE paid_at']);
    },
  );
});

describe('the net', () => {
  test('that does not add up is reported, and shown as stated', () => {
    const found = transactionWith({ net: '9.70' });
    expect(found.net?.amount).toBe('9.70');
    expect(issueKinds(found)).toEqual(['NET_MISMATCH net']);
  });

  test.each([
    ['a refund', { refunded: '1.00' }],
    ['a tip', { tips: '0.01' }],
    ['an exchange rate', { forex: 7.8 }],
  ])('is not judged beside %s', (_, changes) => {
    expect(issueKinds(transactionWith({ net: '1.00', ...changes }))).toEqual([]);
  });

  test.each([
    ['refunded', '1,000.00'],
    ['tips', '1,000.00'],
    ['forex', 'seven'],
  ])('is not judged beside an unreadable %s, which may have a part in it', (field, value) => {
    expect(issueKinds(transactionWith({ net: '1.00', [field]: value }))).toEqual([`UNPARSEABLE_VALUE ${field}`]);
  });

  test.each([{ tips: undefined }, { forex: undefined }, { forex: '1.0000' }, { tips: '0' }])(
    'is judged where %o have no part in it',
    (changes) => {
      expect(issueKinds(transactionWith({ net: '1.00', ...changes }))).toEqual(['NET_MISMATCH net']);
    },
  );
});

describe('deviations from the documented types', () => {
  test.each([
    ['"charge":1.20', 'charge', '1.20'],
    ['"amount":10.00', 'amount', '10.00'],
    ['"tips":12345678901234567890.10', 'tips', '12345678901234567890.10'],
  ] as const)('%s is exact', (member, field, amount) => {
    expect(transactionWithText(member)[field]?.amount).toBe(amount);
  });

  test.each(['"NaN"', '"1e999"', '1e999', '"1,234.50"', '{"v":1}', '[]', 'true'])(
    'an amount of %s is null with an issue',
    (json) => {
      const found = transactionWithText(`"amount":${json}`);
      expect(found).toMatchObject({
        status: 'PAID',
        amount: null,
        charge: { amount: '0.25' },
        refund: { remaining: null },
      });
      expect(issueKinds(found)).toEqual(['UNPARSEABLE_VALUE amount']);
    },
  );

  test('a number for an identifier keeps its digits', () => {
    const found = transactionWithText('"transaction_id":175998480249501000000001');
    expect(found.transactionId).toBe('175998480249501000000001');
    expect(issueKinds(found)).toEqual(['TYPE_DEVIATION transaction_id']);
  });

  test('an integer as text is read, and a fraction is none', () => {
    expect(transactionWith({ gateway_id: '12' }).gateway.id).toBe(12);
    expect(transactionWithText('"gateway_id":1.5').gateway.id).toBeNull();
  });

  test('an exchange rate that is none is null', () => {
    expect(transactionWithText('"forex":1e3')).toMatchObject({ forex: null });
    expect(transactionWithText('"forex":7.80000000')).toMatchObject({ forex: '7.80000000' });
  });

  test('amounts stated twice are neither, and leave nothing to refund', () => {
    const found = transactionWithText('"amount":"10.00","amount":"1000.00"');
    expect(found).toMatchObject({ amount: null, refund: { remaining: null } });
    expect(issueKinds(found)).toEqual(['DUPLICATE_KEY amount']);
  });

  test('details may be one object, and a gateway code nobody listed has no label', () => {
    const found = transactionWith({
      status: 'failed',
      ...UNPAID,
      fail_details: { remark: 'declined' },
      gateway_code: '99_9',
    });
    expect(found.failure).toEqual([{ requestedBy: null, name: null, remark: 'declined' }]);
    expect(found.gateway).toMatchObject({ code: '99_9', label: null });
  });

  test('extra parameters are text, not parsed, whatever is in them', () => {
    const extra_parameters = '{"__proto__":{"polluted":1}, broken';
    expect(transactionWith({ extra_parameters }).extraParameters).toBe(extra_parameters);
  });

  test('any field may be anything: the record lives', () => {
    const changes = fc.dictionary(
      fc.constantFrom(...YEDPAY_FIELDS.filter((field) => field !== 'id'), 'surprise'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(changes, (values) => {
        const found = transactionWith(values);
        expect(found.yedpayId).toBe(YEDPAY_ID);
        expect(found.refund.state).toBe(found.refundState);
        headlineOf(found);
      }),
      { numRuns: 1_000 },
    );
  });
});
