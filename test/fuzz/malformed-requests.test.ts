import fc from 'fast-check';
import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { exampleOperations } from '../../src/server/example-operations.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { postAny } from './typed-answer.ts';
import { hostileText, mutated } from './vocabulary.ts';

// fast-check prints the seed and the path of what failed; both reproduce it.
const SEED = 20_260_102;

const start = () => startTestGateway({ limits: { referencesPerMinute: 10_000_000 } });

/** The gateway and its event loop have survived all of it, and nothing was its own fault. */
async function expectAlive({ query, failures, genstore }: TestGateway): Promise<void> {
  genstore.reset();
  const { data } = await query('{ genstorePayment(paymentId: "PI-success") { status } }');
  expect(data).toEqual({ genstorePayment: { status: 'PAID' } });
  expect(failures).toEqual([]);
}

const EXAMPLES = exampleOperations();
const DOCUMENTS = [...EXAMPLES.map(({ query }) => query), getIntrospectionQuery()];
const BODIES = EXAMPLES.map(({ query, variables }) =>
  JSON.stringify({ query, variables: JSON.parse(variables ?? '{}') }),
);

const member = fc.oneof(fc.constantFrom('{ __typename }', null, '', 'One'), fc.jsonValue(), hostileText);
const bodies = fc.oneof(
  mutated(BODIES),
  fc.json({ maxDepth: 5 }),
  hostileText,
  fc
    .record(
      { query: member, variables: member, operationName: member, extensions: member, documentId: member },
      { requiredKeys: [] },
    )
    .map((body) => JSON.stringify(body)),
  fc
    .record({
      query: fc.constantFrom(...DOCUMENTS),
      variables: fc.dictionary(fc.constantFrom('references', 'ids', '__proto__'), fc.jsonValue()),
    })
    .map((body) => JSON.stringify(body)),
);

const WORDS = [
  ...'{}()[]:!=@$|&',
  ...[
    '...',
    'on',
    'query',
    'mutation',
    'fragment',
    'F',
    'Query',
    'true',
    'null',
    '1',
    '-1.5e3',
    '"x"',
    '"""y"""',
    '#z\n',
    ',',
    '$v',
  ],
  ...[
    'transaction',
    'transactions',
    'node',
    'nodes',
    'id',
    'ids',
    'outcome',
    'reference',
    'references',
    'genstore',
    'paymentId',
  ],
  ...[
    'yedpay',
    'customId',
    'Transaction',
    'ID',
    '@skip',
    '@include',
    'if',
    '__typename',
    '__schema',
    '__type',
    'name',
    'label',
    'providers',
  ],
];
const documents = fc.oneof(
  mutated(DOCUMENTS),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(' ')),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 30 }).map((words) => `{ __typename ${words.join(' ')} }`),
  hostileText,
);

test('2,500 generated bodies each get a typed answer', async () => {
  const gateway = await start();
  const isTyped = fc.asyncProperty(bodies, async (body) => {
    await postAny(gateway.url, body);
  });
  await fc.assert(isTyped, { numRuns: 2_500, seed: SEED });
  await expectAlive(gateway);
}, 120_000);

test('3,000 generated documents each get a typed answer', async () => {
  const gateway = await start();
  const statuses = new Set<number>();
  const isTyped = fc.asyncProperty(documents, fc.boolean(), async (query, isOwnType) => {
    const accept = isOwnType ? 'application/graphql-response+json' : 'application/json';
    const { status } = await postAny(gateway.url, JSON.stringify({ query }), { accept });
    statuses.add(status);
  });
  await fc.assert(isTyped, { numRuns: 3_000, seed: SEED });
  await expectAlive(gateway);
  expect(statuses).toContain(200);
  expect(statuses).toContain(400);
}, 120_000);

const EVERY_WAY = `query ($text: String!, $id: ID!) {
  byGenstore: transaction(reference: { genstore: { paymentId: $text } }) { outcome problem { code message } }
  byCustomId: transaction(reference: { yedpay: { customId: $text } }) { outcome problem { code message } }
  byToken: transaction(reference: { yedpay: { paymentToken: $text } }) { outcome problem { code message } }
  byAccount: transaction(reference: { genstore: { paymentId: "x", account: $text } }) { outcome problem { code message } }
  byId: transaction(reference: { id: $id }) { outcome problem { code message } }
  nodes(ids: [$id]) { id }
  genstorePayment(paymentId: $text) { id }
  yedpayTransaction(customId: $text, account: $text) { id }
}`;

const PAYMENT_ID = /^[A-Za-z0-9_-]{1,64}$/;
const CUSTOM_ID = /^[A-Za-z0-9_-]{1,36}$/;
const TOKEN = /^[!-~]{1,512}$/;

/** A global id is a JSON list in base64url: these are lists, but not of this gateway. */
const forgedId = fc
  .oneof(
    fc.array(
      fc.oneof(
        hostileText,
        fc.constantFrom('genstore', 'yedpay', 'demo-shop', 'demo-store', 'PAYMENT_ID', 'CUSTOM_ID', 'PAYMENT_TOKEN'),
      ),
      { maxLength: 6 },
    ),
    fc.jsonValue(),
  )
  .map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url'));

test('1,000 generated ids each get a row, and only those that can be ids are asked for', async () => {
  const gateway = await start();
  const isAnswered = fc.asyncProperty(hostileText, fc.oneof(forgedId, hostileText), async (text, id) => {
    gateway.genstore.reset();
    gateway.yedpay.reset();
    const { status, body } = await postAny(gateway.url, JSON.stringify({ query: EVERY_WAY, variables: { text, id } }));
    expect(status).toBe(text.isWellFormed() && id.isWellFormed() ? 200 : 400);
    if (status === 400) return;
    for (const row of ['byGenstore', 'byCustomId', 'byToken', 'byAccount', 'byId'])
      expect(['FOUND', 'INTERNAL']).not.toContain(body.data[row].outcome);
    const invalid = ({ outcome }: { readonly outcome: string }) => outcome === 'INVALID_REFERENCE';
    expect([body.data.byGenstore, body.data.byCustomId, body.data.byToken].map(invalid)).toEqual(
      [PAYMENT_ID, CUSTOM_ID, TOKEN].map((pattern) => !pattern.test(text)),
    );
    if (!PAYMENT_ID.test(text)) expect(gateway.genstore.callCount(text)).toBe(0);
    for (const { path } of [...gateway.genstore.calls, ...gateway.yedpay.calls])
      expect(path).toMatch(/^[A-Za-z0-9/._-]+$/);
  });
  await fc.assert(isAnswered, { numRuns: 1_000, seed: SEED });
  await expectAlive(gateway);
}, 120_000);
