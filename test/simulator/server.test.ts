import { request } from 'node:http';
import { expect, test } from 'vitest';
import { startSimulator } from '../../src/simulator/server.ts';
import { ask, GENSTORE, lookUp, PROVIDERS, START, withSimulator, YEDPAY } from './asking.ts';

test('calls are counted, all of them and for each reference', async () => {
  await withSimulator(YEDPAY, async (simulator) => {
    await lookUp(YEDPAY, simulator, { customId: 'order-paid' });
    await lookUp(YEDPAY, simulator, { customId: 'order-paid' });
    await lookUp(YEDPAY, simulator, { paymentToken: 'tok-order-paid' });
    expect([
      simulator.callCount(),
      simulator.callCount('order-paid'),
      simulator.callCount('tok-order-paid'),
      simulator.callCount('order-settled'),
    ]).toEqual([3, 2, 1, 0]);
    simulator.reset();
    expect([simulator.callCount(), simulator.calls]).toEqual([0, []]);
  });
});

test.each(PROVIDERS)('a recorded call of %s tells credentials apart and holds none', async (_, asked) => {
  await withSimulator(asked, async (simulator) => {
    const reference = simulator.references[0] ?? {};
    const other = Object.fromEntries(Object.entries(asked.credential).map(([name, value]) => [name, `${value}-2`]));
    await ask(asked, simulator, reference);
    await ask(asked, simulator, reference, { headers: other });
    await ask(asked, simulator, reference, { headers: {} });
    const [first, second, without] = simulator.calls;
    expect(first).toEqual({
      method: 'GET',
      path: new URL(asked.url(simulator.origin, reference)).pathname,
      reference: Object.values(reference)[0],
      credential: expect.stringMatching(/^[\w-]{16}$/),
      at: START,
    });
    expect(second?.credential).not.toBe(first?.credential);
    expect(without?.credential).toBeNull();
    expect(JSON.stringify(simulator.calls)).not.toMatch(/simulated-(token|key)/);
  });
});

test('the path of a recorded call leaves the payment token out', async () => {
  await withSimulator(YEDPAY, async (simulator) => {
    await lookUp(YEDPAY, simulator, { paymentToken: 'tok-order-paid' });
    expect(simulator.calls[0]?.path).toBe('/v1/online-payment/query');
  });
});

test('a Genstore call without a token is refused in the error envelope', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    for (const headers of [{}, { 'X-Genstore-Access-Token': '' }]) {
      const response = await ask(GENSTORE, simulator, { paymentId: 'PI-success' }, { headers });
      expect([response.status, await response.json()]).toEqual([401, { error: 'Unauthorized' }]);
    }
  });
});

test('a Yedpay call without an API key is refused in the error envelope', async () => {
  await withSimulator(YEDPAY, async (simulator) => {
    for (const headers of [{}, { Authorization: 'API-KEY ' }, { Authorization: 'Bearer simulated-key' }]) {
      const response = await ask(YEDPAY, simulator, { customId: 'order-paid' }, { headers });
      expect([response.status, await response.json()]).toEqual([
        401,
        { success: false, message: 'Unauthenticated.', status: 401 },
      ]);
    }
  });
});

test('a Yedpay query that names nothing is refused', async () => {
  await withSimulator(YEDPAY, async ({ origin }) => {
    const response = await fetch(`${origin}/v1/online-payment/query`, { headers: YEDPAY.credential });
    expect([response.status, await response.json()]).toMatchObject([422, { success: false, status: 422 }]);
  });
});

test.each(PROVIDERS)('%s has one path and one method', async (_, asked) => {
  await withSimulator(asked, async (simulator) => {
    const elsewhere = await fetch(`${simulator.origin}/v1/orders`, { headers: asked.credential });
    const posted = await ask(asked, simulator, simulator.references[0] ?? {}, { method: 'POST', body: 'x' });
    expect([elsewhere.status, posted.status, posted.headers.get('allow')]).toEqual([404, 405, 'GET']);
  });
});

test('a request target that is no path is refused, and the simulator lives on', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    const { port } = new URL(simulator.origin);
    const status = await new Promise((resolve, reject) => {
      request({ port, path: 'http://elsewhere.example/x' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(400);
    expect(await lookUp(GENSTORE, simulator, { paymentId: '%E0%A4%A' })).toMatchObject({ outcome: 'NOT_FOUND' });
    expect(await lookUp(GENSTORE, simulator, { paymentId: 'PI-success' })).toMatchObject({ outcome: 'FOUND' });
  });
});

test('an empty bucket answers 429 until it is refilled, for each credential by itself', async () => {
  let now = START;
  await withSimulator(
    GENSTORE,
    async (simulator) => {
      const call = async (token: string) => {
        const headers = { 'X-Genstore-Access-Token': token };
        const response = await ask(GENSTORE, simulator, { paymentId: 'PI-success' }, { headers });
        await response.text();
        return `${response.status} ${response.headers.get('x-genstore-shop-api-rate-limit')}`;
      };
      expect([await call('one'), await call('one'), await call('one')]).toEqual(['200 1/2', '200 2/2', '429 2/2']);
      expect(await call('two')).toBe('200 1/2');
      now += 500;
      expect([await call('one'), await call('one')]).toEqual(['200 2/2', '429 2/2']);
    },
    { now: () => now, bucket: { size: 2, refillPerSecond: 2 } },
  );
});

test('an empty Yedpay bucket answers in the error envelope', async () => {
  await withSimulator(
    YEDPAY,
    async (simulator) => {
      await lookUp(YEDPAY, simulator, { customId: 'order-paid' });
      const response = await ask(YEDPAY, simulator, { customId: 'order-paid' });
      expect(await response.json()).toEqual({ success: false, message: 'Too Many Requests', status: 429 });
    },
    { bucket: { size: 1, refillPerSecond: 0 } },
  );
});

test('every Genstore reply states the bucket, also where nothing is metered', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    for (const paymentId of ['PI-success', 'PI-not-found', 'fault-s500', 'fault-html200']) {
      const response = await ask(GENSTORE, simulator, { paymentId });
      expect(response.headers.get('x-genstore-shop-api-rate-limit')).toBe('1/40');
    }
  });
});

test('a port that is in use is reported as Node reports it', async () => {
  await withSimulator(GENSTORE, async ({ origin }) => {
    const port = Number(new URL(origin).port);
    await expect(startSimulator({ simulate: YEDPAY.simulate, now: () => START, port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});

test.each(PROVIDERS)('whoever opens %s in a browser is told what it is', async (name, asked) => {
  await withSimulator(asked, async (simulator) => {
    await ask(asked, simulator, simulator.references[0] ?? {});
    const page = await (await fetch(simulator.origin)).json();
    expect(page).toMatchObject({ simulator: name, callCount: 1, scenarios: simulator.scenarios });
    expect(page).toHaveProperty('notice', expect.stringContaining('All data is invented'));
  });
});

test('sockets are counted, and close ends the idle ones too', async () => {
  const simulator = await startSimulator({ simulate: GENSTORE.simulate, now: () => START });
  await lookUp(GENSTORE, simulator, { paymentId: 'PI-success' });
  expect(simulator.connections).toEqual({ open: 1, total: 1 });
  await simulator.close();
  expect(simulator.connections.open).toBe(0);
  await expect(fetch(simulator.origin)).rejects.toThrow();
});

test('latency can be set while it runs, and every reply still arrives', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    simulator.setLatency(5);
    expect(await lookUp(GENSTORE, simulator, { paymentId: 'PI-success' })).toMatchObject({ outcome: 'FOUND' });
  });
});
