import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { CallRecord, fingerprint, type RecordedCall } from './call-record.ts';
import { type Exchange, send, wait } from './exchange.ts';
import { FAULT_NAMES, FAULTS, type Fault, type FaultName, faultId, faultOfId } from './faults.ts';
import { frontPage } from './front-page.ts';
import type { Scenario, SimulatedRequest, SimulateProvider, Simulation } from './harness.ts';
import { type Admission, type BucketLimits, TokenBuckets } from './token-buckets.ts';

export interface SimulatorOptions {
  readonly simulate: SimulateProvider;
  /** Milliseconds since the epoch: records that progress and the bucket follow it. */
  readonly now: () => number;
  readonly seed?: number | undefined;
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined;
  /** Before every reply. */
  readonly latencyMs?: number | undefined;
  /** What the fault `slow` waits; the default stays within one attempt of the gateway. */
  readonly slowMs?: number | undefined;
  /** How many calls each credential has; unlimited where it is left out. */
  readonly bucket?: BucketLimits | undefined;
}

/** A provider that listens on loopback. */
export interface Simulator {
  readonly name: string;
  readonly origin: string;
  readonly scenarios: readonly Scenario[];
  readonly references: Simulation['references'];
  /** The newest 10,000 calls, oldest first. */
  readonly calls: readonly RecordedCall[];
  /** Sockets open now, and opened since the start or the last reset. */
  readonly connections: { readonly open: number; readonly total: number };
  /** The most calls that were being answered at one moment, since the start or the last reset. */
  readonly mostInFlight: number;
  /** All calls, or those that asked for `reference`. */
  callCount(reference?: string): number;
  /** Puts a fault on an id, custom id or token; null takes it off. */
  setFault(reference: string, fault: FaultName | null): void;
  setLatency(milliseconds: number): void;
  /** From now on every credential is refused, as after a rotation that the gateway missed. */
  revokeCredentials(): void;
  /** As just started: no calls, no faults, full buckets, and records that progress begin again. */
  reset(): void;
  /** Ends all sockets, also those of calls that hang. */
  close(): Promise<void>;
}

const DEFAULT_SEED = 20_250_101;
const DEFAULT_SLOW_MS = 1_500;

/** What the headers say where nothing is metered: one call of Genstore's documented bucket. */
const UNMETERED: Admission & { readonly size: number } = { admitted: true, spent: 1, size: 40 };

/** @throws the error of Node where the port cannot be had (its `code` is `EADDRINUSE` where somebody else has it). */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { simulate, now, seed = DEFAULT_SEED, slowMs = DEFAULT_SLOW_MS } = options;
  const begin = () => simulate({ seed, now, startedAt: now() });
  const record = new CallRecord();
  const faults = new Map<string, FaultName>();
  const buckets = options.bucket && new TokenBuckets(options.bucket);
  const sockets = new Set<Socket>();
  let simulation = begin();
  let latencyMs = options.latencyMs ?? 0;
  let revoked = false;
  let socketCount = 0;
  let inFlight = 0;
  let mostInFlight = 0;
  const scenarios = [...simulation.scenarios, ...faultScenarios(simulation)];

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    incoming.resume();
    const request = readRequest(incoming);
    if (request === null) return send({ response, headers: {} }, simulation.error(400, 'Bad Request'));
    if (request.method === 'GET' && request.url.pathname === '/') {
      const { name, references } = simulation;
      const page = frontPage({ name, references, scenarios, callCount: record.count() });
      return send({ response, headers: {} }, page);
    }
    const reference = simulation.asked(request);
    const secret = simulation.credential(request);
    const credential = secret === null ? null : fingerprint(secret);
    record.add({ method: request.method, path: request.url.pathname, reference, credential, at: now() });

    const size = options.bucket?.size ?? UNMETERED.size;
    const { admitted, spent } = buckets?.take(credential ?? '', now()) ?? UNMETERED;
    const exchange = exchangeOf(request, response, simulation.bucketHeaders(spent, size));
    await wait(latencyMs, exchange.signal);
    if (revoked) return send(exchange, simulation.error(401, 'Unauthenticated.'));
    if (!admitted) return send(exchange, simulation.error(429, 'Too Many Requests'));
    const fault = reference === null ? null : (faults.get(reference) ?? faultOfId(reference));
    if (fault === null) return send(exchange, exchange.answer());
    const { apply }: Fault = FAULTS[fault];
    return apply(exchange);
  }

  function exchangeOf(
    request: SimulatedRequest,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): Exchange {
    const gone = new AbortController();
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    response.on('close', () => {
      inFlight -= 1;
      gone.abort();
    });
    const reference = simulation.asked(request);
    const ordinary = reference !== null && faultOfId(reference) !== null;
    return {
      response,
      headers,
      signal: gone.signal,
      slowMs,
      answer: () => (ordinary ? simulation.answerOrdinary(request) : simulation.answer(request)),
      error: simulation.error,
      foreignRecord: simulation.foreignRecord,
    };
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      // Mostly a caller that hung up; a fault of our own shows as a cut connection, never as a plausible record.
      response.destroy();
    });
  });
  // A pooled connection that Node ends after its default of 5 s would look like a fault that nobody asked for.
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => {
    socketCount += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  // Loopback by address, because "localhost" may resolve to another one than the gateway is given.
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    name: simulation.name,
    origin: `http://127.0.0.1:${port}`,
    scenarios,
    references: simulation.references,
    get calls() {
      return record.newest;
    },
    get connections() {
      return { open: sockets.size, total: socketCount };
    },
    get mostInFlight() {
      return mostInFlight;
    },
    callCount: (reference) => record.count(reference),
    setFault: (reference, fault) => {
      if (fault === null) faults.delete(reference);
      else faults.set(reference, fault);
    },
    setLatency: (milliseconds) => {
      latencyMs = milliseconds;
    },
    revokeCredentials: () => {
      revoked = true;
    },
    reset: () => {
      revoked = false;
      simulation = begin();
      record.clear();
      faults.clear();
      buckets?.clear();
      latencyMs = options.latencyMs ?? 0;
      socketCount = sockets.size;
      mostInFlight = inFlight;
    },
    close: async () => {
      const closed = [once(server, 'close'), ...[...sockets].map((socket) => once(socket.destroy(), 'close'))];
      server.close();
      await Promise.all(closed);
    },
  };
}

function faultScenarios({ reference }: Simulation): readonly Scenario[] {
  return FAULT_NAMES.map((name) => {
    const { outcome, description } = FAULTS[name];
    return { reference: reference(faultId(name)), outcome, description };
  });
}

/** Null where the request target is no path of ours, such as the whole URL that a proxy is sent. */
function readRequest({ method = '', url = '', headers }: IncomingMessage): SimulatedRequest | null {
  const target = `http://simulator${url}`;
  return url.startsWith('/') && URL.canParse(target) ? { method, url: new URL(target), headers } : null;
}
