import { expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';

const SUMMARY = `query Summary($references: [TransactionReference!]!) {
  summary(references: $references) {
    complete
    excluded { reason count }
    byCurrency {
      currency count paidCount
      gross { ...Total } refunded { ...Total } settled { ...Total } unsettled { ...Total }
      settlementNotReported { ...Total }
      byStatus { status total { ...Total } }
    }
  }
}
fragment Total on SummaryTotal { amount statedCount unstatedCount }`;

const total = (amount: string | null, statedCount: number, unstatedCount = 0) => ({
  amount,
  statedCount,
  unstatedCount,
});

test('both providers are added up by currency, each record once, and what is not reported is not zero', async () => {
  const gateway = await startTestGateway();
  const references = [
    { genstore: { paymentId: 'PI-success' } },
    { genstore: { paymentId: 'PI-failure' } },
    { genstore: { paymentId: 'PI-success' } },
    { yedpay: { customId: 'order-settled' } },
    { yedpay: { customId: 'order-refund-partial' } },
    { yedpay: { paymentToken: 'tok-order-settled' } },
    { yedpay: { customId: 'order-awaiting' } },
  ];
  const { data, errors } = await gateway.query(SUMMARY, { references });
  expect(errors).toBeUndefined();
  expect(data.summary).toEqual({
    complete: true,
    excluded: [
      { reason: 'AWAITING_CUSTOMER', count: 1 },
      { reason: 'DUPLICATE', count: 2 },
    ],
    byCurrency: [
      {
        currency: 'HKD',
        count: 2,
        paidCount: 2,
        gross: total('200.00', 2),
        refunded: total('40.00', 2),
        settled: total('100.00', 1),
        unsettled: total('100.00', 1),
        settlementNotReported: total('0', 0),
        byStatus: [{ status: 'PAID', total: total('200.00', 2) }],
      },
      {
        currency: 'USD',
        count: 2,
        paidCount: 1,
        gross: total('123.23', 1),
        refunded: total(null, 0, 1),
        settled: total('0', 0),
        unsettled: total('0', 0),
        settlementNotReported: total('123.23', 1),
        byStatus: [
          { status: 'PAID', total: total('123.23', 1) },
          { status: 'FAILED', total: total('123.23', 1) },
        ],
      },
    ],
  });
  // The repeated id costs nothing; the token is asked, since only its answer says whose it is.
  expect([gateway.genstore.callCount(), gateway.yedpay.callCount()]).toEqual([2, 4]);
});

test('a provider that does not answer leaves its money out, and the totals say so', async () => {
  const gateway = await startTestGateway();
  gateway.yedpay.setOutage('s500');
  const references = [{ genstore: { paymentId: 'PI-success' } }, { yedpay: { customId: 'order-settled' } }];
  const { data } = await gateway.drive(gateway.query(SUMMARY, { references }));
  expect(data.summary).toMatchObject({
    complete: false,
    excluded: [{ reason: 'PROVIDER_UNAVAILABLE', count: 1 }],
    byCurrency: [{ currency: 'USD', gross: total('123.23', 1) }],
  });
});

test('its references count like any others: 201 cost no call', async () => {
  const gateway = await startTestGateway();
  const references = Array.from({ length: 201 }, (_, index) => ({ genstore: { paymentId: `PI-${index}` } }));
  const { errors } = await gateway.query(SUMMARY, { references });
  expect([errors?.[0]?.extensions.code, gateway.genstore.callCount()]).toEqual(['LIMIT_EXCEEDED', 0]);
});
