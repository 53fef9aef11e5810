import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { simulateProviders } from '../../src/simulated-accounts.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { type Child, expectNothingLeft, startNode, untilBanner } from '../support/child-process.ts';
import { inDatabase, startPostgres, whyNoPostgres } from '../support/postgres.ts';

const CANARY = 'canary-7f3a9c';

const HISTORY = `query ($references: [TransactionReference!]!) {
  transactions(references: $references, freshness: { maxAgeSeconds: 0 }) {
    reference { value } transaction { history(last: 100) { id status } }
  }
}`;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-history-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Simulators that outlive the gateway, and whose payments change when the test says so. */
async function simulators(): Promise<{
  readonly yedpay: Simulator;
  readonly env: Record<string, string>;
  tick(): void;
}> {
  let elapsed = 0;
  const simulated = await simulateProviders({ seed: 1, latencyMs: 0, now: () => Date.UTC(2026, 0, 1) + elapsed });
  onTestFinished(() => simulated.close());
  const yedpay = simulated.simulators.find(({ name }) => name === 'yedpay') as Simulator;
  const env = { PAYLENS_YEDPAY_API_KEY: 'simulated-key-0123456789', PAYLENS_YEDPAY_BASE_URL: `${yedpay.origin}/v1` };
  return {
    yedpay,
    env,
    // Pending, paid and settled, and from the beginning again.
    tick: () => {
      elapsed += 15_000;
      if (elapsed % 75_000 === 0) yedpay.reset();
    },
  };
}

type Shown = Map<string, string[]>;

/** Everything that the answer shows, the newest first. */
async function ask(endpoint: string, names: readonly string[]): Promise<Shown> {
  const body = JSON.stringify({
    query: HISTORY,
    variables: { references: names.map((customId) => ({ yedpay: { customId } })) },
  });
  const response = await fetch(endpoint, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { data } = (await response.json()) as {
    readonly data: {
      readonly transactions: ReadonlyArray<{
        readonly reference: { readonly value: string };
        readonly transaction: { readonly history: ReadonlyArray<{ readonly id: string }> | null } | null;
      }>;
    };
  };
  return new Map(
    data.transactions.flatMap(({ reference, transaction }) =>
      transaction?.history == null ? [] : [[reference.value, transaction.history.map(({ id }) => id)]],
    ),
  );
}

interface Payments {
  readonly names: readonly string[];
  tick(): void;
}

/** Asks as fast as it can, kills the gateway in the middle of it, and gives what was shown before. */
async function loadAndKill(
  gateway: Child,
  endpoint: string,
  { names, tick }: Payments,
  answers: number,
): Promise<Shown> {
  const shown: Shown = new Map();
  let count = 0;
  let isKilled = false;
  const client = async (own: readonly string[]) => {
    while (!isKilled) {
      tick();
      const answer = await ask(endpoint, own).catch((error: unknown) => {
        if (isKilled) return new Map<string, string[]>();
        throw error;
      });
      for (const [name, ids] of answer) {
        shown.set(name, [...new Set([...(shown.get(name) ?? []), ...ids])]);
      }
      count += 1;
      if (count >= answers && !isKilled) {
        isKilled = true;
        gateway.signal('SIGKILL');
      }
    }
  };
  const parts = Array.from({ length: 8 }, (_, part) => names.filter((_name, index) => index % 8 === part));
  await Promise.all(parts.map((part) => client(['order-progress', ...part])));
  await gateway.untilEnd();
  return shown;
}

async function killedAgainAndAgain(store: Record<string, string>): Promise<string[]> {
  const { yedpay, env, tick } = await simulators();
  const names = yedpay.references.map(({ customId }) => customId ?? '');
  const everything: Shown = new Map();
  for (const answers of [1, 9, 30, 60]) {
    const gateway = startNode(['src/main.ts'], { env: { PAYLENS_PORT: '0', ...env, ...store } });
    const { endpoint } = await untilBanner(gateway);
    for (const [name, ids] of await loadAndKill(gateway, endpoint, { names, tick }, answers)) {
      everything.set(name, [...new Set([...(everything.get(name) ?? []), ...ids])]);
    }
  }
  const gateway = startNode(['src/main.ts'], { env: { PAYLENS_PORT: '0', ...env, ...store } });
  const { endpoint } = await untilBanner(gateway);
  const after = new Map([...(await ask(endpoint, names)), ...(await ask(endpoint, ['order-progress']))]);
  for (const [name, ids] of everything) {
    // A history shows the newest 100: the one that changes has had more by now.
    const missing = ids.filter((id) => !after.get(name)?.includes(id));
    expect([name, name === 'order-progress' ? [] : missing]).toEqual([name, []]);
  }
  expect(everything.size).toBeGreaterThan(50);
  gateway.signal('SIGTERM');
  await gateway.untilEnd();
  await expectNothingLeft(gateway, [endpoint]);
  return everything.get('order-progress') ?? [];
}

interface StoredRow {
  readonly id: string;
  readonly status: string;
  readonly settlement_state: string;
  readonly last: string | null;
}

const CHAIN = `select o.id, o.status, o.settlement_state, t.last_observation_id as last
  from observation o join observed_transaction t on t.subject = o.subject and t.merchant_reference = 'order-progress'
  order by o.position`;

/** Every state differs from the one before, and the record knows the last. */
function expectChain(rows: readonly StoredRow[], shown: readonly string[]): void {
  const ids = rows.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(shown.filter((id) => !ids.includes(id))).toEqual([]);
  expect(rows.at(-1)?.last).toBe(rows.at(-1)?.id);
  const states = rows.map(({ status, settlement_state }) => `${status} ${settlement_state}`);
  expect(states.filter((state, index) => state === states[index - 1])).toEqual([]);
  expect(rows.length).toBeGreaterThan(8);
}

test('killed in the middle of its work, again and again, a gateway over a file has lost nothing that it had shown', async () => {
  const file = join(temporaryFolder(), 'history.db');
  const shown = await killedAgainAndAgain({ PAYLENS_HISTORY_FILE: file });
  const database = new DatabaseSync(file, { readOnly: true });
  onTestFinished(() => database.close());
  expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
  expectChain(database.prepare(CHAIN).all() as unknown as StoredRow[], shown);
});

test.skipIf(whyNoPostgres() !== null)('and neither has one over PostgreSQL', async () => {
  const server = await startPostgres();
  onTestFinished(() => server.stop());
  const url = await server.createDatabase();
  const shown = await killedAgainAndAgain({ PAYLENS_HISTORY_URL: url });
  expectChain(await inDatabase(url, async (client) => (await client.query(CHAIN)).rows), shown);
});

test.each([
  ['PostgreSQL that nobody runs', async () => 1],
  ['PostgreSQL that takes the connection and says nothing', async () => portOfSomebodyWhoIsSilent()],
])('a start over %s ends with one line that names the setting, and no password', async (_name, port) => {
  const url = `postgres://paylens:${CANARY}@127.0.0.1:${await port()}/paylens`;
  const gateway = startNode(['src/main.ts'], { env: { PAYLENS_PORT: '0', PAYLENS_HISTORY_URL: url } });
  const ending = await gateway.untilEnd();
  expect(ending).toMatchObject({ code: 78, stdout: '' });
  expect(ending.stderr).toMatch(
    /^Paylens cannot start with this configuration:\n {2}history\.url: the database cannot be opened, or its tables cannot be made( \(ECONNREFUSED\))?\n$/,
  );
});

test('a start over a file that cannot be made names the setting', async () => {
  const file = join(temporaryFolder(), CANARY, 'history.db');
  const gateway = startNode(['src/main.ts'], { env: { PAYLENS_PORT: '0', PAYLENS_HISTORY_FILE: file } });
  const { code, stderr } = await gateway.untilEnd();
  expect([code, stderr]).toEqual([
    78,
    'Paylens cannot start with this configuration:\n  history.file: the database cannot be opened, or its tables cannot be made (ENOENT)\n',
  ]);
});

async function portOfSomebodyWhoIsSilent(): Promise<number> {
  const server = createServer((socket) => {
    onTestFinished(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => void server.close());
  return (server.address() as { readonly port: number }).port;
}
