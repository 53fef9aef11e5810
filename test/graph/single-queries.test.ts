import { expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';

test('a single query gives its own type, with the fields of the interface and its own', async () => {
  const gateway = await startTestGateway();
  const { data, errors } = await gateway.query(`{
    genstorePayment(paymentId: "PI-success") { __typename paymentId outOrderNo status headline isFinal }
    yedpayTransaction(customId: "order-paid") { __typename yedpayId customId gateway { code label } status isFinal }
  }`);
  expect(errors).toBeUndefined();
  expect(data.genstorePayment).toMatchObject({
    __typename: 'GenstorePayment',
    paymentId: 'PI-success',
    status: 'PAID',
    isFinal: true,
  });
  expect(data.yedpayTransaction).toMatchObject({
    __typename: 'YedpayTransaction',
    customId: 'order-paid',
    isFinal: false,
  });
});

test.each([
  ['PI-not-found', 'NOT_FOUND', false],
  ['..', 'BAD_USER_INPUT', false],
  ['fault-s500', 'PROVIDER_UNAVAILABLE', true],
  ['fault-s429-sec', 'RATE_LIMITED', true],
  ['fault-id-mismatch', 'MALFORMED_RESPONSE', false],
])('genstorePayment of %s is null with the error %s', async (paymentId, code, retryable) => {
  const gateway = await startTestGateway();
  const { status, data, errors } = await gateway.query(
    'query One($paymentId: String!) { genstorePayment(paymentId: $paymentId) { id } }',
    { paymentId },
  );
  expect(status).toBe(200);
  expect(data).toEqual({ genstorePayment: null });
  expect(errors).toHaveLength(1);
  expect(errors?.[0]?.extensions).toEqual({
    code,
    provider: 'GENSTORE',
    retryable,
    retryAfterSeconds: code === 'RATE_LIMITED' ? 2 : null,
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test.each([
  ['order-awaiting', 'AWAITING_CUSTOMER', true],
  ['order-expired', 'EXPIRED_UNPAID', false],
  ['order-not-found', 'NOT_FOUND', false],
])('yedpayTransaction of %s has no record, and the error says %s', async (customId, code, retryable) => {
  const gateway = await startTestGateway();
  const { data, errors } = await gateway.query(
    'query One($customId: String!) { yedpayTransaction(customId: $customId) { id } }',
    { customId },
  );
  expect(data).toEqual({ yedpayTransaction: null });
  expect(errors).toMatchObject([{ extensions: { code, provider: 'YEDPAY', retryable } }]);
});

test.each(['{ yedpayTransaction { id } }', '{ yedpayTransaction(customId: "a", paymentToken: "b") { id } }'])(
  'exactly one of customId and paymentToken is needed: %s',
  async (document) => {
    const gateway = await startTestGateway();
    const { errors } = await gateway.query(document);
    expect(errors).toMatchObject([
      { message: 'Give exactly one of customId and paymentToken.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(gateway.yedpay.callCount()).toBe(0);
  },
);

test('a failed single query leaves the others of the operation intact', async () => {
  const gateway = await startTestGateway();
  const { data, errors } = await gateway.query(`{
    good: genstorePayment(paymentId: "PI-success") { paymentId }
    bad: genstorePayment(paymentId: "fault-s500") { paymentId }
    other: yedpayTransaction(customId: "order-paid") { customId }
  }`);
  expect(data).toEqual({ good: { paymentId: 'PI-success' }, bad: null, other: { customId: 'order-paid' } });
  expect(errors?.map(({ path }) => path)).toEqual([['bad']]);
});

test('a provider without an account answers NOT_CONFIGURED to a single query, and a row says that none is configured', async () => {
  const gateway = await startTestGateway({ accounts: ({ genstore = [] }) => ({ genstore, yedpay: [] }) });
  const { data, errors } = await gateway.query(`{
    yedpayTransaction(customId: "order-paid") { id }
    transaction(reference: { yedpay: { customId: "order-paid" } }) { outcome problem { message } }
  }`);
  expect(errors).toMatchObject([{ extensions: { code: 'NOT_CONFIGURED', provider: 'YEDPAY' } }]);
  expect(data.transaction).toEqual({
    outcome: 'INVALID_REFERENCE',
    problem: { message: 'No Yedpay account is configured.' },
  });
});
