import { expect, test } from 'vitest';
import { fingerprint } from '../../src/simulator/call-record.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { type Asked, ask, GENSTORE, lookUp, PROVIDERS, START, withSimulator, YEDPAY } from './asking.ts';

const status = async (asked: Asked, simulator: Simulator, index = 0) => {
  const response = await ask(asked, simulator, simulator.references[index % simulator.references.length] ?? {}).catch(
    () => null,
  );
  await response?.text();
  return response?.status ?? 'cut';
};

const statuses = async (asked: Asked, simulator: Simulator, count: number) => {
  const seen = [];
  for (let call = 0; call < count; call += 1) seen.push(await status(asked, simulator, call));
  return seen;
};

test.each(PROVIDERS)('an outage of %s meets every call until it is taken off', async (_, asked) => {
  await withSimulator(asked, async (simulator) => {
    simulator.setOutage('s500');
    expect(await statuses(asked, simulator, 5)).toEqual([500, 500, 500, 500, 500]);
    simulator.setOutage('reset_before');
    expect(await statuses(asked, simulator, 2)).toEqual(['cut', 'cut']);
    simulator.setOutage(null);
    expect(await statuses(asked, simulator, 2)).toEqual([200, 200]);
  });
});

test('an outage comes before faults on references, revoked credentials and an empty bucket', async () => {
  await withSimulator(
    GENSTORE,
    async (simulator) => {
      simulator.setFault('PI-success', 's404');
      simulator.revokeCredentials();
      simulator.setOutage('s503');
      const seen = async () => (await ask(GENSTORE, simulator, { paymentId: 'PI-success' })).status;
      expect([await seen(), await seen(), simulator.rateLimited]).toEqual([503, 503, 0]);
    },
    { bucket: { size: 1, refillPerSecond: 0 } },
  );
});

test('a burst meets the next calls, whatever they ask for, and bursts wait for each other', async () => {
  await withSimulator(YEDPAY, async (simulator) => {
    simulator.failNext(2, 's500');
    simulator.failNext(1, 's429');
    expect(await statuses(YEDPAY, simulator, 4)).toEqual([500, 500, 429, 200]);
  });
});

test('a burst with a fault of the record keeps the identity of each record', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    simulator.failNext(2, 'amount_nan');
    for (const paymentId of ['PI-jpy', 'PI-kwd']) {
      const outcome = await lookUp(GENSTORE, simulator, { paymentId });
      expect(outcome).toMatchObject({ transaction: { recordId: paymentId, amount: null } });
    }
  });
});

test('a flapping provider is down for the first half of each period of its clock, and up for the second', async () => {
  let now = START;
  await withSimulator(
    GENSTORE,
    async (simulator) => {
      simulator.setOutage('s500', { flapPeriodMs: 2_000 });
      const seen = [];
      for (const elapsed of [0, 999, 1_000, 1_999, 2_000, 3_000, 4_500, 5_500]) {
        now = START + elapsed;
        seen.push(await status(GENSTORE, simulator));
      }
      expect(seen).toEqual([500, 500, 200, 200, 500, 200, 500, 200]);
    },
    { now: () => now },
  );
});

test.each(PROVIDERS)(
  'a fault rate meets its share of the calls of %s, the same ones for the same seed',
  async (_, asked) => {
    const run = (seed: number) =>
      withSimulator(
        asked,
        async (simulator) => {
          simulator.setFaultRate(0.2, ['s500', 's404_html']);
          return statuses(asked, simulator, 200);
        },
        { seed },
      );
    const [first, again, other] = [await run(3), await run(3), await run(4)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 404, 500]));
    const faulty = first.filter((code) => code !== 200).length;
    expect(faulty).toBeGreaterThan(20);
    expect(faulty).toBeLessThan(60);
  },
);

test('a fault rate of 1 meets every call, one of 0 none, and neither touches a fault that is put on a reference', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    simulator.setFaultRate(1, ['s500']);
    expect(await statuses(GENSTORE, simulator, 3)).toEqual([500, 500, 500]);
    expect((await ask(GENSTORE, simulator, { paymentId: 'fault-s418' })).status).toBe(418);
    simulator.setFaultRate(0, []);
    expect(await statuses(GENSTORE, simulator, 3)).toEqual([200, 200, 200]);
    expect(() => simulator.setFaultRate(0.5, [])).toThrow(RangeError);
  });
});

test('a reset ends every outage, burst, rate and fault', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    simulator.setOutage('s500');
    simulator.failNext(5, 's502');
    simulator.setFaultRate(1, ['s503']);
    simulator.setFault(Object.values(simulator.references[0] ?? {}).join(), 's504');
    simulator.reset();
    expect(await statuses(GENSTORE, simulator, 2)).toEqual([200, 200]);
  });
});

test.each(PROVIDERS)('the credentials of %s are counted by fingerprint, and none is held', async (_, asked) => {
  await withSimulator(asked, async (simulator) => {
    const reference = simulator.references[0] ?? {};
    const other = Object.fromEntries(Object.entries(asked.credential).map(([name, value]) => [name, `${value}-2`]));
    for (const headers of [asked.credential, asked.credential, other, {}]) {
      await (await ask(asked, simulator, reference, { headers })).text();
    }
    expect([...simulator.credentials.values()]).toEqual([2, 1]);
    const secret = Object.values(asked.credential).join().replace('API-KEY ', '');
    expect([...simulator.credentials.keys()][0]).toBe(fingerprint(secret));
    expect(JSON.stringify([...simulator.credentials])).not.toContain('simulated');
    simulator.reset();
    expect(simulator.credentials.size).toBe(0);
  });
});

test("only the bucket's own refusals are counted as rate limited", async () => {
  await withSimulator(
    GENSTORE,
    async (simulator) => {
      simulator.setFault('PI-success', 's429');
      expect((await ask(GENSTORE, simulator, { paymentId: 'PI-success' })).status).toBe(429);
      expect(simulator.rateLimited).toBe(0);
      expect(await statuses(GENSTORE, simulator, 3)).toEqual([200, 429, 429]);
      expect(simulator.rateLimited).toBe(2);
      simulator.reset();
      expect(simulator.rateLimited).toBe(0);
    },
    { bucket: { size: 2, refillPerSecond: 0 } },
  );
});
