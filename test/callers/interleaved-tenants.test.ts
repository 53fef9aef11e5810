import { expect, test } from 'vitest';
import { keyDigest } from '../../src/domain/transaction-key.ts';
import { createRandom } from '../../src/simulator/random.ts';
import { startWithTwoTenants, type Tenant } from './tenants.ts';

const REQUESTS = 10_000;
const CLIENTS = 24;
/** In thousandths: how many clients leave before their answer. */
const LEAVING = 60;

interface Row {
  readonly outcome: string;
  readonly transaction: Node | null;
}
interface Node {
  readonly account: string;
  readonly processorReference: string;
}
/** What is asked in one request, and whose account each part names: `null` leaves the choice to the gateway. */
interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly parts: ReadonlyArray<{ readonly account: string | null }>;
  /** The answer's parts in the order of the question. */
  readonly read: (data: Readonly<Record<string, unknown>>) => ReadonlyArray<Row | null>;
}

const FIELDS = 'outcome transaction { account processorReference }';
const PROVIDERS = ['genstore', 'yedpay'] as const;
/** Of a paid record each: the same ids for both tenants. */
const IDS = Array.from({ length: 12 }, (_, index) => index);

/** Existing records of both providers, from the simulators' own data. */
type References = Readonly<Record<(typeof PROVIDERS)[number], readonly Readonly<Record<string, string>>[]>>;

function idOf(account: string, paymentId: string): string {
  return Buffer.from(JSON.stringify(['genstore', account, 'PAYMENT_ID', paymentId, paymentId])).toString('base64url');
}

function asRow(node: unknown): Row | null {
  return node === null ? { outcome: 'NOT_FOUND', transaction: null } : { outcome: 'FOUND', transaction: node as Node };
}

function createQuestions(references: References, random: ReturnType<typeof createRandom>) {
  const accountFor = (tenant: Tenant): string | null => {
    const choice = random.integer(1, 10);
    if (choice <= 4) return null;
    if (choice <= 7) return tenant.name;
    return choice === 10 ? 'nowhere' : tenant.name === 'left' ? 'right' : 'left';
  };
  const referenceTo = (account: string | null) => {
    const provider = random.pick(PROVIDERS);
    const reference = references[provider][random.pick(IDS as [number, ...number[]])];
    return { [provider]: { ...reference, ...(account === null ? {} : { account }) } };
  };
  const partsFor = (tenant: Tenant, most: number) =>
    Array.from({ length: random.integer(1, most) }, () => ({ account: accountFor(tenant) }));
  const freshness = () =>
    random.pick([null, null, null, { maxAgeSeconds: 0, allowStale: true }, { forceRefresh: true }]);

  const kinds: ReadonlyArray<(tenant: Tenant) => Question> = [
    (tenant) => {
      const parts = partsFor(tenant, 8);
      return {
        query: `query ($references: [TransactionReference!]!, $freshness: FreshnessInput) {
          transactions(references: $references, freshness: $freshness) { ${FIELDS} }
        }`,
        variables: { references: parts.map(({ account }) => referenceTo(account)), freshness: freshness() },
        parts,
        read: (data) => data.transactions as Row[],
      };
    },
    (tenant) => {
      const parts = partsFor(tenant, 4);
      const names = parts.map((_, index) => `r${index}`);
      return {
        query: `query (${names.map((name) => `$${name}: TransactionReference!`).join()}) {
          ${names.map((name) => `${name}: transaction(reference: $${name}) { ${FIELDS} }`).join('\n')}
        }`,
        variables: Object.fromEntries(names.map((name, index) => [name, referenceTo(parts[index]?.account ?? null)])),
        parts,
        read: (data) => names.map((name) => data[name] as Row),
      };
    },
    (tenant) => {
      const parts = partsFor(tenant, 4).map(({ account }) => ({ account: account ?? tenant.name }));
      const paymentId = () => references.genstore[random.pick(IDS as [number, ...number[]])]?.paymentId ?? '';
      return {
        query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Transaction { account processorReference } } }',
        variables: { ids: parts.map(({ account }) => idOf(account, paymentId())) },
        parts,
        read: (data) => (data.nodes as unknown[]).map(asRow),
      };
    },
    (tenant) => {
      const account = accountFor(tenant);
      const { paymentId } = references.genstore[random.pick(IDS as [number, ...number[]])] ?? {};
      return {
        query: `query ($paymentId: String!, $account: String) {
          genstorePayment(paymentId: $paymentId, account: $account) { account processorReference }
        }`,
        variables: { paymentId, account },
        parts: [{ account }],
        read: (data) => [asRow(data.genstorePayment)],
      };
    },
  ];
  return (tenant: Tenant): Question => random.pick(kinds as [(typeof kinds)[number], ...typeof kinds])(tenant);
}

test('10,000 interleaved requests of two tenants: each sees its own records, read with its own credentials', async () => {
  const gateway = await startWithTwoTenants();
  const [genstore, yedpay] = gateway.simulators;
  const random = createRandom(11);
  const questionFor = createQuestions(
    { genstore: genstore?.references ?? [], yedpay: yedpay?.references ?? [] },
    random,
  );
  const wrong: unknown[] = [];
  const told = new Map<string, boolean>();
  let [sent, answered, left, found, foreign] = [0, 0, 0, 0, 0];

  function check(tenant: Tenant, question: Question, rows: ReadonlyArray<Row | null>): void {
    if (rows.length !== question.parts.length) wrong.push({ question, rows });
    question.parts.forEach(({ account }, index) => {
      const row = rows[index];
      const isOwn = account === null || account === tenant.name;
      const isRight = isOwn
        ? row?.outcome === 'FOUND' &&
          row.transaction?.account === tenant.name &&
          row.transaction.processorReference === tenant.mark
        : row?.outcome === 'NOT_FOUND' && row.transaction === null;
      if (!isRight) wrong.push({ tenant: tenant.name, account, row });
      if (isOwn) found += 1;
      else foreign += 1;
    });
  }

  async function ask(tenant: Tenant): Promise<void> {
    const question = questionFor(tenant);
    const leaves = random.integer(1, 1_000) <= LEAVING;
    const leaving = new AbortController();
    if (leaves) setTimeout(() => leaving.abort(), random.integer(0, 4));
    try {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: tenant.headers,
        body: JSON.stringify({ query: question.query, variables: question.variables }),
        signal: leaving.signal,
      });
      const text = await response.text();
      const { data } = JSON.parse(text) as { readonly data?: Readonly<Record<string, unknown>> };
      if (data === undefined) throw new Error(`${response.status} ${text}`);
      check(tenant, question, question.read(data));
      const isForeign = question.parts.some(({ account }) => account !== null && account !== tenant.name);
      told.set(response.headers.get('x-request-id') ?? '', isForeign);
      answered += 1;
    } catch (error) {
      if (!leaving.signal.aborted) throw error;
      left += 1;
    }
  }

  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      while (sent < REQUESTS) {
        sent += 1;
        await ask((sent + client) % 2 === 0 ? gateway.left : gateway.right);
      }
    }),
  );

  expect(wrong.slice(0, 3)).toEqual([]);
  expect([sent, answered + left]).toEqual([REQUESTS, REQUESTS]);
  // A run in which nobody left, nothing was foreign or nothing was cached would prove little.
  expect(left).toBeGreaterThan(0);
  expect(Math.min(found, foreign)).toBeGreaterThan(REQUESTS / 4);
  expect(gateway.calls.length).toBeGreaterThan(100);
  expect(gateway.calls.length).toBeLessThan(found / 2);

  // The line of a request whose client has left may come late.
  const ofAnother = () => {
    const callers = new Map(gateway.accesses.map(({ requestId, caller }) => [requestId, caller]));
    return gateway.calls.filter(({ requestId, account }) => callers.get(requestId) !== account);
  };
  await expect.poll(ofAnother).toEqual([]);
  for (const { credentials } of gateway.simulators) {
    expect([...credentials.keys()].sort()).toEqual([gateway.left.mark, gateway.right.mark].sort());
  }

  const lines = new Map(gateway.accesses.map(({ requestId, lookups }) => [requestId, Object.keys(lookups)]));
  const untold = [...told].filter(
    ([requestId, isForeign]) =>
      (lines.get(requestId)?.some((name) => name.endsWith(' FOREIGN_ACCOUNT')) ?? null) !== isForeign,
  );
  expect(untold).toEqual([]);
  expect(gateway.failures).toEqual([]);
}, 120_000);

test('the hash in the audit line of a look-up is that of its provider call', async () => {
  const gateway = await startWithTwoTenants();
  await gateway.query('{ genstorePayment(paymentId: "PI-success") { id } }', {}, gateway.left.headers);
  const reference = keyDigest({ provider: 'genstore', account: 'left', kind: 'PAYMENT_ID', value: 'PI-success' });
  expect(gateway.calls.map((call) => call.reference)).toEqual([reference]);
  expect(gateway.accesses.map(({ lookups }) => lookups)).toEqual([{ 'genstore/left FOUND': [reference] }]);
});
