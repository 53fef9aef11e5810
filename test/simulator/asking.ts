import { LocalZone } from '../../src/domain/local-zone.ts';
import type { LookupOutcome } from '../../src/domain/lookup-outcome.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import { genstoreOutcome } from '../../src/providers/genstore/outcomes.ts';
import { simulateGenstore } from '../../src/providers/genstore/simulator.ts';
import { yedpayOutcome } from '../../src/providers/yedpay/outcomes.ts';
import { simulateYedpay } from '../../src/providers/yedpay/simulator.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/server.ts';
import type { Reply } from '../../src/upstream/http.ts';

export type Reference = Readonly<Record<string, string>>;

/** A provider as these tests ask it: over HTTP, and read by the project's own outcomes. */
export interface Asked {
  readonly simulate: SimulatorOptions['simulate'];
  readonly credential: Reference;
  readonly url: (origin: string, reference: Reference) => string;
  readonly key: (reference: Reference) => TransactionKey;
  readonly outcome: (reference: Reference, reply: Reply) => LookupOutcome;
}

export const START = Date.UTC(2025, 5, 1, 12);

const genstoreKey = ({ paymentId = '' }: Reference): TransactionKey => ({
  provider: 'genstore',
  account: 'demo',
  kind: 'PAYMENT_ID',
  value: paymentId,
});

const yedpayKey = ({ customId, paymentToken = '' }: Reference): TransactionKey => ({
  provider: 'yedpay',
  account: 'demo',
  kind: customId === undefined ? 'PAYMENT_TOKEN' : 'CUSTOM_ID',
  value: customId ?? paymentToken,
});

export const GENSTORE: Asked = {
  simulate: simulateGenstore,
  credential: { 'X-Genstore-Access-Token': 'simulated-token' },
  url: (origin, { paymentId = '' }) => `${origin}/api/202412/payment/${encodeURIComponent(paymentId)}`,
  key: genstoreKey,
  outcome: (reference, reply) => genstoreOutcome(genstoreKey(reference), reply, { timeZone: 'UTC', now: START }),
};

export const YEDPAY: Asked = {
  simulate: simulateYedpay,
  credential: { Authorization: 'API-KEY simulated-key' },
  url: (origin, { customId, paymentToken = '' }) => {
    const query = customId === undefined ? { payment_token: paymentToken } : { custom_id: customId };
    return `${origin}/v1/online-payment/query?${new URLSearchParams(query)}`;
  },
  key: yedpayKey,
  outcome: (reference, reply) =>
    yedpayOutcome(yedpayKey(reference), reply, { zone: new LocalZone('Asia/Hong_Kong'), now: START }),
};

export const PROVIDERS = [
  ['genstore', GENSTORE],
  ['yedpay', YEDPAY],
] as const;

/** Runs with a simulator on a clock that stands still, and closes it whatever happens. */
export async function withSimulator<Value>(
  { simulate }: Asked,
  use: (simulator: Simulator) => Promise<Value>,
  options: Partial<SimulatorOptions> = {},
): Promise<Value> {
  const simulator = await startSimulator({ simulate, now: () => START, ...options });
  try {
    return await use(simulator);
  } finally {
    await simulator.close();
  }
}

export function ask(asked: Asked, { origin }: Simulator, reference: Reference, init: RequestInit = {}) {
  return fetch(asked.url(origin, reference), { headers: asked.credential, ...init });
}

export async function lookUp(asked: Asked, simulator: Simulator, reference: Reference): Promise<LookupOutcome> {
  const response = await ask(asked, simulator, reference);
  const text = await response.text();
  return asked.outcome(reference, {
    status: response.status,
    header: (name) => response.headers.get(name),
    isJson: response.headers.get('content-type') === 'application/json',
    text,
    bytes: text.length,
  });
}
