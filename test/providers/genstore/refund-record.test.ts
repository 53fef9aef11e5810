import { expect, test } from 'vitest';
import { issuesOf, REFUND_ID, readRefund, refundWith } from './refund-records.ts';

/** The sample of the first version of "About Refund", as far as it could be read; the customer is cut there. */
const FIRST_VERSION = `{
  "refund": {
    "lineItems": [
      { "line_item": "", "line_item_id": "", "quantity": "", "subtotal": "10.00", "id": "", "total_tax": "0.00", "location_id": "" }
    ],
    "note": "Note",
    "createTime": "2013-06-27T08:48:27-04:00",
    "customerId": "1020000013594",
    "updateTime": "2012-08-24T14:01:46-04:00",
    "id": "1000069823694",
    "refundPrice": "10.00",
    "customer": { "lastName": "Terry", "note": "This is Note.", "addresses": "", "phone": "" }
  }
}`;

/** Of the second: `refundId` and `status` are its own. */
const SECOND_VERSION = `{
  "refund": {
    "lineItems": [
      { "totalTax": "0.00", "lineItem": { "productId": "123", "variantId": "222" }, "quantity": "", "lineItemId": "", "subtotal": "10.00" }
    ],
    "note": "Note",
    "createTime": "2013-06-27T08:48:27-04:00",
    "customerId": "1020000013594",
    "updateTime": "2012-08-24T14:01:46-04:00",
    "refundPrice": "10.00",
    "refundId": "1000069823694",
    "status": ""
  }
}`;

test('the first version is read whole, without an issue, and the customer goes nowhere', () => {
  const refund = readRefund(FIRST_VERSION);
  expect(refund).toMatchObject({
    refundId: REFUND_ID,
    orderId: null,
    customerId: '1020000013594',
    status: null,
    type: null,
    amount: { amount: '10.00', currency: null, rawCurrency: null, minorUnits: null },
    shipping: null,
    note: 'Note',
    createdAt: { utc: '2013-06-27T12:48:27Z', sourceZone: '-04:00' },
    updatedAt: { utc: '2012-08-24T18:01:46Z' },
    issues: [],
  });
  expect(refund.lines).toMatchObject([
    { lineId: null, lineItemId: null, quantity: null, subtotal: { amount: '10.00' }, totalTax: { amount: '0.00' } },
  ]);
  expect(JSON.stringify(refund)).not.toMatch(/Terry|This is Note/);
});

test('so is the second', () => {
  const refund = readRefund(SECOND_VERSION);
  expect(refund).toMatchObject({ refundId: REFUND_ID, status: null, amount: { amount: '10.00' }, issues: [] });
  expect(refund.lines).toMatchObject([{ productId: '123', variantId: '222', totalTax: { amount: '0.00' } }]);
});

test('so is the third', () => {
  const refund = refundWith({
    customerId: '1020000013594',
    amount: '10.00',
    rightsType: '1',
    lineItems: [
      {
        totalTax: '0.00',
        lineItem: { productId: '123', variantId: '222' },
        quantity: '2',
        lineItemId: '7001',
        subtotal: '10.00',
        rightsReason: 'Description of Other Reasons.',
        rightsReasonType: '0',
      },
    ],
    createTime: '2025-01-17T09:12:00+08:00',
  });
  expect(refund).toMatchObject({ type: '1', amount: { amount: '10.00' }, issues: [] });
  expect(refund.lines).toMatchObject([
    {
      lineItemId: '7001',
      quantity: '2',
      subtotal: { amount: '10.00' },
      reason: 'Description of Other Reasons.',
      reasonType: '0',
    },
  ]);
});

test('lines of the first version have the same fields as those of the others', () => {
  const refund = refundWith({
    lineItems: [{ id: '1', line_item_id: '7001', quantity: 1, subtotal: 10.5, total_tax: '0.10', location_id: '9' }],
  });
  expect(refund.lines).toMatchObject([
    { lineId: '1', lineItemId: '7001', quantity: '1', totalTax: { amount: '0.10' }, locationId: '9' },
  ]);
  expect(issuesOf(refund)).toEqual([]);
});

test('numbers keep their text, ids as well as amounts', () => {
  const refund = readRefund(
    `{"refund":{"refundId":${REFUND_ID},"customerId":10200000135940001234,"orderId":1001,"amount":10.20}}`,
  );
  expect(refund).toMatchObject({
    refundId: REFUND_ID,
    customerId: '10200000135940001234',
    orderId: '1001',
    amount: { amount: '10.20', raw: '10.20' },
    issues: [],
  });
});

test('an amount is in a currency only where the record states one', () => {
  expect(refundWith({ amount: '10.00', currency: 'USD' }).amount).toMatchObject({
    currency: 'USD',
    minorUnits: '1000',
  });
  const strange = refundWith({ amount: '10.00', currency: 'RMB' });
  expect(strange.amount).toMatchObject({ amount: '10.00', currency: null, rawCurrency: 'RMB' });
  expect(issuesOf(strange)).toEqual(['UNKNOWN_CURRENCY currency']);
});

test.each([
  ['1', 'opened'],
  ['3', 'completed'],
  ['5', 'abnormal'],
])('status %s is shown with its name', (code, label) => {
  for (const status of [code, Number(code)])
    expect(refundWith({ status })).toMatchObject({ status: { code, label }, issues: [] });
});

test('a status that no version lists is kept as sent, cut where it is no code, and reported', () => {
  const refund = refundWith({ status: '9'.repeat(100) });
  expect(refund.status).toEqual({ code: '9'.repeat(64), label: null });
  expect(issuesOf(refund)).toEqual(['UNMAPPED_STATUS status']);
});

test('a value under two names with two meanings is shown under none', () => {
  const refund = refundWith({
    amount: '10.00',
    refundPrice: '11.00',
    lineItems: [{ lineItemId: '1', line_item_id: '2', totalTax: '0.10', total_tax: '0.10' }],
  });
  expect(refund.amount).toBeNull();
  expect(refund.lines).toMatchObject([{ lineItemId: null, totalTax: { amount: '0.10' } }]);
  expect(issuesOf(refund)).toEqual(['DUPLICATE_KEY lineItemId', 'DUPLICATE_KEY amount']);
});

test('shipping is an amount only where it says so, and its other members are named', () => {
  expect(refundWith({ shipping: { amount: '2.00' } }).shipping).toMatchObject({ amount: '2.00' });
  const other = refundWith({ shipping: { shippingId: '77' } });
  expect(other.shipping).toBeNull();
  expect(issuesOf(other)).toEqual(['UNKNOWN_FIELD shippingId']);
  expect(issuesOf(refundWith({ shipping: '2.00' }))).toEqual(['UNPARSEABLE_VALUE shipping']);
});

test('unknown fields are named once, however many lines have them, and their values go nowhere', () => {
  const line = { lineItemId: '1', planted: 'canary', lineItem: { productId: '1', sku: 'canary' } };
  const refund = refundWith({ risk: 'canary', lineItems: [line, line, line] });
  expect(issuesOf(refund)).toEqual(['UNKNOWN_FIELD risk', 'UNKNOWN_FIELD planted', 'UNKNOWN_FIELD sku']);
  expect(JSON.stringify(refund)).not.toContain('canary');
});

test.each([
  ['an amount', { amount: '1,234.50' }, 'UNPARSEABLE_VALUE amount', 'amount'],
  ['a time without an offset', { createTime: '2025-01-15T10:30:00' }, 'UNPARSEABLE_VALUE createTime', 'createdAt'],
  ['lines', { lineItems: 'none' }, 'UNPARSEABLE_VALUE lineItems', null],
  ['an id', { orderId: { value: '1' } }, 'UNPARSEABLE_VALUE orderId', 'orderId'],
] as const)('%s that cannot be read costs its own field only', (_, members, issue, field) => {
  const refund = refundWith({ note: 'Note', ...members });
  expect(issuesOf(refund)).toEqual([issue]);
  if (field !== null) expect(refund[field]).toBeNull();
  expect(refund.note).toBe('Note');
});

test('what people wrote, and who the customer is, are guarded, and no raw holds a reason or a customer', () => {
  const refund = refundWith({
    note: 'Call Mei Wong',
    customerId: '1020000013594',
    customer: 'Mei Wong',
    lineItems: [{ lineItemId: '1', rightsReason: 'Mei Wong changed her mind' }],
  });
  expect(refund.guardedFields).toEqual(
    ['customerId', 'note', 'rightsReason'].map((field) => ({ field, scope: 'transactions:pii' })),
  );
  expect(refund.raw).toEqual({
    refundId: REFUND_ID,
    customerId: '1020000013594',
    lineItems: [{ lineItemId: '1' }],
    note: 'Call Mei Wong',
  });
  expect(refundWith({ note: '', lineItems: [{}] }).guardedFields).toEqual([]);
});

test('nothing but the id makes a record of nulls', () => {
  expect(refundWith({})).toMatchObject({
    orderId: null,
    customerId: null,
    status: null,
    type: null,
    amount: null,
    shipping: null,
    lines: null,
    note: null,
    createdAt: null,
    updatedAt: null,
    issues: [],
  });
});
