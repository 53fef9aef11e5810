import { PROVIDERS } from '../providers/index.js';
import { AccountGuard } from '../upstream/account-guard.js';
import { failureOf } from '../upstream/failure.js';
import { clockFinding } from './clock-skew.js';
/** Looked up once for each account: an id that is nobody's, in the form that every provider allows. */
export const NOBODYS_ID = 'paylens-doctor';
/** Asks each account one harmless question, and reads from the answer whatever can be read. */
export const checkAccounts = async (patient) => {
    const checks = PROVIDERS.flatMap((provider) => (patient.config.accounts[provider.name] ?? []).map((account) => checkAccount(provider, account, patient)));
    return (await Promise.all(checks)).flat();
};
async function checkAccount(provider, account, patient) {
    const subject = `${provider.name}/${account.name}`;
    const { outcome, reply, failure, rateLimit, milliseconds } = await askOnce(provider, account, patient);
    if (reply === null) {
        const [state, says] = UNREACHABLE[failure ?? 'network'] ?? ['failed', 'cannot be asked.'];
        return [{ state, subject, says }];
    }
    return [
        { state: 'ok', subject, says: `reachable: answered in ${Math.round(milliseconds)} ms` },
        { subject, ...credentialFinding(outcome) },
        ...clockFinding(subject, reply.header('date'), patient.clock),
        ...rateLimitFinding(subject, provider.bucket(account).capacity, rateLimit),
    ];
}
/** One call through the provider's own client, without cache and without a second attempt. */
async function askOnce(provider, account, { config, clock, http }) {
    const { attemptTimeoutMs } = config.limits;
    let reply = null;
    let failure = null;
    let rateLimit = null;
    const listening = {
        get: async (request) => {
            try {
                reply = await http.get(request);
                return reply;
            }
            catch (error) {
                failure = failureOf(error).reason;
                throw error;
            }
        },
    };
    const unlimited = Number.POSITIVE_INFINITY;
    const guard = new AccountGuard({
        limits: { capacity: unlimited, refillPerSecond: unlimited, concurrency: 1, waiting: 1 },
        // A second attempt never fits beside the first.
        deadlines: { providerTimeoutMs: attemptTimeoutMs, attemptTimeoutMs },
        clock,
        random: () => 0,
        onBreakerChange: () => { },
    });
    const source = provider.connect(account, {
        http: { ...listening, close: async () => { } },
        clock,
        guard,
        log: () => { },
        onRateLimit: (report) => {
            rateLimit = report;
        },
    });
    const kind = provider.referenceKinds.find(({ queryable, secret }) => queryable && !secret)?.kind ?? '';
    const key = { provider: provider.name, account: account.name, kind, value: NOBODYS_ID };
    const started = clock.monotonic();
    const outcome = await source.lookup(key, {
        signal: new AbortController().signal,
        deadline: started + attemptTimeoutMs * 2,
        requestId: 'doctor',
        caller: 'doctor',
        priority: () => 'INTERACTIVE',
        purpose: 'QUERY',
        freshness: { maxAgeSeconds: null, allowStale: false, forceRefresh: false },
        onCall: () => { },
    });
    const milliseconds = clock.monotonic() - started;
    return { outcome, reply, failure, rateLimit, milliseconds };
}
function credentialFinding(outcome) {
    switch (outcome.outcome) {
        case 'NOT_FOUND':
        case 'FOUND':
        case 'AWAITING_CUSTOMER':
        case 'EXPIRED_UNPAID':
            return { state: 'ok', says: 'credential: accepted' };
        case 'PROVIDER_DENIED':
            return {
                state: 'failed',
                says: 'credential: refused. Look whether it is of this account and environment and may read payments, or make a new one.',
            };
        case 'RATE_LIMITED':
            return {
                state: 'warning',
                says: 'credential: not known, because the provider takes no more calls for now. Try later.',
            };
        case 'PROVIDER_UNAVAILABLE':
            return { state: 'failed', says: 'answer: the provider says that it has a problem. Try later.' };
        default:
            return {
                state: 'failed',
                says: 'answer: not as documented. Look whether baseUrl, environment and apiVersion are right, and no proxy answers.',
            };
    }
}
function rateLimitFinding(subject, capacity, report) {
    if (!Number.isFinite(capacity))
        return [];
    if (report === null) {
        return [
            { state: 'warning', subject, says: 'rate limit: the answer has no such header, so 429s are all that is seen.' },
        ];
    }
    const { used, size } = report;
    if (size === capacity)
        return [{ state: 'ok', subject, says: `rate limit: ${used} of ${size} calls used, as planned` }];
    const state = size < capacity ? 'failed' : 'warning';
    return [
        {
            state,
            subject,
            says: `rate limit: the provider grants ${size} calls at once, and plan says ${capacity}. Set plan.`,
        },
    ];
}
const NETWORK = 'cannot be reached. Look at the network, the firewall and baseUrl.';
const UNREACHABLE = {
    dns: ['failed', 'name: cannot be resolved. Look at DNS, and at shop or baseUrl.'],
    tls: [
        'failed',
        'TLS: its certificate or its protocol is not accepted. Look at the clock of this machine, at baseUrl, and whether a proxy stands between; its CA belongs in NODE_EXTRA_CA_CERTS.',
    ],
    conn_refused: ['failed', 'connection: refused. Look at baseUrl and the firewall.'],
    connect_timeout: ['failed', 'connection: not made in time. Look at the firewall, and at limits.connectTimeoutMs.'],
    ttfb: ['failed', 'answer: not there in time. Try again, and look at limits.attemptTimeoutMs.'],
    body_timeout: ['failed', 'answer: not whole in time. Try again, and look at limits.attemptTimeoutMs.'],
    redirect: ['failed', 'answer: sends elsewhere, which is never followed. Look at baseUrl.'],
    reset: ['failed', NETWORK],
    proto: ['failed', 'answer: is no HTTP. Look at baseUrl.'],
    network: ['failed', NETWORK],
};
