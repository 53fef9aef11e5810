import { expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';

test("Genstore's documented sample comes out as documented, its contradiction as an issue", async () => {
  const gateway = await startTestGateway();
  const { data } = await gateway.query(`{
    genstorePayment(paymentId: "PI0020241010151755224") {
      paymentId outOrderNo channelTrxNo successPaymentTime merchantReference processorReference
      provider account status refundState settlementState headline isFinal
      providerStatus { code label mapped documented }
      amount { amount currency rawCurrency minorUnits exponent raw formatted de: formatted(locale: "de-CH") }
      fee { amount } net { amount }
      refund { state supported mechanism refunded { amount } remaining { amount } }
      createdAt paidAt updatedAt businessDate
      references { kind value queryable }
      issues { kind severity field expected actual }
    }
  }`);
  expect(data.genstorePayment).toEqual({
    paymentId: 'PI0020241010151755224',
    outOrderNo: '101010101000000000136',
    channelTrxNo: '0SX593062F1597043',
    successPaymentTime: '2019-06-28T17:03:50Z',
    merchantReference: '101010101000000000136',
    processorReference: '0SX593062F1597043',
    provider: 'GENSTORE',
    account: 'demo-shop',
    status: 'PENDING',
    refundState: 'NOT_REPORTED',
    settlementState: 'NOT_REPORTED',
    headline: 'PENDING',
    isFinal: false,
    providerStatus: { code: '1', label: 'process', mapped: true, documented: true },
    amount: {
      amount: '123.23',
      currency: 'USD',
      rawCurrency: 'USD',
      minorUnits: '12323',
      exponent: 2,
      raw: '123.23',
      formatted: '$123.23',
      de: expect.stringContaining('123.23'),
    },
    fee: { amount: '5.01' },
    net: { amount: '118.22' },
    refund: { state: 'NOT_REPORTED', supported: false, mechanism: 'NOT_REPORTED', refunded: null, remaining: null },
    createdAt: null,
    paidAt: null,
    updatedAt: null,
    businessDate: null,
    references: [
      { kind: 'PAYMENT_ID', value: 'PI0020241010151755224', queryable: true },
      { kind: 'OUT_ORDER_NO', value: '101010101000000000136', queryable: false },
      { kind: 'CHANNEL_TRX_NO', value: '0SX593062F1597043', queryable: false },
    ],
    issues: [
      {
        kind: 'SUCCESS_TIME_WITHOUT_SUCCESS',
        severity: 'WARNING',
        field: 'successPaymentTime',
        expected: '2 (success)',
        actual: '1',
      },
    ],
  });
});

test("Yedpay's documented sample comes out as documented, its contradictions as issues", async () => {
  const gateway = await startTestGateway({ scopes: ['transactions:read', 'transactions:pii', 'transactions:secrets'] });
  const { data } = await gateway.query(`{
    yedpayTransaction(customId: "XxXxXxXxXxXxXxXxXx") {
      status refundState settlementState headline isFinal
      amount { amount currency exponent minorUnits } fee { amount raw } net { amount }
      refund { state supported mechanism refunded { amount } remaining { amount } fee { amount } lastRefundedAt }
      createdAt paidAt updatedAt businessDate utcDate: businessDate(timeZone: "UTC") ny: businessDate(timeZone: "America/New_York")
      yedpayId userId companyId storeId gateway { id subId subName code label } barcodeId paymentLinkId
      charge { raw } refunded { amount } refundCharge { amount } tips { amount } forex
      canSettleAfter isBalanceSettled settledAt transactionId referenceId payer buyerId walletType extraParameters
      customId fixedId refundedAt expiredAt pinKey links { rel href }
      cancellation { remark } refundDetails { remark } failure { remark }
      issues { kind severity field expected actual }
    }
  }`);
  expect(data.yedpayTransaction).toEqual({
    status: 'PAID',
    refundState: 'NONE',
    settlementState: 'SETTLED',
    headline: 'SETTLED',
    isFinal: false,
    amount: { amount: '10.00', currency: 'HKD', exponent: 2, minorUnits: '1000' },
    fee: { amount: '1.20', raw: '1.20' },
    net: { amount: '9.75' },
    refund: {
      state: 'NONE',
      supported: true,
      mechanism: 'NOT_REPORTED',
      refunded: { amount: '0.00' },
      remaining: { amount: '10.00' },
      fee: { amount: '0.00' },
      lastRefundedAt: null,
    },
    createdAt: '2018-11-20T06:06:45Z',
    paidAt: '2018-11-20T06:06:45Z',
    updatedAt: '2018-11-20T06:06:45Z',
    businessDate: '2018-11-20',
    utcDate: '2018-11-20',
    ny: '2018-11-20',
    yedpayId: 'xXxXxXxXxXXxXx',
    userId: 'xXxXxXxXxXXxXx',
    companyId: 'xXxXxXxXxXXxXx',
    storeId: 'xXxXxXxXxXXxXx',
    gateway: { id: 1, subId: 1, subName: 'Alipay', code: '1_1', label: 'Alipay (in store)' },
    barcodeId: 'xXxXxXxXxXXxXx',
    paymentLinkId: null,
    charge: { raw: '1.20' },
    refunded: { amount: '0.00' },
    refundCharge: { amount: '0.00' },
    tips: { amount: '0.00' },
    forex: '1',
    canSettleAfter: '2018-11-20T16:00:00Z',
    isBalanceSettled: true,
    settledAt: null,
    transactionId: 'xXxXxXxXxXXxXx',
    referenceId: 'xXxXxXxXxXXxXx',
    payer: null,
    buyerId: null,
    walletType: null,
    extraParameters: '{"extra_1": "value_1", "extra_2": "value_2", "extra_3": "value_3", "extra_4": "value_4"}',
    customId: 'XxXxXxXxXxXxXxXxXx',
    fixedId: null,
    refundedAt: null,
    expiredAt: '2018-11-21T06:06:45Z',
    pinKey: null,
    links: [
      { rel: 'checkout', href: 'https://qr.alipay.com/xxxxxxxx' },
      { rel: 'qrcode', href: 'https://api.yedpay.com/v1/q/alipay/xxxxxxx' },
    ],
    cancellation: null,
    refundDetails: null,
    failure: null,
    issues: [
      { kind: 'SETTLED_WITHOUT_DATE', severity: 'WARNING', field: 'settled_at', expected: null, actual: null },
      { kind: 'NET_MISMATCH', severity: 'INFO', field: 'net', expected: '8.80', actual: '9.75' },
    ],
  });
});

test('a locale or time zone that does not exist is a typed error of its field, and the row lives', async () => {
  const gateway = await startTestGateway();
  const { data, errors } = await gateway.query(`{
    genstorePayment(paymentId: "PI-success") {
      status amount { formatted(locale: "not_a_locale!") } businessDate(timeZone: "Mars/Olympus")
    }
  }`);
  expect(data.genstorePayment).toEqual({ status: 'PAID', amount: null, businessDate: null });
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
});

test('providers tells capabilities, status tables and accounts without a call', async () => {
  const gateway = await startTestGateway();
  const { data } = await gateway.query(`{
    providers {
      provider label description accounts { name timeZone } capabilities { capability supported explanation }
      referenceKinds { kind queryable description } statuses { code label status refundState settlementState documented note }
    }
  }`);
  const [genstore, yedpay] = data.providers;
  expect([genstore.provider, yedpay.provider]).toEqual(['GENSTORE', 'YEDPAY']);
  expect(genstore.accounts).toEqual([{ name: 'demo-shop', timeZone: 'UTC' }]);
  expect(yedpay.accounts).toEqual([{ name: 'demo-store', timeZone: 'Asia/Hong_Kong' }]);
  expect(genstore.statuses.map(({ code }: { code: string }) => code)).toEqual(['1', '2', '3', '4', '9']);
  expect(yedpay.statuses).toContainEqual(
    expect.objectContaining({ code: 'settlement_requested', status: 'PAID', settlementState: 'REQUESTED' }),
  );
  expect(gateway.genstore.callCount() + gateway.yedpay.callCount()).toBe(0);
});
