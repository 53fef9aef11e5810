import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { simulateProviders } from '../../src/simulated-accounts.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { type Child, startNode, untilBanner } from '../support/child-process.ts';
import { subscribe, type TestStream } from '../support/event-stream.ts';
import { type RedisServer, startRedis, whyNoRedis } from '../support/redis.ts';

interface Member {
  readonly child: Child;
  readonly endpoint: string;
}

interface RunningFleet {
  readonly redis: RedisServer;
  readonly genstore: Simulator;
  readonly yedpay: Simulator;
  readonly members: readonly Member[];
  /** Lets the simulated payments go on. */
  pass(milliseconds: number): void;
}

/** Gateways as processes of their own, over one simulated shop that grants 40 calls and 2 a second. */
async function startFleet(size: number): Promise<RunningFleet> {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  let passed = 0;
  const simulated = await simulateProviders({
    seed: 1,
    latencyMs: 20,
    now: () => Date.now() + passed,
    isMetered: true,
  });
  onTestFinished(() => simulated.close());
  const simulatorOf = (name: string) => simulated.simulators.find((each) => each.name === name) as Simulator;
  const [genstore, yedpay] = [simulatorOf('genstore'), simulatorOf('yedpay')];
  const env = {
    PAYLENS_PORT: '0',
    PAYLENS_GENSTORE_SHOP: 'demo-shop',
    PAYLENS_GENSTORE_ACCESS_TOKEN: 'simulated-token',
    PAYLENS_GENSTORE_BASE_URL: genstore.origin,
    PAYLENS_YEDPAY_NAME: 'demo-store',
    PAYLENS_YEDPAY_API_KEY: 'simulated-key',
    PAYLENS_YEDPAY_BASE_URL: `${yedpay.origin}/v1`,
    PAYLENS_REDIS_URL: redis.url,
    PAYLENS_REDIS_REPLICAS: String(size),
  };
  const members = await Promise.all(
    Array.from({ length: size }, async () => {
      const child = startNode(['src/main.ts'], { env });
      return { child, endpoint: (await untilBanner(child)).endpoint };
    }),
  );
  const pass = (milliseconds: number) => {
    passed += milliseconds;
  };
  const fleet = { redis, genstore, yedpay, members, pass };
  await expect.poll(() => capacities(fleet)).toEqual(members.map(() => 36));
  return fleet;
}

/** What each gateway takes for the shop's bucket: a part of it until it shares. */
function capacities({ members }: RunningFleet): Promise<readonly unknown[]> {
  const query = '{ providers { accounts { name status { budget { capacity } } } } }';
  return Promise.all(
    members.map(async ({ endpoint }) => {
      const { data } = await ask(endpoint, query);
      const accounts = data.providers.flatMap(
        ({ accounts: those }: { readonly accounts: readonly unknown[] }) => those,
      );
      const shop = accounts.find(({ name }: { readonly name: string }) => name === 'demo-shop');
      return shop.status.budget.capacity;
    }),
  );
}

// biome-ignore lint/suspicious/noExplicitAny: an answer to a literal document has no generated type
type Answer = { readonly data: any; readonly errors?: unknown };

async function ask(endpoint: string, query: string, variables?: unknown): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
  return (await response.json()) as Answer;
}

/** A gateway on a busy machine sheds what comes all at once. */
async function watch(endpoint: string, query: string): Promise<TestStream> {
  for (;;) {
    const stream = await subscribe(endpoint, { query });
    if (stream.response.status !== 503) return stream;
    await wait(200);
  }
}

const ROWS = `query ($references: [TransactionReference!]!, $freshness: FreshnessInput) {
  transactions(references: $references, freshness: $freshness) { outcome }
}`;

const outcomesOf = ({ data }: Answer): readonly string[] =>
  data.transactions.map(({ outcome }: { readonly outcome: string }) => outcome);

const paymentIds = ({ genstore }: RunningFleet): readonly string[] =>
  genstore.references.flatMap(({ paymentId }) => (paymentId === undefined ? [] : [paymentId]));

describe.skipIf(whyNoRedis() !== null)('several gateways on one Redis', () => {
  test('spend one bucket between them: under mixed load the shop refuses nothing', async () => {
    const fleet = await startFleet(3);
    const ids = paymentIds(fleet);
    const began = Date.now();
    const outcomes: string[] = [];
    const until = began + 5_000;
    // Tables of any rows, cold and known ones, and a clerk who wants it fresh, at each gateway.
    const clients = fleet.members.flatMap(({ endpoint }, member) =>
      [0, 1, 2].map(async (client) => {
        for (let turn = 0; Date.now() < until; turn += 1) {
          const from = (member * 31 + client * 17 + turn * 7) % ids.length;
          const rows = [...ids.slice(from), ...ids.slice(0, from)].slice(0, client === 2 ? 1 : 15);
          const references = rows.map((paymentId) => ({ genstore: { paymentId } }));
          const freshness = client === 2 ? { maxAgeSeconds: 0, allowStale: false } : {};
          outcomes.push(...outcomesOf(await ask(endpoint, ROWS, { references, freshness })));
        }
      }),
    );
    await Promise.all(clients);
    const seconds = (Date.now() - began) / 1000;
    expect(fleet.genstore.rateLimited).toBe(0);
    expect(new Set(outcomes).difference(new Set(['FOUND', 'NOT_FOUND', 'RATE_LIMITED']))).toEqual(new Set());
    // The whole bucket, and what came meanwhile; not three of them.
    expect(fleet.genstore.callCount()).toBeGreaterThan(40);
    expect(fleet.genstore.callCount()).toBeLessThanOrEqual(40 + 2 * seconds + 1);
  });

  test('answer on while Redis is killed and started again', async () => {
    const fleet = await startFleet(3);
    const names = fleet.yedpay.references.map(({ customId }) => customId ?? '').slice(0, 8);
    const ids = paymentIds(fleet).slice(0, 3);
    const answers: Answer[] = [];
    let isOver = false;
    const load = fleet.members.map(async ({ endpoint }) => {
      for (let turn = 0; !isOver; turn += 1) {
        const references = [
          { yedpay: { customId: names[turn % names.length] } },
          ...(turn % 50 === 0 ? ids.map((paymentId) => ({ genstore: { paymentId } })) : []),
        ];
        answers.push(await ask(endpoint, ROWS, { references, freshness: { maxAgeSeconds: turn % 2 } }));
        await wait(10);
      }
    });
    const answered = async (more: number) => {
      const before = answers.length;
      await expect.poll(() => answers.length).toBeGreaterThan(before + more);
    };
    await answered(50);
    for (let again = 0; again < 2; again += 1) {
      await fleet.redis.kill();
      await answered(50);
      await fleet.redis.start();
      await expect.poll(() => capacities(fleet)).toEqual([36, 36, 36]);
      await answered(50);
    }
    isOver = true;
    await Promise.all(load);
    for (const answer of answers) {
      expect(answer.errors).toBeUndefined();
      expect(outcomesOf(answer)).not.toContain('INTERNAL');
    }
    const unmetered = answers.map((answer) => outcomesOf(answer)[0]);
    expect(new Set(unmetered).has('PROVIDER_UNAVAILABLE')).toBe(false);
    expect(fleet.genstore.rateLimited).toBe(0);
    // Nor does one that says nothing any more keep a gateway from ending.
    fleet.redis.hang();
    for (const { child } of fleet.members) child.signal('SIGTERM');
    for (const { child } of fleet.members) expect(await child.untilEnd()).toMatchObject({ code: 0, stderr: '' });
  });

  test('watch a payment for 300 clients by one call an interval, also after the one that asks has died', async () => {
    const fleet = await startFleet(3);
    const query = `subscription {
      transactionUpdated(references: [{ yedpay: { customId: "order-progress" } }], until: SETTLED) { kind }
    }`;
    const streams = await Promise.all(
      fleet.members.map(({ endpoint }) => Promise.all(Array.from({ length: 100 }, () => watch(endpoint, query)))),
    );
    const everybody = (kind: string, those: readonly (readonly TestStream[])[]) =>
      Promise.all(
        those.flat().map(async (stream) => {
          for (;;) {
            const event = await stream.event();
            if (event.kind === kind) return;
          }
        }),
      );
    await everybody('SNAPSHOT', streams);
    const calls = () => fleet.yedpay.calls.length;
    /** When each began: where Yedpay does not know the transaction yet, one look asks twice. */
    const looks = () => {
      const times: number[] = [];
      for (const { at } of fleet.yedpay.calls) if (at - (times.at(-1) ?? 0) >= 2_000) times.push(at);
      return times;
    };
    const first = looks().length;
    const callsOfLook = calls();
    await expect.poll(() => looks().length, { timeout: 40_000 }).toBe(first + 2);
    const between = looks().slice(-2);
    expect((between[1] ?? 0) - (between[0] ?? 0)).toBeGreaterThan(7_500);
    expect(calls()).toBeLessThanOrEqual(callsOfLook + 4);

    const asked = (member: Member) => member.child.stdout.split('"event":"provider_call"').length - 1;
    const counts = fleet.members.map(asked);
    const polling = counts.indexOf(Math.max(...counts));
    // All that is left to happen to it, at once.
    fleet.pass(75_000);
    const died = Date.now();
    fleet.members[polling]?.child.signal('SIGKILL');
    await everybody(
      'COMPLETED',
      streams.filter((_, index) => index !== polling),
    );
    process.stdout.write(`kill -9 of the gateway that polls: everybody has the change ${Date.now() - died} ms later\n`);
  });
});
