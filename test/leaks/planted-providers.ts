import { createHash } from 'node:crypto';
import { Secret } from '../../src/domain/secret.ts';
import { type AnyProvider, PROVIDERS } from '../../src/providers/index.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { YEDPAY_DETAIL_FIELDS, YEDPAY_GUARDED_FIELDS } from '../../src/providers/yedpay/wire.ts';
import type { SimulatedReply, SimulatedRequest, SimulateProvider } from '../../src/simulator/harness.ts';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { canary } from './canaries.ts';

export interface PlantedProviders {
  readonly simulators: readonly Simulator[];
  readonly accounts: Readonly<Record<string, readonly ProviderAccount[]>>;
  close(): Promise<void>;
}

type Json = Record<string, unknown>;

/** The simulators with canaries in every reply, and accounts whose credentials are canaries. */
export async function startPlantedProviders(now: () => number): Promise<PlantedProviders> {
  const simulators: Simulator[] = [];
  const accounts: Record<string, readonly ProviderAccount[]> = {};
  for (const provider of PROVIDERS) {
    const simulate = planted(await provider.simulate());
    const simulator = await startSimulator({ simulate, now, seed: 1, slowMs: 5 });
    simulators.push(simulator);
    accounts[provider.name] = [plantedAccount(provider, simulator.origin)];
  }
  return {
    simulators,
    accounts,
    close: async () => {
      await Promise.all(simulators.map((simulator) => simulator.close()));
    },
  };
}

export function plantedAccount(provider: AnyProvider, origin: string): ProviderAccount {
  const account = provider.accountSchema(noFile).parse(provider.simulatedAccount(origin, false));
  const fields = Object.entries(account).filter(([, value]) => value instanceof Secret);
  return { ...account, ...Object.fromEntries(fields.map(([name]) => [name, new Secret(canary('Credential'))])) };
}

export const planted =
  (simulate: SimulateProvider): SimulateProvider =>
  (options) => {
    const simulation = simulate(options);
    const isPlantedToken = (request: SimulatedRequest) => /kanarieToken/.test(simulation.asked(request) ?? '');
    return {
      ...simulation,
      answer: (request) =>
        plant(isPlantedToken(request) ? simulation.answerOrdinary(request) : simulation.answer(request)),
      answerOrdinary: (request) => plant(simulation.answerOrdinary(request)),
      foreignRecord: (request) => plant(simulation.foreignRecord(request)),
      error: (status, message) => plant(simulation.error(status, message)),
      replyAround: (json) => plant(simulation.replyAround(json)),
      bucketHeaders: (spent, size) => ({
        ...simulation.bucketHeaders(spent, size),
        'X-Trace': canary('Body'),
        'Set-Cookie': `session=${canary('Body')}`,
      }),
    };
  };

/** Whatever the reply is, something stands beside the documented fields; a record has canaries in its fields, too. */
function plant(reply: SimulatedReply): SimulatedReply {
  const body = parse(reply.body);
  if (body === null) return { ...reply, body: `${reply.body} ${canary('Body')}` };
  const record = body.payment ?? body.data ?? body.refund;
  if (isObject(record)) Object.assign(record, fieldsOf(body, record));
  return { ...reply, body: JSON.stringify({ ...body, trace: { id: canary('Body') }, debug: canary('Body') }) };
}

function fieldsOf(body: Json, record: Json): Json {
  if ('refund' in body) return refundFields();
  return 'payment' in body ? paymentFields() : transactionFields(record);
}

function refundFields(): Json {
  const person = () => canary('Personal');
  const line = { lineItemId: canary('Record'), rightsReason: person(), sku: canary('Body') };
  return {
    rightsType: canary('Record'),
    note: person(),
    customerId: person(),
    customer: { lastName: canary('Body') },
    lineItems: [{ ...line, lineItem: { productId: canary('Record'), name: canary('Body') } }, line],
    shipping: { address: canary('Body') },
  };
}

function paymentFields(): Json {
  return { channelTrxNo: canary('Record'), outOrderNo: canary('Record'), cardHolder: canary('Body') };
}

/** Each guarded field in its documented form or in another, so that no way of reading one lets it out. */
function transactionFields({ custom_id: customId }: Json): Json {
  const form = (createHash('sha256').update(String(customId)).digest()[0] ?? 0) % 5;
  const guarded = YEDPAY_GUARDED_FIELDS.map(({ field, scope }) => {
    const text = () => canary(scope === 'transactions:pii' ? 'Personal' : 'Seal');
    const link = () => ({ rel: 'checkout', href: text(), planted: canary('Body') });
    const forms = [field === '_links' ? [link(), link()] : text(), text(), { value: text() }, [text()], link()];
    return [field, forms[form]];
  });
  const details = YEDPAY_DETAIL_FIELDS.map((field) => {
    const person = { first_name: canary('Personal'), last_name: canary('Personal'), phone: canary('Body') };
    return [field, form === 4 ? person : [{ ...person, request_user_id: canary('Record'), remark: canary('Record') }]];
  });
  return {
    ...Object.fromEntries(guarded),
    ...Object.fromEntries(details),
    reference_id: canary('Record'),
    // A record that was asked for by its token carries nothing of it.
    ...(/kanarieToken/.test(String(customId)) ? { custom_id: 'order-by-token' } : {}),
    card_number: canary('Body'),
    'x.y': { deep: [canary('Body')] },
  };
}

function parse(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function noFile(): never {
  throw new Error('a simulated account has no secret file');
}
