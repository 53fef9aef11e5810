import { schema } from '../../src/schema.ts';
import type { Random } from '../../src/simulator/random.ts';
import { canary } from './canaries.ts';
import { everythingOf } from './everything.ts';

/** What a request carries beside who sends it. */
export interface Question {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

type References = readonly [Readonly<Record<string, unknown>>, ...Readonly<Record<string, unknown>>[]];

const asked = () => canary('Asked');
const operation = (query: string, variables?: unknown, more: object = {}): Question => ({
  body: JSON.stringify({ query, variables, ...more }),
});

const LOOKUP = everythingOf(schema, 'TransactionLookup');
const ROWS = `query Rows($references: [TransactionReference!]!, $freshness: FreshnessInput) {
  transactions(references: $references, freshness: $freshness) ${LOOKUP}
}`;
const NODES = `query Nodes($ids: [ID!]!) { nodes(ids: $ids) { id ... on Transaction ${everythingOf(schema, 'Transaction')} } }`;
const GENSTORE_PAYMENT = `query Payment($paymentId: String!) {
  genstorePayment(paymentId: $paymentId) ${everythingOf(schema, 'GenstorePayment')}
}`;
const YEDPAY_TRANSACTION = `query Order($customId: String, $paymentToken: String) {
  yedpayTransaction(customId: $customId, paymentToken: $paymentToken) ${everythingOf(schema, 'YedpayTransaction')}
}`;
const GENSTORE_REFUND = `query Refund($refundId: String!) {
  genstoreRefund(refundId: $refundId) ${everythingOf(schema, 'GenstoreRefund')}
}`;
const PROVIDER = everythingOf(schema, 'ProviderInfo');
const FEW = `query Few($references: [TransactionReference!]!, $freshness: FreshnessInput) {
  transactions(references: $references, freshness: $freshness) {
    outcome reference { value } problem { message account } transaction { id merchantReference }
  }
}`;

interface Demand {
  readonly references: References;
  readonly freshness: unknown;
}

/** Requests that a client may send, each with its share: what comes of them depends on the providers. */
const GOOD_QUESTIONS: ReadonlyArray<readonly [share: number, question: (demand: Demand) => Question]> = [
  [150, (demand) => operation(ROWS, demand)],
  [500, (demand) => operation(FEW, demand)],
  [100, () => operation(FEW, { references: [{ yedpay: { paymentToken: `tok-${canary('Token')}` } }] })],
  [50, () => operation(ROWS, { references: [{ yedpay: { paymentToken: `tok-${canary('Token')}` } }] })],
  [50, ({ freshness }) => operation(ROWS, { references: [{ yedpay: { paymentToken: canary('Token') } }], freshness })],
  [60, ({ references: [first] }) => single(first as Readonly<Record<string, Readonly<Record<string, string>>>>)],
  [60, () => operation(NODES, { ids: [idOf('PI-success'), idOf(asked())] })],
  [20, () => operation(GENSTORE_REFUND, { refundId: 'refund-third-version' })],
  [20, () => operation(`{ providers ${PROVIDER} }`)],
  [9, () => operation('{ __schema { types { name description fields { name } } } }')],
  [1, () => ({ method: 'GET', headers: { accept: 'text/html', 'content-type': '' } })],
];

export function goodQuestion(random: Random, references: References): Question {
  const some = Array.from({ length: random.integer(1, 3) }, () => random.pick(references));
  // Some anew: what fails is never cached, and a breaker that sees nothing but failures would end the traffic.
  const freshness = random.pick([null, null, null, { forceRefresh: true }]);
  let left = random.integer(
    1,
    GOOD_QUESTIONS.reduce((sum, [share]) => sum + share, 0),
  );
  const chosen = GOOD_QUESTIONS.find(([share]) => {
    left -= share;
    return left <= 0;
  });
  const question = chosen?.[1]({ references: some as unknown as References, freshness }) ?? {};
  return random.integer(1, 4) === 1 ? { ...question, headers: { ...question.headers, ...TRACED } } : question;
}

function single({ genstore, yedpay }: Readonly<Record<string, Readonly<Record<string, string>>>>): Question {
  return yedpay === undefined ? operation(GENSTORE_PAYMENT, genstore) : operation(YEDPAY_TRANSACTION, yedpay);
}

function idOf(value: string, account = 'simulated'): string {
  return Buffer.from(JSON.stringify(['genstore', account, 'PAYMENT_ID', value, value])).toString('base64url');
}

const row = (reference: string) => `{ transaction(reference: ${reference}) ${LOOKUP} }`;

/** What a client may write beside its operation in good faith, and where nothing of it may come out again. */
const TRACED = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  tracestate: `vendor=${asked()}`,
  'x-paylens-debug': 'upstream',
};

/** Everything else, with a canary wherever a client can write one. An alias is none: GraphQL gives it back by design. */
export const BAD_QUESTIONS: readonly [() => Question, ...(() => Question)[]] = [
  // Bodies.
  () => ({ body: `{"query": ${asked()}` }),
  () => ({ body: `"${asked()}"` }),
  () => ({ body: `["${asked()}"]` }),
  () => ({ body: JSON.stringify({ query: '{ __typename }', [asked()]: asked() }) }),
  () => ({ body: JSON.stringify({ query: [asked()] }) }),
  () => ({ body: JSON.stringify({ query: '{ __typename }', variables: asked() }) }),
  () => ({ body: `{"query":"{ __typename }","query":"{ ${asked()} }"}` }),
  () => ({ body: JSON.stringify({ query: `{ __typename }`, pad: asked(), more: 'x'.repeat(70_000) }) }),
  () => ({ body: JSON.stringify({ query: `{ ${asked()} \ud800 }` }) }),
  () => operation('{ __typename }', {}, { extensions: { persistedQuery: { version: 1, sha256Hash: asked() } } }),
  () => operation('{ __typename }', {}, { documentId: asked() }),
  () => operation('{ __typename }', {}, { extensions: { [asked()]: asked() } }),
  () => operation('{ __typename }', {}, { operationName: asked() }),
  // Documents.
  () => operation(`{ ${asked()} }`),
  () => operation(`{ __typename } # ${asked()} \n }`),
  () => operation(`"${asked()}`),
  () => operation(`{ __typename @${asked()} }`),
  () => operation(`query ${asked()} { nothing }`),
  () => operation(`{ ... on ${asked()} { id } }`),
  () => operation(`{ ...${asked()} }`),
  () => operation(`fragment ${asked()} on Query { __typename } { __typename }`),
  () => operation(`query ($${asked()}: Int) { __typename }`),
  () => operation(`query ($a: ${asked()}) { __typename }`),
  () => operation(`{ providers(${asked()}: 1) { provider } }`),
  () => operation(`{ transaction(reference: ${asked()}) { outcome } }`),
  () => operation(`{ transaction(reference: { stripe: "${asked()}" }) { outcome } }`),
  () => operation(`{ transaction(reference: { yedpay: { customId: "a", ${asked()}: "b" } }) { outcome } }`),
  () => operation(`mutation { ${asked()} }`),
  () => operation(`subscription { ${asked()} }`),
  () => operation(`{ ${Array.from({ length: 150 }, () => `__typename @skip(if: false)`).join(' ')} ${asked()} }`),
  () => operation(`{ ${'a{'.repeat(60)}${asked()}${'}'.repeat(60)} }`),
  () => operation(`{ __typename ${'# '.padEnd(60, 'x')}\n ${`${asked()} `.repeat(400)} }`),
  // Variables.
  () => operation(FEW, { references: asked() }),
  () => operation(FEW, { references: [{ [asked()]: asked() }] }),
  () => operation(FEW, { references: [{ yedpay: { customId: [asked()] } }] }),
  () => operation(FEW, { references: [{ yedpay: asked() }] }),
  () => operation(FEW, { references: [], freshness: { maxAgeSeconds: asked() } }),
  () => operation(FEW, { references: [], freshness: { [asked()]: 1 } }),
  () => operation(FEW, { references: [{ genstore: { paymentId: 'a' }, yedpay: { customId: asked() } }] }),
  () => operation(FEW, { references: Array.from({ length: 201 }, () => ({ yedpay: { customId: asked() } })) }),
  () => operation('query ($a: Provider!) { __typename }', { a: asked() }),
  () => operation('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [{ a: asked() }] }),
  // References: a row may give back what was asked, and an error may not.
  () => operation(row(`{ genstore: { paymentId: "../${asked()}" } }`)),
  () => operation(row(`{ genstore: { paymentId: "${asked()}", account: "${asked()}" } }`)),
  () => operation(row(`{ yedpay: { customId: "${asked()}?a=b" } }`)),
  () => operation(row(`{ yedpay: { customId: "a", paymentToken: "${canary('Token')}" } }`)),
  () => operation(row(`{ yedpay: { paymentToken: "${canary('Token')} with blanks" } }`)),
  () => operation(row(`{ id: "${asked()}" }`)),
  () => operation(row(`{ id: "${idOf(asked())}" }`)),
  () => operation(row(`{ id: "${idOf('PI-success', asked())}" }`)),
  () => operation(`{ genstorePayment(paymentId: "../${asked()}") { id } }`),
  () => operation(`{ genstorePayment(paymentId: "${asked()}", account: "${asked()}") { id } }`),
  () => operation(`{ genstoreRefund(refundId: "../${asked()}") { refundId } }`),
  () => operation(`{ genstoreRefund(refundId: "${asked()}", account: "${asked()}") { refundId } }`),
  () => operation(`{ yedpayTransaction(paymentToken: "${canary('Token')}", account: "${asked()}") { id } }`),
  () => operation(`{ yedpayTransaction(customId: "${asked()}", paymentToken: "${canary('Token')}") { id } }`),
  () => operation(`{ node(id: "${asked()}") { id } }`),
  () => operation(`{ nodes(ids: ["${idOf(asked())}", "${asked()}"]) { id } }`),
  () => operation(`{ genstorePayment(paymentId: "PI-success") { businessDate(timeZone: "${asked()}") } }`),
  () => operation(`{ genstorePayment(paymentId: "PI-success") { amount { formatted(locale: "${asked()}") } } }`),
  // Headers, methods and paths.
  () => ({ headers: { 'content-type': `text/${asked()}` }, body: asked() }),
  () => ({ headers: { 'content-type': `application/json; charset=${asked()}` }, body: '{}' }),
  () => ({ headers: { 'content-encoding': asked() }, body: '{}' }),
  () => ({ headers: { accept: `text/${asked()}` }, body: '{}' }),
  () => ({ headers: { host: `${asked()}.example` }, body: '{}' }),
  () => ({ headers: { host: `${asked()}@:${asked()}` }, body: '{}' }),
  () => ({ headers: { origin: `https://${asked()}.example` }, body: '{}' }),
  () => ({
    ...operation('{ __typename }'),
    headers: { 'x-request-id': asked(), cookie: asked(), traceparent: asked(), 'x-paylens-debug': asked() },
  }),
  () => ({ ...operation('{ __typename }'), headers: { 'x-api-key': canary('Key'), referer: `https://a/${asked()}` } }),
  () => ({ ...operation('{ __typename }'), target: `/graphql?access_token=${canary('Key')}&query=${asked()}` }),
  () => ({ method: 'GET', target: `/graphql?query={${asked()}}` }),
  () => ({ method: 'GET', target: `/${asked()}`, headers: { accept: 'text/html' } }),
  () => ({ method: 'GET', target: `/graphql?${asked()}`, headers: { accept: 'text/html' } }),
  () => ({ method: 'PUT', target: `/graphql/${asked()}`, body: asked() }),
  () => ({ method: 'OPTIONS', headers: { origin: asked(), 'access-control-request-method': asked() } }),
];
