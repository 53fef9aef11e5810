import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import { openPostgres } from '../../src/history/postgres.ts';
import { openStoreThread } from '../../src/history/store-thread.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import {
  inDatabase,
  type Line,
  openLine,
  type PostgresServer,
  startPostgres,
  whyNoPostgres,
} from '../support/postgres.ts';
import { historyOf, look, statusesOf } from './looks.ts';

const skip = whyNoPostgres();
const PASSWORD = 'canary-7f3a9c';

let server: PostgresServer;

beforeAll(async () => {
  if (skip === null) server = await startPostgres();
});
afterAll(() => server?.stop());

/** A database behind a line that the test can cut or stop. */
async function database(): Promise<{ readonly line: Line; readonly url: Secret; readonly direct: string }> {
  const direct = await server.createDatabase();
  const line = await openLine(server.socket);
  onTestFinished(() => line.close());
  const { pathname } = new URL(direct.replace('@', '@localhost'));
  return { line, direct, url: new Secret(`postgres://paylens:${PASSWORD}@127.0.0.1:${line.port}${pathname}`) };
}

const ROWS = `query ($references: [TransactionReference!]!) {
  transactions(references: $references) { outcome transaction { headline } }
}`;
const HISTORY = ROWS.replace('headline }', 'headline history { status } }');

const order = (customId: string) => ({ yedpay: { customId } });

async function startOver(url: Secret): Promise<TestGateway> {
  return startTestGateway({ store: await openStoreThread({ url: url.reveal() }) });
}

describe.skipIf(skip !== null)('while PostgreSQL', () => {
  test.each(['is gone', 'hangs'] as const)(
    '%s, payments are answered, and what was seen is written when it is back',
    async (how) => {
      const { line, url } = await database();
      const gateway = await startOver(url);
      const ask = (document: string, ...names: string[]) => gateway.query(document, { references: names.map(order) });
      expect((await ask(HISTORY, 'order-paid')).data.transactions[0].transaction.history).toHaveLength(1);
      if (how === 'hangs') line.hang();
      else await line.cut();

      const { data, errors } = await ask(ROWS, 'order-refund-full', 'order-settled');
      expect(errors).toBeUndefined();
      expect(data.transactions.map((row: { transaction: { headline: string } }) => row.transaction.headline)).toEqual([
        'REFUNDED',
        'SETTLED',
      ]);

      const asking = ask(HISTORY, 'order-cancelled');
      // How long a page waits for its history: long before its own time is over.
      if (how === 'hangs') await pastReading(gateway);
      const withHistory = await asking;
      expect(withHistory.data.transactions).toEqual([
        { outcome: 'FOUND', transaction: { headline: 'CANCELLED', history: null } },
      ]);
      expect(withHistory.errors?.map(({ extensions: { code }, path }) => [code, path])).toEqual([
        ['HISTORY_UNAVAILABLE', ['transactions', 0, 'transaction', 'history']],
      ]);
      expect(JSON.stringify(withHistory)).not.toContain(PASSWORD);
      expect(gateway.historyFailures).toEqual([{ reason: how === 'hangs' ? null : 'ECONNREFUSED', lost: 0 }]);
      expect(gateway.failures).toEqual([]);

      await line.mend();
      await gateway.clock.pass(1_000);
      const later = async () => {
        const { data: back } = await ask(HISTORY, 'order-refund-full', 'order-settled', 'order-cancelled');
        return back.transactions.map(
          ({ transaction }: { transaction: { history: object[] | null } }) => transaction.history?.length,
        );
      };
      await expect.poll(later).toEqual([1, 1, 1]);
    },
  );

  /** Once the question is under way, which shows in the provider's call. */
  async function pastReading(gateway: TestGateway): Promise<void> {
    await expect.poll(() => gateway.yedpay.callCount('order-cancelled')).toBe(1);
    await expect
      .poll(async () => {
        await gateway.clock.pass(500);
        return gateway.historyFailures.length;
      })
      .toBe(1);
  }

  test('hangs, worklists say so in time', async () => {
    const { line, url } = await database();
    const gateway = await startOver(url);
    line.hang();
    const asking = gateway.query('{ observedTransactions { coverage { count } edges { cursor } } }');
    await expect
      .poll(async () => {
        await gateway.clock.pass(500);
        return gateway.historyFailures.length;
      })
      .toBe(1);
    const { errors } = await asking;
    expect(errors?.[0]).toMatchObject({
      message: 'What was observed cannot be read now.',
      extensions: { code: 'HISTORY_UNAVAILABLE', retryable: true },
    });
  });

  test('hangs, a store closes nevertheless, and its questions end', async () => {
    const { line, url } = await database();
    const store = await openStoreThread({ url: url.reveal() });
    line.hang();
    const asked = Promise.allSettled([store.record([look('a')]), historyOf(store, 'a')]);
    expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await store.close();
  });

  test('ends all connections between two statements, the process lives and goes on', async () => {
    const { url, direct } = await database();
    const store = await openPostgres(url);
    onTestFinished(() => store.close());
    const endAll = () =>
      inDatabase(direct, (client) =>
        client.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        ),
      );
    let failed = 0;
    for (let round = 0; round < 30; round += 1) {
      const looks = Array.from({ length: 500 }, (_, index) => look(`r${index}`, { providerCode: `${round}` }));
      const [write] = await Promise.allSettled([store.record(looks), wait(round % 6), endAll()]);
      if (write?.status === 'rejected') failed += 1;
    }
    await expect
      .poll(() =>
        store.record([look('last')]).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    expect(await statusesOf(store, 'last')).toEqual(['PAID']);
    // All or nothing: no record has more rounds than another.
    const lengths = await Promise.all(
      ['r0', 'r250', 'r499'].map(async (name) => (await historyOf(store, name)).length),
    );
    expect(new Set(lengths).size).toBe(1);
    expect(lengths[0]).toBe(30 - failed);
  });
});

describe.skipIf(skip !== null)('a start', () => {
  test('over a database that refuses ends with the code of the driver, and leaves nothing open', async () => {
    const { line, url } = await database();
    await line.cut();
    await expect(openStoreThread({ url: url.reveal() })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await line.mend();
    const nowhere = new Secret(url.reveal().replace(/\w+$/, 'no_such_database'));
    await expect(openStoreThread({ url: nowhere.reveal() })).rejects.toMatchObject({ code: '3D000' });
  });

  test('over one that hangs ends, too', async () => {
    const { line, url } = await database();
    line.hang();
    await expect(openStoreThread({ url: url.reveal() })).rejects.toThrow();
  });
});
