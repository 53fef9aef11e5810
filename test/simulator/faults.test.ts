import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { expect, test } from 'vitest';
import { FaultCatalogue, faultId, SHARED_FAULT_NAMES } from '../../src/simulator/faults.ts';
import { ask, GENSTORE, lookUp, PROVIDERS, START, withSimulator, YEDPAY } from './asking.ts';

const MAX_REPLY_BYTES = 256 * 1024;

test('a call that hangs stays open while others are answered, and ends with the simulator', async () => {
  const hanging = await withSimulator(GENSTORE, async (simulator) => {
    const call = ask(GENSTORE, simulator, { paymentId: 'fault-hang' }).catch(() => 'cut');
    await expect.poll(() => simulator.callCount('fault-hang')).toBe(1);
    await lookUp(GENSTORE, simulator, { paymentId: 'PI-success' });
    expect(await Promise.race([call, Promise.resolve('open')])).toBe('open');
    // Not awaited here: it ends when the simulator does.
    return { call };
  });
  expect(await hanging.call).toBe('cut');
});

test('a slow call is answered rightly, after those that came later', async () => {
  const order: string[] = [];
  await withSimulator(
    YEDPAY,
    async (simulator) => {
      const slow = lookUp(YEDPAY, simulator, { customId: 'fault-slow' }).then(({ outcome }) =>
        order.push(`slow ${outcome}`),
      );
      await expect.poll(() => simulator.callCount('fault-slow')).toBe(1);
      await lookUp(YEDPAY, simulator, { customId: 'order-paid' }).then(() => order.push('quick'));
      await slow;
    },
    { slowMs: 300 },
  );
  expect(order).toEqual(['quick', 'slow FOUND']);
});

test('a truncated reply is whole for HTTP and broken for JSON', async () => {
  await withSimulator(YEDPAY, async (simulator) => {
    const response = await ask(YEDPAY, simulator, { customId: 'fault-truncated' });
    const body = await response.text();
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBe(Buffer.byteLength(body));
    expect(body).toMatch(/^\{"success":true,"data":\{/);
    expect(() => JSON.parse(body)).toThrow(SyntaxError);
  });
});

test('a big body declares no length, passes every cap and stops with its reader', async () => {
  await withSimulator(YEDPAY, async (simulator) => {
    // Not by fetch: after a body that was given up, its pool opens a socket ahead of need, which would be counted.
    const call = request(YEDPAY.url(simulator.origin, { customId: 'fault-big' }), {
      agent: false,
      headers: YEDPAY.credential,
    }).end();
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    expect(response.headers).not.toHaveProperty('content-length');
    let bytes = 0;
    for await (const chunk of response) {
      bytes += chunk.length;
      if (bytes > MAX_REPLY_BYTES) break;
    }
    expect(bytes).toBeGreaterThan(MAX_REPLY_BYTES);
    await expect.poll(() => simulator.connections).toEqual({ open: 0, total: 1 });
  });
});

test('a fault can be put on any reference, and taken off again', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    const status = async () => (await ask(GENSTORE, simulator, { paymentId: 'PI-success' })).status;
    simulator.setFault('PI-success', 's500');
    expect(await status()).toBe(500);
    simulator.setFault('PI-success', null);
    expect(await status()).toBe(200);
  });
});

test('a fault that rewrites a record leaves the rest of that record as it was', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    const before = await (await ask(GENSTORE, simulator, { paymentId: 'PI-jpy' })).text();
    simulator.setFault('PI-jpy', 'status_unknown');
    const after = await (await ask(GENSTORE, simulator, { paymentId: 'PI-jpy' })).text();
    expect(after).toBe(before.replace(/"status": "2"/, '"status":"simulated_unknown"'));
  });
});

test('a payment token turns a fault on as well', async () => {
  await withSimulator(YEDPAY, async (simulator) => {
    expect((await ask(YEDPAY, simulator, { paymentToken: 'tok-fault-s500' })).status).toBe(500);
  });
});

test.each(['id_missing', 'id_number', 'dup_identity', 'record_text'])(
  'asked by payment token, %s concerns the id that the record has for everybody',
  async (fault) => {
    await withSimulator(YEDPAY, async (simulator) => {
      const outcome = await lookUp(YEDPAY, simulator, { paymentToken: `tok-${faultId(fault)}` });
      expect(outcome).toMatchObject({ outcome: 'MALFORMED_RESPONSE' });
    });
  },
);

test('an id that only looks like a fault names nothing', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    expect(await lookUp(GENSTORE, simulator, { paymentId: 'fault-nonsense' })).toMatchObject({ outcome: 'NOT_FOUND' });
  });
});

test('a fault of another provider is none: its id names nothing, and its name is refused', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    expect(await lookUp(GENSTORE, simulator, { paymentId: 'fault-data-missing' })).toMatchObject({
      outcome: 'NOT_FOUND',
    });
    for (const use of [
      () => simulator.setFault('PI-success', 'data_missing'),
      () => simulator.setOutage('data_missing'),
      () => simulator.failNext(1, 'data_missing'),
      () => simulator.setFaultRate(1, ['s500', 'data_missing']),
    ]) {
      expect(use).toThrow(RangeError);
    }
    expect(await lookUp(GENSTORE, simulator, { paymentId: 'PI-success' })).toMatchObject({ outcome: 'FOUND' });
  });
});

test.each(PROVIDERS)(
  'every fault of %s has a name, a scenario and an id of at most 36 characters',
  async (_, asked) => {
    const catalogue = new FaultCatalogue(asked.simulate({ seed: 1, now: () => START, startedAt: START }));
    const names = catalogue.infos.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...SHARED_FAULT_NAMES]));
    expect(names.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name) || faultId(name).length > 36)).toEqual([]);
    expect(names.map((name) => catalogue.ofId(faultId(name)))).toEqual(names);
    expect(names.map((name) => catalogue.ofId(`tok-${faultId(name)}`))).toEqual(names);
    await withSimulator(asked, async ({ scenarios }) => {
      const promised = catalogue.infos.map(({ reference, outcome, description }) => ({
        reference,
        outcome,
        description,
      }));
      expect(scenarios).toEqual(expect.arrayContaining(promised));
    });
  },
);
