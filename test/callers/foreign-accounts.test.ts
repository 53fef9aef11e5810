import { expect, test } from 'vitest';
import { startWithTwoTenants, type Tenant } from './tenants.ts';

const ROW = `reference { provider account kind value id } outcome transaction { id amount { raw } }
  problem { code message retryable retryAfterSeconds provider account }`;

/** Every way to name an account, with what is asked for there. */
const QUESTIONS: ReadonlyArray<readonly [what: string, document: (account: string) => string]> = [
  [
    'a row of Genstore',
    (account) => `{ transaction(reference: { genstore: { paymentId: "PI-9", account: "${account}" } }) { ${ROW} } }`,
  ],
  [
    'a row of Yedpay by custom id',
    (account) => `{ transaction(reference: { yedpay: { customId: "order-9", account: "${account}" } }) { ${ROW} } }`,
  ],
  [
    'a row of Yedpay by payment token',
    (account) => `{ transaction(reference: { yedpay: { paymentToken: "tok-9", account: "${account}" } }) { ${ROW} } }`,
  ],
  [
    'rows of a table',
    (account) => `{ transactions(references: [
      { genstore: { paymentId: "PI-9", account: "${account}" } }
      { yedpay: { customId: "order-9", account: "${account}" } }
    ]) { ${ROW} } }`,
  ],
  ['a single Genstore payment', (account) => `{ genstorePayment(paymentId: "PI-9", account: "${account}") { id } }`],
  [
    'a single Yedpay transaction',
    (account) => `{ yedpayTransaction(customId: "order-9", account: "${account}") { id } }`,
  ],
  [
    'a Genstore after-sales record',
    (account) => `{ genstoreRefund(refundId: "refund-not-found", account: "${account}") { refundId } }`,
  ],
  ['a node', (account) => `{ node(id: "${idAt(account)}") { id } }`],
  ['nodes', (account) => `{ nodes(ids: ["${idAt(account)}", "${idAt(account, 'PI-8')}"]) { id } }`],
  ['a row by id', (account) => `{ transaction(reference: { id: "${idAt(account)}" }) { ${ROW} } }`],
];

/** An id as the gateway makes it, of a payment that is nowhere unless the test says so. */
function idAt(account: string, paymentId = 'PI-9'): string {
  return Buffer.from(JSON.stringify(['genstore', account, 'PAYMENT_ID', paymentId, paymentId])).toString('base64url');
}

type Gateway = Awaited<ReturnType<typeof startWithTwoTenants>>;

/** Everything that a client can see of an answer, the name of the account that it asked for apart. */
async function answerFor(gateway: Gateway, { headers }: Tenant, document: string, account: string): Promise<string> {
  const response = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query: document }) });
  const seen = [...response.headers].filter(([name]) => !['date', 'x-request-id', 'content-length'].includes(name));
  const text = (await response.text())
    .replace(/"requestId":"[^"]+"/g, '"requestId":"…"')
    .replaceAll(idAt(account), '<id>')
    .replaceAll(`"${account}"`, '"<account>"');
  return JSON.stringify([response.status, seen, text]);
}

test.each(QUESTIONS)(
  '%s in a foreign account is answered like one that is not found, byte for byte',
  async (_what, ask) => {
    const gateway = await startWithTwoTenants();
    const { left } = gateway;
    const notFound = await answerFor(gateway, left, ask('left'), 'left');
    const calls = gateway.calls.length;
    expect(calls).toBeGreaterThan(0);
    expect(await answerFor(gateway, left, ask('right'), 'right')).toBe(notFound);
    expect(await answerFor(gateway, left, ask('nowhere'), 'nowhere')).toBe(notFound);
    expect(gateway.calls).toHaveLength(calls);
    const foreign = gateway.accesses
      .slice(1)
      .map(({ lookups }) => Object.keys(lookups).map((key) => key.split(' ')[1]));
    expect(new Set(foreign.flat())).toEqual(new Set(['FOREIGN_ACCOUNT']));
    expect(foreign.map((kinds) => kinds.length > 0)).toEqual([true, true]);
  },
);

test('that the other tenant has just looked at the record changes nothing', async () => {
  const gateway = await startWithTwoTenants();
  const { left, right } = gateway;
  const own = '{ transaction(reference: { genstore: { paymentId: "PI-success" } }) { transaction { id } } }';
  const { data } = await gateway.query(own, {}, right.headers);
  const { id } = data.transaction.transaction;
  const calls = gateway.calls.length;
  const { data: seen } = await gateway.query(
    `query ($id: ID!) {
      node(id: $id) { id }
      transaction(reference: { id: $id }) { outcome transaction { id } }
      byName: transaction(reference: { genstore: { paymentId: "PI-success", account: "right" } }) { outcome }
    }`,
    { id },
    left.headers,
  );
  expect(seen).toEqual({
    node: null,
    transaction: { outcome: 'NOT_FOUND', transaction: null },
    byName: { outcome: 'NOT_FOUND' },
  });
  expect(gateway.calls).toHaveLength(calls);
});

test('the audit line of a foreign account names no account, and hashes what was asked', async () => {
  const gateway = await startWithTwoTenants();
  const ask = (account: string) =>
    gateway.query(
      `{ transaction(reference: { genstore: { paymentId: "PI-success", account: "${account}" } }) { outcome } }`,
      {},
      gateway.left.headers,
    );
  await ask('right');
  await ask('canary');
  await ask('left');
  const [foreign, unknown, own] = gateway.accesses.map(({ caller, lookups }) => ({ caller, lookups }));
  expect(foreign).toEqual({ caller: 'left', lookups: { 'genstore FOREIGN_ACCOUNT': [expect.any(String)] } });
  expect(unknown).toEqual({ caller: 'left', lookups: { 'genstore FOREIGN_ACCOUNT': [expect.any(String)] } });
  expect(own).toEqual({ caller: 'left', lookups: { 'genstore/left FOUND': [gateway.calls[0]?.reference] } });
  expect(JSON.stringify(gateway.accesses)).not.toMatch(/canary|PI-success|right/);
});

test("nothing that a tenant may ask about the gateway names the other's accounts", async () => {
  const gateway = await startWithTwoTenants({ scopes: ['operations'] });
  const { data, extensions } = await gateway.query(
    `{
      providers { provider accounts { name status { health } } }
      transaction(reference: { genstore: { paymentId: "PI-success", account: "right" } }) { outcome }
      own: transaction(reference: { genstore: { paymentId: "PI-success" } }) { outcome }
    }`,
    {},
    gateway.left.headers,
  );
  expect(data.own.outcome).toBe('FOUND');
  expect(JSON.stringify(data.providers)).toContain('"left"');
  expect(JSON.stringify([data, extensions])).not.toContain('right');
});

test("an id of the other tenant, rewritten to one's own account, finds one's own record or none", async () => {
  const gateway = await startWithTwoTenants();
  const { left, right } = gateway;
  const document = `query ($reference: TransactionReference!) {
    transaction(reference: $reference) { outcome transaction { id account processorReference } }
  }`;
  for (const reference of [
    { genstore: { paymentId: 'PI-success' } },
    { yedpay: { customId: 'order-paid' } },
    { yedpay: { paymentToken: 'tok-order-paid' } },
  ]) {
    const { data } = await gateway.query(document, { reference }, right.headers);
    const parts = JSON.parse(Buffer.from(data.transaction.transaction.id, 'base64url').toString());
    parts[1] = 'left';
    const id = Buffer.from(JSON.stringify(parts)).toString('base64url');
    const answer = await gateway.query(document, { reference: { id } }, left.headers);
    const { outcome, transaction } = answer.data.transaction;
    // A sealed payment token is bound to its account; other ids are names, and what is read is one's own.
    if (parts[2] === 'PAYMENT_TOKEN') expect(outcome).toBe('INVALID_REFERENCE');
    else expect(transaction).toMatchObject({ account: 'left', processorReference: left.mark });
  }
});

test('who may use both accounts gets the record of each, in one request and from the cache', async () => {
  const gateway = await startWithTwoTenants();
  const { left, right, headersOfBoth } = gateway;
  const references = [left, right].flatMap(({ name: account }) => [
    { genstore: { paymentId: 'PI-success', account } },
    { yedpay: { customId: 'order-paid', account } },
    { yedpay: { paymentToken: 'tok-order-paid', account } },
  ]);
  for (const calls of [6, 6]) {
    const { data } = await gateway.query(
      `query ($references: [TransactionReference!]!) {
        transactions(references: $references) { transaction { account processorReference } }
      }`,
      { references },
      headersOfBoth,
    );
    expect(data.transactions.map(({ transaction }: { transaction: object }) => transaction)).toEqual(
      [left, right].flatMap(({ name: account, mark }) => Array(3).fill({ account, processorReference: mark })),
    );
    expect(gateway.calls).toHaveLength(calls);
  }
});
