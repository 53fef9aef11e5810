import { Agent, request as httpRequest } from 'node:http';
import { inspect } from 'node:util';
import { loadConfig } from '../../src/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { closeServer, listen } from '../../src/listen.ts';
import { openObservationStore } from '../../src/observation-store.ts';
import { createRandom } from '../../src/simulator/random.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { createAuditLog } from '../../src/telemetry/audit-log.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import type { Metrics } from '../../src/telemetry/metrics/recording.ts';
import type { Tracing } from '../../src/telemetry/tracing/tracing.ts';
import { ShiftedClock } from '../support/shifted-clock.ts';
import { CALLERS, ISSUERS, PEOPLE, type Person } from './people.ts';
import { startPlantedProviders } from './planted-providers.ts';
import { BAD_QUESTIONS, goodQuestion, type Question } from './questions.ts';
import { Sightings, withoutEcho } from './sightings.ts';

export interface LeakReport {
  readonly sightings: Sightings;
  readonly answered: number;
  /** The codes and outcomes that occurred, and how often. */
  readonly codes: Readonly<Record<string, number>>;
  readonly seconds: number;
}

export interface LeakLoad {
  readonly requests: number;
  readonly clients: number;
  readonly metrics?: Metrics;
  readonly tracing?: Tracing;
}

/** Faults that leave a whole account alone for a while, or that no quick run can wait for. */
const GATING = /^(s401|s403|s429.*|message_denied.*)$/;
const LONG = /^(hang|slow_headers|drip|hang_body|big|big_cl|bomb|deep)$/;

/** Mixed good, bad and faulty requests to a whole gateway; everything that comes out of it is looked at. */
export async function leakLoad({ requests, clients, tracing, metrics }: LeakLoad): Promise<LeakReport> {
  const clock = new ShiftedClock();
  const random = createRandom(3);
  const sightings = new Sightings();
  const codes: Record<string, number> = {};
  const providers = await startPlantedProviders(() => clock.now());
  const defaults = loadConfig({});
  const line = (where: string) => ({ write: (text: string) => sightings.look(where, text) });
  const log = createLogger({ level: 'debug', destination: line('log') });
  const gateway = createGateway({
    store: await openObservationStore(defaults),
    config: {
      ...defaults,
      accounts: providers.accounts,
      callers: [...CALLERS],
      issuers: [...ISSUERS],
      documents: { ...defaults.documents, mode: 'log' },
      // Time is moved ahead all the while, and nothing is to end because of it.
      limits: {
        ...defaults.limits,
        operationTimeoutMs: 60_000,
        providerTimeoutMs: 60_000,
        attemptTimeoutMs: 30_000,
        referencesPerMinute: 10_000_000,
        requestsInFlight: 100_000,
      },
    },
    clock,
    random: () => 0.5,
    log: {
      ...log,
      internalError: (event) => {
        codes.internalError = (codes.internalError ?? 0) + 1;
        sightings.look('error', inspect(event.error, { depth: 8, showHidden: true }), ['Asked']);
        log.internalError(event);
      },
    },
    audit: createAuditLog(line('audit'), clock),
    tracing,
    ...(metrics === undefined ? {} : { metrics }),
  });
  const origin = new URL(await listen(gateway.server, { host: '127.0.0.1', port: 0 }));
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const stopListening = listenToProcess(sightings);

  const references = some(
    providers.simulators.flatMap(({ name, references: all, scenarios }) =>
      [...all, ...scenarios.map(({ reference }) => reference)]
        .filter((reference) => !isFault(reference))
        .map((reference) => ({ [name]: reference })),
    ),
  );

  let [sent, answered] = [0, 0];
  async function client(): Promise<void> {
    while (sent < requests) {
      sent += 1;
      if (sent === 1) setFaults(providers.simulators, 0.12, (name) => !GATING.test(name));
      if (sent === Math.floor(requests * 0.85)) setFaults(providers.simulators, 0.05, (name) => GATING.test(name));
      const person =
        random.integer(1, 100) <= 88 ? random.pick(some(PEOPLE.known)) : random.pick(some(PEOPLE.strangers));
      const question = random.integer(1, 100) <= 60 ? goodQuestion(random, references) : random.pick(BAD_QUESTIONS)();
      const { status, head, body } = await send(origin, agent, question, person.authorization(clock.now()));
      answered += 1;
      count(codes, status, body);
      sightings.look('header', head);
      lookAtBody(sightings, person, body);
    }
  }

  // So that no gate, breaker or pause is waited for.
  const ticking = setInterval(() => void clock.pass(500), 20);
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - started) / 1000;
  clearInterval(ticking);
  agent.destroy();
  await closeServer(gateway.server);
  await gateway.close();
  await providers.close();
  sightings.look('gateway', inspect([gateway.accounts, providers.accounts], { depth: 12, showHidden: true }));
  stopListening();
  return { sightings, answered, codes, seconds };
}

function some<Item>(items: readonly Item[]): readonly [Item, ...Item[]] {
  return items as readonly [Item, ...Item[]];
}

/** Faults come by chance here. */
function isFault(reference: Readonly<Record<string, unknown>>): boolean {
  return /fault-/.test(String(Object.values(reference)[0]));
}

function setFaults(simulators: readonly Simulator[], share: number, wanted: (name: string) => boolean): void {
  for (const simulator of simulators) {
    const names = simulator.faults.map(({ name }) => name).filter((name) => !LONG.test(name) && wanted(name));
    simulator.setFaultRate(share, names);
  }
}

/** A client's own text is looked for behind the echo; what nobody may read, in all of it. */
function lookAtBody(sightings: Sightings, { mayRead }: Person, body: string): void {
  sightings.look('body', body, [...mayRead, 'Asked', 'Token']);
  const isJson = body.startsWith('{');
  sightings.look('body without echo', isJson ? withoutEcho(body) : body, mayRead);
}

function count(codes: Record<string, number>, status: number, body: string): void {
  const found = [...body.matchAll(/"(?:outcome|code)":"([A-Z_]+)"/g)].map(([, code = '']) => code);
  for (const code of new Set([`HTTP ${status}`, ...found])) codes[code] = (codes[code] ?? 0) + 1;
}

/** What this process says by itself while the gateway works: warnings, and whatever anybody prints. */
function listenToProcess(sightings: Sightings): () => void {
  const onWarning = (warning: Error) => sightings.look('warning', inspect(warning, { depth: 8, showHidden: true }));
  process.on('warning', onWarning);
  const streams = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write;
    stream.write = ((...args: Parameters<typeof write>) => {
      sightings.look('output', String(args[0]));
      return write.apply(stream, args);
    }) as typeof write;
    return () => {
      stream.write = write;
    };
  });
  return () => {
    process.off('warning', onWarning);
    for (const restore of streams) restore();
  };
}

interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

function send(origin: URL, agent: Agent, question: Question, authorization: string | null): Promise<Answer> {
  const { method = 'POST', target = '/graphql', headers = {}, body = '' } = question;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        agent,
        method,
        host: origin.hostname,
        port: origin.port,
        path: target,
        headers: {
          host: origin.host,
          'content-type': 'application/json',
          ...(authorization === null ? {} : { authorization }),
          ...headers,
          ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, head: response.rawHeaders.join('\n'), body: text });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
