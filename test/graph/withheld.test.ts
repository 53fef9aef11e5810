import { expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';

const PERSONAL = `{
  yedpayTransaction(customId: "order-personal-data") {
    payer buyerId extraParameters pinKey links { rel href } raw
    refundDetails { requestedBy name remark }
    issues { kind severity message }
  }
}`;

test('without their scopes, personal data and secrets are null, one issue says so, and nothing else breaks', async () => {
  const gateway = await startTestGateway();
  const { data, errors } = await gateway.query(PERSONAL);
  expect(errors).toBeUndefined();
  const { issues, refundDetails, ...rest } = data.yedpayTransaction;
  expect(rest).toEqual({ payer: null, buyerId: null, extraParameters: null, pinKey: null, links: null, raw: null });
  expect(refundDetails).toEqual([{ requestedBy: expect.any(String), name: null, remark: expect.any(String) }]);
  const withheld = issues.filter(({ kind }: { kind: string }) => kind === 'WITHHELD');
  expect(withheld).toHaveLength(1);
  expect(withheld[0].severity).toBe('INFO');
  for (const word of ['payer', 'pin_key', 'transactions:pii', 'transactions:secrets'])
    expect(withheld[0].message).toContain(word);
  expect(JSON.stringify(data)).not.toContain('@example.com');
});

test('with their scopes they are shown, and nothing is said to be withheld', async () => {
  const gateway = await startTestGateway({
    scopes: ['transactions:read', 'transactions:pii', 'transactions:secrets', 'transactions:raw'],
  });
  const { data } = await gateway.query(PERSONAL);
  const { payer, pinKey, refundDetails, raw, issues } = data.yedpayTransaction;
  expect(payer).toContain('@example.com');
  expect(pinKey).toEqual(expect.any(String));
  expect(refundDetails[0].name).toEqual(expect.any(String));
  expect(raw).toMatchObject({ payer, pin_key: pinKey, custom_id: 'order-personal-data' });
  expect(issues.map(({ kind }: { kind: string }) => kind)).not.toContain('WITHHELD');
});

test('the raw record leaves out what its reader has no scope for, and keeps the exact text of numbers', async () => {
  const gateway = await startTestGateway({ scopes: ['transactions:read', 'transactions:raw'] });
  const { data } = await gateway.query(PERSONAL);
  const { raw } = data.yedpayTransaction;
  for (const field of ['payer', 'buyer_id', 'extra_parameters', 'pin_key', 'refund_details'])
    expect(raw).not.toHaveProperty(field);
  expect(raw.charge).toMatch(/^\d+\.\d{2}$/);
});

test('a record without such fields withholds nothing', async () => {
  const gateway = await startTestGateway();
  const { data } = await gateway.query('{ genstorePayment(paymentId: "PI-success") { issues { kind } raw } }');
  expect(data.genstorePayment).toEqual({ issues: [], raw: null });
});
