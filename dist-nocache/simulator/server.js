import { once } from 'node:events';
import { createServer } from 'node:http';
import { CallRecord, fingerprint } from './call-record.js';
import { deliver } from './delivery.js';
import { send, wait } from './exchange.js';
import { FaultPlan } from './fault-plan.js';
import { FaultCatalogue } from './faults.js';
import { frontPage } from './front-page.js';
import { TokenBuckets } from './token-buckets.js';
import { Traffic } from './traffic.js';
const DEFAULT_SEED = 20_250_101;
const DEFAULT_SLOW_MS = 1_500;
const OWN_REDIRECT_TARGET = '/elsewhere';
/** What the headers say where nothing is metered: one call of Genstore's documented bucket. */
const UNMETERED = { admitted: true, spent: 1, size: 40 };
/** @throws the error of Node where the port cannot be had (its `code` is `EADDRINUSE` where somebody else has it). */
export async function startSimulator(options) {
    const { simulate, now, seed = DEFAULT_SEED, slowMs = DEFAULT_SLOW_MS } = options;
    const begin = () => simulate({ seed, now, startedAt: now() });
    let simulation = begin();
    const record = new CallRecord();
    const catalogue = new FaultCatalogue(simulation);
    const plan = new FaultPlan(catalogue, seed);
    const buckets = options.bucket && new TokenBuckets(options.bucket);
    let latencyMs = options.latencyMs ?? 0;
    let redirectTarget = OWN_REDIRECT_TARGET;
    let revoked = false;
    let rateLimited = 0;
    const deliveries = new Set();
    const cancelDeliveries = () => {
        for (const delivery of deliveries)
            delivery.cancel();
        deliveries.clear();
    };
    const faultScenarios = catalogue.infos.map(({ reference, outcome, description }) => ({
        reference,
        outcome,
        description,
    }));
    const scenarios = [...simulation.scenarios, ...faultScenarios];
    async function serve(incoming, response) {
        incoming.resume();
        const request = readRequest(incoming);
        if (request === null)
            return send({ response, headers: {} }, simulation.error(400, 'Bad Request'));
        if (request.method === 'GET' && request.url.pathname === '/') {
            const { name, references, resources = {} } = simulation;
            const page = frontPage({ name, references, scenarios, resources, callCount: record.count() });
            return send({ response, headers: {} }, page);
        }
        const reference = simulation.asked(request);
        const secret = simulation.credential(request);
        const credential = secret === null ? null : fingerprint(secret);
        record.add({ method: request.method, path: request.url.pathname, reference, credential, at: now() });
        const size = options.bucket?.size ?? UNMETERED.size;
        const { admitted, spent } = buckets?.take(credential ?? '', now()) ?? UNMETERED;
        const signal = traffic.begin(response);
        const headers = simulation.bucketHeaders(spent, size);
        const exchange = exchangeOf({ request, response, headers, signal });
        await wait(latencyMs, signal);
        const outage = plan.outage(now());
        const refusal = outage === null ? refusalOf(admitted) : null;
        if (refusal !== null)
            return send(exchange, refusal);
        const fault = outage ?? plan.take(reference);
        return fault === null ? send(exchange, exchange.answer()) : catalogue.named(fault).apply(exchange);
    }
    function refusalOf(admitted) {
        if (revoked)
            return simulation.error(401, 'Unauthenticated.');
        if (admitted)
            return null;
        rateLimited += 1;
        return simulation.error(429, 'Too Many Requests');
    }
    function exchangeOf({ request, ...call }) {
        const reference = simulation.asked(request);
        const isFaultId = reference !== null && catalogue.ofId(reference) !== null;
        return {
            ...call,
            slowMs,
            now,
            redirectTarget,
            recordFields: simulation.recordFields(request),
            answer: () => (isFaultId ? simulation.answerOrdinary(request) : simulation.answer(request)),
            error: simulation.error,
            foreignRecord: () => simulation.foreignRecord(request),
            replyAround: simulation.replyAround,
        };
    }
    const server = createServer((request, response) => {
        serve(request, response).catch(() => {
            // Mostly a caller that hung up; a fault of our own shows as a cut connection, never as a plausible record.
            response.destroy();
        });
    });
    const traffic = new Traffic(server);
    // A pooled connection that Node ends after its default of 5 s would look like a fault that nobody asked for.
    server.keepAliveTimeout = 60_000;
    // Loopback by address, because "localhost" may resolve to another one than the gateway is given.
    server.listen(options.port ?? 0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    return {
        name: simulation.name,
        origin: `http://127.0.0.1:${port}`,
        scenarios,
        resources: simulation.resources ?? {},
        references: simulation.references,
        faults: catalogue.infos,
        get calls() {
            return record.newest;
        },
        get credentials() {
            return record.credentials;
        },
        get rateLimited() {
            return rateLimited;
        },
        get connections() {
            return traffic.connections;
        },
        get mostInFlight() {
            return traffic.mostInFlight;
        },
        callCount: (reference) => record.count(reference),
        setFault: (reference, fault) => plan.setOnReference(reference, fault),
        setOutage: (fault, outage = {}) => plan.setOutage(fault, outage, now()),
        failNext: (count, fault) => plan.failNext(count, fault),
        setFaultRate: (share, faults) => plan.setRate(share, faults),
        redirectTo: (url) => {
            redirectTarget = url ?? OWN_REDIRECT_TARGET;
        },
        setLatency: (milliseconds) => {
            latencyMs = milliseconds;
        },
        notify: (reference, { signKey, ...options }) => {
            const { notifications } = simulation;
            const body = notifications?.write(reference, signKey);
            if (notifications === undefined || body === undefined || body === null)
                throw new RangeError(`${simulation.name} sends no notification about ${reference}`);
            const delivery = deliver({ ...notifications, body }, options);
            deliveries.add(delivery);
            void delivery.finished.then(() => deliveries.delete(delivery));
            return delivery;
        },
        revokeCredentials: () => {
            revoked = true;
        },
        reset: () => {
            revoked = false;
            rateLimited = 0;
            cancelDeliveries();
            simulation = begin();
            record.clear();
            plan.clear();
            buckets?.clear();
            traffic.clear();
            latencyMs = options.latencyMs ?? 0;
            redirectTarget = OWN_REDIRECT_TARGET;
        },
        close: async () => {
            cancelDeliveries();
            const closed = [once(server, 'close'), ...traffic.sockets.map((socket) => once(socket.destroy(), 'close'))];
            server.close();
            await Promise.all(closed);
        },
    };
}
/** Null where the request target is no path of ours, such as the whole URL that a proxy is sent. */
function readRequest({ method = '', url = '', headers }) {
    const target = `http://simulator${url}`;
    return url.startsWith('/') && URL.canParse(target) ? { method, url: new URL(target), headers } : null;
}
