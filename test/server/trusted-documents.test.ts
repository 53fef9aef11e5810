import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { exampleOperations } from '../../src/server/example-operations.ts';
import { OnePaymentDocument } from '../generated/graphql.ts';
import { keyHolder } from '../support/api-keys.ts';
import { startTestGateway } from '../support/gateway.ts';
import { post } from '../support/post.ts';

/** What GraphQL Code Generator writes of the published operations. */
const MANIFEST = fileURLToPath(new URL('../generated/persisted-documents.json', import.meta.url));
const documents: Readonly<Record<string, string>> = JSON.parse(readFileSync(MANIFEST, 'utf8'));

const ID = (OnePaymentDocument as unknown as { readonly __meta__: { readonly hash: string } }).__meta__.hash;
const HASH = ID.replace('sha256:', '');
const TEXT = documents[ID] ?? '';
const OTHER_TEXT = 'query OnePayment { genstorePayment(paymentId: "PI-success") { id } }';
const apollo = (sha256Hash: unknown) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

const ordinary = keyHolder('dashboard', ['transactions:read']);
const explorer = keyHolder('developer', ['transactions:read', 'explore']);

const MODES = ['off', 'log', 'enforce'] as const;

function startWith(mode: (typeof MODES)[number]) {
  const config = loadConfig({ PAYLENS_DOCUMENTS_MODE: mode, PAYLENS_DOCUMENTS_MANIFEST: MANIFEST });
  return startTestGateway({
    config: { documents: config.documents, callers: [ordinary.caller, explorer.caller] },
  });
}

test('the manifest has every published operation by the hash of its text, as the typed documents name it', () => {
  expect(Object.keys(documents)).toHaveLength(exampleOperations().length);
  for (const [id, text] of Object.entries(documents)) {
    expect(id).toBe(`sha256:${createHash('sha256').update(text).digest('hex')}`);
  }
  expect(TEXT).toMatch(/^query OnePayment /);
});

const TRUSTED: ReadonlyArray<readonly [name: string, body: Readonly<Record<string, unknown>>]> = [
  ['documentId with the algorithm', { documentId: ID }],
  ['documentId without it', { documentId: HASH }],
  ["Apollo's hash", apollo(HASH)],
  ["Apollo's hash with the algorithm", apollo(ID)],
  ['both, the same', { documentId: ID, ...apollo(HASH) }],
  ['the text', { query: TEXT }],
  ['the text with its hash', { query: TEXT, documentId: ID }],
  ["the text with Apollo's hash", { query: TEXT, ...apollo(HASH) }],
];

test.each(MODES)('with the mode %s, a document of the manifest is executed however it is named', async (mode) => {
  const gateway = await startWith(mode);
  for (const { headers } of [ordinary, explorer]) {
    for (const [name, body] of TRUSTED) {
      const { status, body: answer } = await post(gateway.url, body, headers);
      expect([name, status, answer.data?.transaction.outcome]).toEqual([name, 200, 'FOUND']);
    }
  }
  expect(gateway.genstore.callCount()).toBe(1);
});

const REFUSED: ReadonlyArray<readonly [name: string, body: Readonly<Record<string, unknown>>, code: string]> = [
  ['an unknown documentId', { documentId: `sha256:${'0'.repeat(64)}` }, 'PERSISTED_QUERY_REQUIRED'],
  ['an empty documentId', { documentId: '' }, 'PERSISTED_QUERY_REQUIRED'],
  ['a documentId that is the name of a method', { documentId: 'constructor' }, 'PERSISTED_QUERY_REQUIRED'],
  ['an unknown hash of Apollo', apollo('0'.repeat(64)), 'PERSISTED_QUERY_REQUIRED'],
  // Nothing is registered at run time, as Apollo's automatic persisted queries would.
  ['an unknown hash with a text', { query: OTHER_TEXT, ...apollo('0'.repeat(64)) }, 'PERSISTED_QUERY_REQUIRED'],
  [
    'the right hash of a text that is not in the manifest',
    { query: OTHER_TEXT, ...apollo(createHash('sha256').update(OTHER_TEXT).digest('hex')) },
    'PERSISTED_QUERY_REQUIRED',
  ],
  ['the hash of another text', { query: OTHER_TEXT, documentId: ID }, 'BAD_REQUEST'],
  ["Apollo's hash of another text", { query: OTHER_TEXT, ...apollo(HASH) }, 'BAD_REQUEST'],
  ['an empty text with a hash', { query: '', documentId: ID }, 'BAD_REQUEST'],
  ['the hashes of two documents', { documentId: ID, ...apollo('0'.repeat(64)) }, 'BAD_REQUEST'],
  ['a documentId that is no text', { documentId: 5 }, 'BAD_REQUEST'],
  ["Apollo's hash that is no text", apollo({ $ne: '' }), 'BAD_REQUEST'],
  ['neither text nor hash', { variables: {} }, 'BAD_REQUEST'],
];

test.each(MODES)(
  'with the mode %s, what names no document of the manifest is refused whoever sends it',
  async (mode) => {
    const gateway = await startWith(mode);
    for (const { headers } of [ordinary, explorer]) {
      for (const [name, body, code] of REFUSED) {
        const answer = await post(gateway.url, body, headers);
        expect([name, answer.status, answer.code]).toEqual([name, 400, code]);
      }
    }
    expect(gateway.genstore.callCount()).toBe(0);
  },
);

test.each([
  ['off', 200, 200],
  ['log', 200, 200],
  ['enforce', 400, 200],
] as const)(
  'with the mode %s, a text that is not in the manifest gets %i without explore, and %i with it',
  async (mode, without, withIt) => {
    const gateway = await startWith(mode);
    const refused = await post(gateway.url, { query: OTHER_TEXT }, ordinary.headers);
    expect([refused.status, refused.code]).toEqual([without, without === 400 ? 'PERSISTED_QUERY_REQUIRED' : undefined]);
    expect(gateway.genstore.callCount()).toBe(without === 400 ? 0 : 1);
    const taken = await post(gateway.url, { query: OTHER_TEXT }, explorer.headers);
    expect([taken.status, taken.body.data?.genstorePayment.id]).toEqual([withIt, expect.any(String)]);
  },
);

test.each([
  ['off', 0],
  ['log', 6],
  ['enforce', 3],
] as const)(
  'with the mode %s, each use of such a text is logged, however often it is asked: %i',
  async (mode, lines) => {
    const gateway = await startWith(mode);
    for (const { headers } of [ordinary, explorer]) {
      for (let time = 0; time < 3; time += 1) await post(gateway.url, { query: OTHER_TEXT }, headers);
    }
    expect(gateway.untrusted.length).toBe(lines);
  },
);

test('a text that differs from that of the manifest by a blank is another one', async () => {
  const gateway = await startWith('enforce');
  const answer = await post(gateway.url, { query: `${TEXT} ` }, ordinary.headers);
  expect([answer.status, answer.code]).toEqual([400, 'PERSISTED_QUERY_REQUIRED']);
});

test('a trusted document is bound to its text, not to its variables', async () => {
  const gateway = await startWith('enforce');
  const [id] = Object.entries(documents).find(([, text]) => text.startsWith('query DashboardTable')) ?? [];
  const body = { documentId: id, variables: { references: [{ genstore: { paymentId: 'PI-success' } }] } };
  const { body: answer } = await post(gateway.url, body, ordinary.headers);
  expect(answer.data.transactions).toMatchObject([{ outcome: 'FOUND' }]);
});
