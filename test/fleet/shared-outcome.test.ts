import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LocalZone } from '../../src/domain/local-zone.ts';
import { found, type LookupOutcome, PROBLEM_CODES, problem } from '../../src/domain/lookup-outcome.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import { toGenstorePayment } from '../../src/providers/genstore/transaction.ts';
import { toYedpayTransaction } from '../../src/providers/yedpay/transaction.ts';
import { readExact, writeExact } from '../../src/redis/exact-value.ts';
import { readOutcome, writeOutcome } from '../../src/redis/shared-outcome.ts';
import { ConflictingValues, JsonNumber } from '../../src/upstream/exact-json.ts';
import { customId, record } from '../support/known-transactions.ts';

const KEY = customId('order-1');

const special = fc.constantFrom(
  undefined,
  null,
  -0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  12n,
  new JsonNumber('1.20'),
  new JsonNumber('12345678901234567890.12'),
  new ConflictingValues('1', new JsonNumber('2')),
  '\ud800',
);

const names = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '$number', '$undefined', '$object'));

const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    special,
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(names, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => new Set(items)),
  ),
}));

/** No parser gives objects without a prototype. */
const PLAIN = { noNullPrototype: true };

/** A record as a provider might send it: any fields of its own, with any values. */
const wire = (fields: readonly string[]) =>
  fc.dictionary(
    fc.constantFrom(...fields),
    fc.oneof(
      fc.string(),
      fc.constant(null),
      fc.boolean(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => new JsonNumber(String(value))),
      fc.constantFrom('HKD', 'JPY', '10.00', '-1.205', '2026-01-02 03:04:05', '2026-01-02T03:04:05+01:00', 'paid', '2'),
      fc.array(fc.dictionary(fc.constantFrom('requested_by', 'name', 'rel', 'href'), fc.string(), PLAIN), {
        maxLength: 2,
      }),
    ),
    PLAIN,
  );

const GENSTORE = [
  'status',
  'amount',
  'fee',
  'net',
  'currency',
  'successPaymentTime',
  'outOrderNo',
  'channelTrxNo',
  'more',
];
const YEDPAY = [
  'status',
  'amount',
  'charge',
  'net',
  'currency',
  'paid_at',
  'refunded_at',
  'refunded',
  'forex',
  'links',
];

const genstoreKey: TransactionKey = { provider: 'genstore', account: 'shop', kind: 'PAYMENT_ID', value: 'PI1' };

const transactions: fc.Arbitrary<readonly [Transaction, TransactionKey]> = fc.oneof(
  wire(GENSTORE).map((sent) => [toGenstorePayment(sent, genstoreKey, 'UTC'), genstoreKey] as const),
  wire([...YEDPAY, 'custom_id', 'payer', 'cancellation_details', 'is_balance_settled', 'tips', 'unknown']).map(
    (sent) => [toYedpayTransaction({ ...sent, id: 'YP1' }, KEY, new LocalZone('Asia/Hong_Kong')), KEY] as const,
  ),
);

const read = (outcome: LookupOutcome, key = KEY) =>
  readOutcome(writeOutcome({ outcome, fetchedAt: 1_700_000_000_000, keepMs: 5_000 }), key);

describe('what gateways tell one another', () => {
  test('is the same value, whatever it is', () => {
    fc.assert(
      fc.property(anything, (value) => {
        // Vitest asks a value for its `constructor`, which here may be any value.
        expect(isDeepStrictEqual(readExact(writeExact(value)), value)).toBe(true);
      }),
    );
  });

  test('is the same record, whatever the provider sent', () => {
    fc.assert(
      fc.property(transactions, ([transaction, key]) => {
        const outcome = found(transaction, 1_700_000_000_000);
        expect(read(outcome, key)).toStrictEqual({ outcome, fetchedAt: 1_700_000_000_000, keepMs: 5_000 });
      }),
    );
  });

  test.each([{ outcome: 'AWAITING_CUSTOMER' }, { outcome: 'EXPIRED_UNPAID' }] as const)('is $outcome', (outcome) => {
    expect(read(outcome)?.outcome).toStrictEqual(outcome);
  });

  test.each(PROBLEM_CODES)('is %s', (code) => {
    const outcome = problem(code, { retryAfterSeconds: 3 });
    expect(read(outcome)?.outcome).toStrictEqual(outcome);
  });

  test('is nothing under another key', () => {
    const outcome = found(record(KEY), 0);
    expect(read(outcome, customId('order-2'))).toBeNull();
    expect(read(outcome, { ...KEY, account: 'other' })).toBeNull();
  });

  test.each<[string, (sound: Record<string, unknown>) => unknown]>([
    ['another form', (sound) => ({ ...sound, format: 0 })],
    [
      'a status that we do not know',
      ({ transaction, ...sound }) => ({ ...sound, transaction: { ...(transaction as object), status: 'WON' } }),
    ],
    [
      'an amount that is a number',
      (sound) => ({ ...sound, transaction: { ...(sound.transaction as object), amount: 12 } }),
    ],
    ['no outcome', () => ({})],
    ['a list', () => []],
    ['nothing', () => null],
  ])('is nothing where it is %s', (_name, change) => {
    const sound = readExact(writeOutcome({ outcome: found(record(KEY), 0), fetchedAt: 0, keepMs: 1 })) as {
      readonly outcome: Record<string, unknown>;
    };
    const changed = change({ ...sound.outcome, format: undefined });
    const { format: _format, ...outcome } = (changed ?? {}) as Record<string, unknown>;
    const text = _name === 'another form' ? writeExact({ ...sound, format: 0 }) : writeExact({ ...sound, outcome });
    expect(readOutcome(text, KEY)).toBeNull();
  });

  test.each(['', '{', '"', '{"$integer":"x"}', '{"$map":1}', '[]', 'null', '{"__proto__":1}'])(
    'is nothing in %j',
    (text) => {
      expect(readOutcome(text, KEY)).toBeNull();
    },
  );
});
