import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createEntryStore } from '../../src/cache/entry-store.ts';
import { type KnownOutcome, LIFETIMES } from '../../src/cache/lifetime.ts';
import type { LookupOutcome } from '../../src/domain/lookup-outcome.ts';
import { keyText } from '../../src/domain/transaction-key.ts';
import { YEDPAY_FIELDS } from '../../src/providers/yedpay/wire.ts';
import { outcomeOf as genstoreOutcome, payment, paymentKey } from '../providers/genstore/genstore-records.ts';
import { customIdKey, transaction, outcomeOf as yedpayOutcome } from '../providers/yedpay/yedpay-records.ts';
import { jsonReply, reply } from '../support/replies.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const MAX_BYTES = 16_000_000;

/** Each with texts of its own, as real ones have. */
const RECORDS: ReadonlyArray<readonly [string, (index: number) => readonly [string, LookupOutcome]]> = [
  [
    'of Genstore',
    (index) => {
      const key = paymentKey(`PI-${1e10 + index}`);
      const channelTrxNo = `0SX593062F${1e7 + index}`;
      return [
        keyText(key),
        genstoreOutcome(jsonReply({ payment: payment({ paymentId: key.value, channelTrxNo }) }), key),
      ];
    },
  ],
  [
    'of Yedpay',
    (index) => {
      const { key, data } = ordinary(index);
      const documented = YEDPAY_FIELDS.filter((field) => field in data).map((field) => [field, data[field]]);
      return [keyText(key), yedpayOutcome(jsonReply({ success: true, data: Object.fromEntries(documented) }), key)];
    },
  ],
  [
    'in an order that is not the documented one',
    (index) => {
      const { key, data } = ordinary(index);
      return [keyText(key), yedpayOutcome(jsonReply({ success: true, data }), key)];
    },
  ],
  [
    'full of unknown fields and links',
    (index) => {
      const key = customIdKey(`order-${1e10 + index}`);
      const odd = Object.fromEntries(Array.from({ length: 30 }, (_, field) => [`unknown_${field}`, 'x']));
      const _links = Array.from({ length: 5 }, (_, link) => ({
        rel: 'checkout',
        href: `https://example.test/${link}/${index}`,
      }));
      const data = transaction({ custom_id: key.value, _links, ...odd });
      return [keyText(key), yedpayOutcome(jsonReply({ success: true, data }), key)];
    },
  ],
  [
    'in Chinese',
    (index) => {
      const key = customIdKey(`order-${1e10 + index}`);
      const data = transaction({ custom_id: key.value, extra_parameters: `${'聚'.repeat(2_000)}${index}` });
      return [keyText(key), yedpayOutcome(jsonReply({ success: true, data }), key)];
    },
  ],
];

function ordinary(index: number) {
  const key = customIdKey(`order-${1e10 + index}`);
  const own = { id: `T${1e10 + index}`, custom_id: key.value, transaction_id: `17369${1e10 + index}` };
  return { key, data: transaction({ ...own, ...ORDINARY }) };
}

/** The fields of an ordinary record that a test about one field leaves out. */
const ORDINARY = {
  user_id: '04F8996DA763',
  company_id: 'F168CCDD9154',
  store_id: '824D80D71985',
  gateway_id: 4,
  gateway_sub_id: 2,
  gateway_sub_name: 'Alipay Online (PC to mobile)',
  gateway_code: '4_2',
  can_settle_after: '2025-01-16 00:00:00',
  updated_at: '2025-01-15 10:31:15',
  expired_at: '2025-01-15 13:30:00',
  payer: '',
  buyer_id: '',
  wallet_type: 'HK',
  fixed_id: '',
  _links: [],
};

function keptOf(outcome: LookupOutcome): KnownOutcome {
  if (outcome.outcome !== 'FOUND') throw new Error('there is no record');
  return { outcome: 'FOUND', transaction: outcome.transaction };
}

test.each(RECORDS)('records %s take no more than they may, and not far less', (_, recordOf) => {
  const store = createEntryStore(MAX_BYTES);
  for (let index = 0; index < 100; index += 1) recordOf(index);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 10_000; index += 1) {
    const [name, outcome] = recordOf(index);
    store.set(name, {
      outcome: keptOf(outcome),
      fetchedAt: 1.7e12 + index,
      learnedAt: 1e6 + index / 3,
      lifetime: LIFETIMES.PAID,
      standing: { isReplaced: false },
    });
  }
  collect();
  const share = (process.memoryUsage().heapUsed - before) / MAX_BYTES;
  // The test runner's own heap moves by a megabyte.
  expect(share).toBeLessThan(1.05);
  expect(share).toBeGreaterThan(0.5);
  expect(store.get('none')).toBeUndefined();
});

test('a kept record keeps nothing of its reply that it does not show', () => {
  const kept: LookupOutcome[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 300; index += 1) {
    const { key, data } = ordinary(index);
    const text = JSON.stringify({ success: true, data: { ...data, unknown: `${'x'.repeat(200_000)}${index}` } });
    // A number of many digits is kept as its text.
    const numbered = text.replace(/"transaction_id":"\d+"/, `"transaction_id":${10n ** 20n + BigInt(index)}`);
    kept.push(yedpayOutcome(reply(numbered), key));
  }
  collect();
  expect(kept[0]).toMatchObject({ transaction: { transactionId: `1${'0'.repeat(20)}` } });
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000);
});
