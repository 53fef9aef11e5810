import { expect, test } from 'vitest';
import { SCOPES, type Scope } from '../../src/domain/scope.ts';
import { REQUEST_ERRORS } from '../../src/server/public-error.ts';
import { startTestGateway } from '../support/gateway.ts';

/** Yedpay's documented sample has personal data and secrets; a row of Genstore has neither. */
const ROWS = `{
  transactions(references: [{ yedpay: { customId: "XxXxXxXxXxXxXxXxXx" } }, { genstore: { paymentId: "PI-success" } }]) {
    outcome
    transaction {
      headline raw issues { kind message }
      ... on YedpayTransaction { extraParameters links { rel } }
    }
  }
  providers { accounts { name status { health } } }
}`;

async function askWith(...scopes: readonly Scope[]) {
  const gateway = await startTestGateway({ scopes });
  const { status, data, errors } = await gateway.query(ROWS);
  expect([status, errors]).toEqual([200, undefined]);
  const [yedpay, genstore] = data.transactions;
  expect([yedpay.outcome, genstore.outcome]).toEqual(['FOUND', 'FOUND']);
  expect([yedpay.transaction.headline, genstore.transaction.headline]).toEqual(['SETTLED', 'PAID']);
  const issues: readonly { readonly kind: string; readonly message: string }[] = yedpay.transaction.issues;
  return {
    extraParameters: yedpay.transaction.extraParameters !== null,
    links: yedpay.transaction.links !== null,
    raw: [yedpay, genstore].map(({ transaction }) => transaction.raw !== null),
    rawFields: Object.keys(yedpay.transaction.raw ?? {}),
    status: data.providers.map(
      ({ accounts }: { accounts: readonly { status: unknown }[] }) => accounts[0]?.status !== null,
    ),
    withheld: issues.filter(({ kind }) => kind === 'WITHHELD').map(({ message }) => message),
  };
}

const NOTHING = { extraParameters: false, links: false, raw: [false, false], status: [false, false] };

test('a caller who may only read gets null for guarded fields, one issue for the row, and no error', async () => {
  const seen = await askWith('transactions:read');
  expect(seen).toMatchObject(NOTHING);
  expect(seen.withheld).toEqual([
    expect.stringMatching(/extra_parameters.*_links.*transactions:pii, transactions:secrets/),
  ]);
});

test.each([
  ['transactions:pii', { ...NOTHING, extraParameters: true }, /_links\. .*transactions:secrets/],
  ['transactions:secrets', { ...NOTHING, links: true }, /extra_parameters\. .*transactions:pii/],
  ['transactions:raw', { ...NOTHING, raw: [true, true] }, /extra_parameters.*_links/],
  ['operations', { ...NOTHING, status: [true, true] }, /extra_parameters.*_links/],
] as const)('%s shows its own fields and no others', async (scope, fields, message) => {
  const seen = await askWith('transactions:read', scope);
  expect(seen).toMatchObject(fields);
  expect(seen.withheld).toEqual([expect.stringMatching(message)]);
  for (const guarded of ['extra_parameters', '_links']) expect(seen.rawFields).not.toContain(guarded);
});

test('a caller with every scope sees everything, and nothing is called withheld', async () => {
  const seen = await askWith(...SCOPES);
  expect(seen).toMatchObject({
    extraParameters: true,
    links: true,
    raw: [true, true],
    status: [true, true],
    withheld: [],
  });
  expect(seen.rawFields).toEqual(expect.arrayContaining(['extra_parameters', '_links']));
});

const REFERENCE = '{ genstore: { paymentId: "PI-success" } }';

test.each([
  `{ transaction(reference: ${REFERENCE}) { outcome } }`,
  `{ transactions(references: [${REFERENCE}]) { outcome } }`,
  '{ node(id: "x") { id } }',
  '{ nodes(ids: ["x"]) { id } }',
  '{ genstorePayment(paymentId: "PI-success") { id } }',
  '{ yedpayTransaction(customId: "order-paid") { id } }',
])('without transactions:read, %s is FORBIDDEN and costs no call', async (query) => {
  const gateway = await startTestGateway({ scopes: SCOPES.filter((scope) => scope !== 'transactions:read') });
  const { status, data, errors } = await gateway.query(query);
  expect([status, errors?.map(({ message, extensions }) => [extensions.code, message])]).toEqual([
    403,
    [['FORBIDDEN', REQUEST_ERRORS.FORBIDDEN.message]],
  ]);
  expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
  expect(gateway.genstore.callCount() + gateway.yedpay.callCount()).toBe(0);
});
