import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { expect, test, vi } from 'vitest';
import { FAULT_NAMES, type FAULTS, faultId, faultOfId } from '../../src/simulator/faults.ts';
import { systemClock } from '../../src/system-clock.ts';
import { type FailureReason, UpstreamError } from '../../src/upstream/failure.ts';
import { createHttp, DEFAULT_HTTP_LIMITS } from '../../src/upstream/http.ts';
import { ask, GENSTORE, lookUp, PROVIDERS, withSimulator, YEDPAY } from './asking.ts';

const REASONS: Readonly<Partial<Record<keyof typeof FAULTS, FailureReason>>> = {
  hang: 'ttfb',
  reset_before: 'reset',
  big: 'too_large',
};

test.each(PROVIDERS)(
  "every fault of %s gives its promised outcome through the gateway's own client",
  async (_, asked) => {
    const http = createHttp({ clock: systemClock, limits: { ...DEFAULT_HTTP_LIMITS, attemptTimeoutMs: 400 } });
    try {
      await withSimulator(
        asked,
        async (simulator) => {
          for (const name of FAULT_NAMES) {
            const { reference, outcome } = faultScenario(simulator.scenarios, name);
            const url = new URL(asked.url(simulator.origin, reference));
            const reply = await http
              .get({ url, headers: asked.credential, signal: new AbortController().signal })
              .catch(failure);
            const seen = reply instanceof UpstreamError ? reply : asked.outcome(reference, reply);
            expect({ name, outcome: seen.outcome }).toEqual({ name, outcome });
            expect(reply instanceof UpstreamError ? reply.reason : undefined).toBe(REASONS[name]);
          }
        },
        { slowMs: 1 },
      );
    } finally {
      await http.close();
    }
  },
);

test('a call that hangs stays open while others are answered, and ends with the simulator', async () => {
  const hanging = await withSimulator(GENSTORE, async (simulator) => {
    const call = ask(GENSTORE, simulator, { paymentId: 'fault-hang' }).catch(() => 'cut');
    await vi.waitFor(() => expect(simulator.callCount('fault-hang')).toBe(1));
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
      await vi.waitFor(() => expect(simulator.callCount('fault-slow')).toBe(1));
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

test('a limited reply says when to come back', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    const response = await ask(GENSTORE, simulator, { paymentId: 'fault-s429-sec' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
    expect(await response.json()).toEqual({ error: 'Too Many Requests' });
  });
});

test('a maintenance page is HTML with status 200', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    const response = await ask(GENSTORE, simulator, { paymentId: 'fault-html200' });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
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
      if (bytes > DEFAULT_HTTP_LIMITS.maxReplyBytes) break;
    }
    expect(bytes).toBeGreaterThan(DEFAULT_HTTP_LIMITS.maxReplyBytes);
    await vi.waitFor(() => expect(simulator.connections).toEqual({ open: 0, total: 1 }));
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

test('a payment token turns a fault on as well', async () => {
  await withSimulator(YEDPAY, async (simulator) => {
    expect((await ask(YEDPAY, simulator, { paymentToken: 'tok-fault-s500' })).status).toBe(500);
  });
});

test('an id that only looks like a fault names nothing', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    expect(await lookUp(GENSTORE, simulator, { paymentId: 'fault-nonsense' })).toMatchObject({ outcome: 'NOT_FOUND' });
  });
});

test('every fault is found by its own id', () => {
  expect(FAULT_NAMES.map((name) => faultOfId(faultId(name)))).toEqual(FAULT_NAMES);
});

function faultScenario<Item extends { readonly reference: Readonly<Record<string, string>> }>(
  scenarios: readonly Item[],
  name: keyof typeof FAULTS,
): Item {
  const found = scenarios.find(({ reference }) => Object.values(reference).includes(faultId(name)));
  if (found === undefined) throw new Error(`no scenario for ${name}`);
  return found;
}

function failure(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  throw error;
}
