import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { YedpayTransaction } from '../../../src/providers/yedpay/transaction.ts';
import { transactionWith, transactionWithText } from './yedpay-records.ts';

/** What a caller with `transactions:raw` but without the guarded scopes sees of the record, and of its issues. */
function seenWithoutScopes({ raw, guardedFields, issues, references }: YedpayTransaction): string {
  const hidden = new Set(guardedFields.map(({ field }) => field));
  const shown = Object.entries(raw).filter(([field]) => !hidden.has(field));
  return JSON.stringify([shown, issues, references]);
}

const scopes = ({ guardedFields }: YedpayTransaction) =>
  Object.fromEntries(guardedFields.map(({ field, scope }) => [field, scope]));

describe('guarded fields', () => {
  test('are those of payers, of names, and what lets its holder act', () => {
    const named = [{ request_user_id: 'U1', first_name: 'Mei', last_name: 'Wong', remark: 'r' }];
    const found = transactionWith({
      payer: 'a@example.com',
      buyer_id: '2088',
      extra_parameters: '{}',
      cancellation_details: named,
      refund_details: named,
      fail_details: named,
      pin_key: 'k',
      _links: [{ rel: 'checkout', href: 'https://x' }],
    });
    expect(scopes(found)).toEqual({
      payer: 'transactions:pii',
      buyer_id: 'transactions:pii',
      extra_parameters: 'transactions:pii',
      cancellation_details: 'transactions:pii',
      refund_details: 'transactions:pii',
      fail_details: 'transactions:pii',
      pin_key: 'transactions:secrets',
      _links: 'transactions:secrets',
    });
  });

  test('are named only where the provider filled them', () => {
    expect(transactionWith({ payer: '', buyer_id: null, _links: [], pin_key: undefined }).guardedFields).toEqual([]);
  });

  test('details that hold no name need no scope', () => {
    const nameless = [{ request_user_id: 'U1', first_name: '', remark: 'damaged' }];
    expect(transactionWith({ refund_details: nameless }).guardedFields).toEqual([]);
  });
});

describe('personal data and secrets are nowhere outside their fields', () => {
  const MARK = 'mei.wong@example.com';

  test.each([
    ['a payer', `"payer":"${MARK}"`],
    ['a payer stated twice', `"payer":"${MARK}","payer":"other"`],
    ['a payer in an object', `"payer":{"email":"${MARK}"}`],
    ['a payer in a list', `"payer":["${MARK}"]`],
    ['a buyer stated twice', `"buyer_id":"x","buyer_id":"${MARK}"`],
    ['extra parameters that are an object', `"extra_parameters":{"email":"${MARK}"}`],
    ['a PIN key stated twice', `"pin_key":"${MARK}","pin_key":"b"`],
    ['a PIN key that is a list', `"pin_key":["${MARK}"]`],
    ['links stated twice', `"_links":[{"rel":"checkout","href":"${MARK}"}],"_links":[]`],
    ['links that are a text', `"_links":"${MARK}"`],
    ['links in a list of lists', `"_links":[["${MARK}"]]`],
    ['a name', `"refund_details":[{"first_name":"${MARK}"}]`],
    ['a name stated twice', `"refund_details":[{"first_name":"${MARK}","first_name":"b"}]`],
    ['a name that is an object', `"refund_details":[{"first_name":{"given":"${MARK}"}}]`],
    ['details stated twice', `"refund_details":[{"first_name":"${MARK}"}],"refund_details":[]`],
    ['details that are a text', `"refund_details":"asked by ${MARK}"`],
    ['details in a list of lists', `"cancellation_details":[["${MARK}"]]`],
    ['details with a name in a field that nobody documented', `"fail_details":[{"remark":"r","full_name":"${MARK}"}]`],
    ['details whose remark is an object', `"fail_details":[{"remark":{"by":"${MARK}"}}]`],
    ['a field that nobody documented', `"payer_name":"${MARK}"`],
  ])('%s', (_, members) => {
    expect(seenWithoutScopes(transactionWithText(members))).not.toContain(MARK);
  });

  test('whatever shape they come in', () => {
    const guarded = fc.constantFrom('payer', 'buyer_id', 'extra_parameters', 'pin_key', '_links');
    const shape = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constant(MARK),
        fc.array(tie('value'), { minLength: 1, maxLength: 2 }),
        fc.dictionary(fc.constantFrom('rel', 'href', 'first_name', 'x'), tie('value'), { minKeys: 1 }),
      ),
    })).value;
    fc.assert(
      fc.property(guarded, shape, (field, value) => {
        expect(seenWithoutScopes(transactionWith({ [field]: value }))).not.toContain(MARK);
      }),
    );
  });
});
