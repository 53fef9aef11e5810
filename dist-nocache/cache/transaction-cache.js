import { LRUCache } from 'lru-cache';
import { DEFAULT_FRESHNESS } from '../domain/freshness.js';
import { keyText } from '../domain/transaction-key.js';
import { Aliases } from './aliases.js';
import { decide, mayServeOnError } from './decision.js';
import { EntryLease } from './entry-lease.js';
import { Flights } from './flights.js';
import { lifetimeOf, stateClassOf } from './lifetime.js';
import { NOTHING_SHARED } from './shared-entries.js';
const OVER = { freshMs: 0, staleMs: 0 };
/** Only look-ups under way make them necessary. */
const REMEMBERED_EXPIRIES = 10_000;
/** The provider could not answer, which says nothing of the payment: what is known may stand in. */
const STANDS_IN_FOR = new Set([
    'PROVIDER_UNAVAILABLE',
    'RATE_LIMITED',
    'DEADLINE_EXCEEDED',
]);
/** Decoded records of one account, fresh by the state of the payment; and one call for everybody who asks the same. */
export function cacheTransactions(parts) {
    const { source, store, shared = NOTHING_SHARED, fingerprint, clock, renewalTimeoutMs, onChange = () => { } } = parts;
    const flights = new Flights();
    const aliases = new Aliases();
    const expiries = new LRUCache({ max: REMEMBERED_EXPIRIES });
    /** Answers that came from other gateways, and so have an age. */
    const adopted = new WeakSet();
    // Counted, because a clock may show the same time for what comes one after the other.
    let events = 0;
    const entryKey = (key) => `${fingerprint()}\n${keyText(key)}`;
    const recordName = (recordId) => `record\n${recordId}`;
    const known = (key, context) => answerFrom(store.get(entryKey(key)), key, context);
    function answerFrom(entry, key, context) {
        if (entry === undefined)
            return undefined;
        const { kind, refreshDenied } = decide(ageOf(entry), entry.lifetime, context.freshness);
        if (kind === 'FETCH')
            return undefined;
        const isStale = kind === 'SERVE_AND_RENEW';
        tell(isStale ? 'STALE' : 'HIT', { key, entry, context });
        if (isStale)
            renew(key, context);
        if (isStale || refreshDenied)
            context.basis?.waver();
        else
            context.basis?.rest(new EntryLease(entry, context.freshness, fingerprint));
        return serve(entry, isStale ? 'STALE' : 'CACHED', refreshDenied);
    }
    async function lookup(key, context) {
        const name = entryKey(key);
        const entry = store.get(name);
        const answer = answerFrom(entry, key, context);
        if (answer !== undefined)
            return answer;
        const { outcome, isOwn } = await fetchShared(name, key, context);
        const isStandIn = entry !== undefined && standsIn(entry, outcome, context);
        tell(isStandIn ? 'STALE_ON_ERROR' : isOwn ? 'MISS' : 'SHARED', { key, entry, context });
        return isStandIn ? serve(entry, 'STALE_ON_ERROR') : outcome;
    }
    function tell(result, { key, entry, context }) {
        parts.onLookup?.(result, entry === undefined ? null : stateClassOf(entry.outcome));
        // The attempts of a miss speak for themselves.
        if (result !== 'MISS')
            context.onStep?.({ ...NOTHING_ASKED, provider: key.provider, cache: result });
    }
    /** Only a record can say how old it is: "not found" of an hour ago would pass for today's. */
    function standsIn(entry, { outcome }, { freshness }) {
        return STANDS_IN_FOR.has(outcome) && entry.outcome.outcome === 'FOUND' && mayServeOnError(ageOf(entry), freshness);
    }
    async function fetchShared(name, key, context) {
        let isOwn = false;
        const depart = async (signal, priority) => {
            isOwn = true;
            events += 1;
            const departed = events;
            const isUseful = (entry) => isFreshEnough(entry, context);
            const boarding = shared.board(key, { signal, priority, deadline: context.deadline, isUseful });
            const boarded = boarding instanceof Promise ? await boarding : boarding;
            if (boarded.kind === 'KNOWN')
                return adopt(key, { name, departed, ...boarded.entry }, context);
            let learned = null;
            try {
                const outcome = await source.lookup(key, { ...context, signal, priority });
                const landing = { name, outcome, departed, fetchedAt: clock.now(), age: 0 };
                learned = isOvertaken(name, departed) ? null : learnedOf(landing);
                return keep(key, landing, 'FETCHED');
            }
            finally {
                boarded.land(learned);
            }
        };
        const outcome = await flights.join(name, context, depart);
        // What another gateway knew may do for whoever started the flight, and be too old for whoever joined it.
        const isTooOld = !isOwn && adopted.has(outcome) && !isFreshNow(name, context);
        // A flight has the time of whoever started it: one that came to nothing for want of it says nothing to the patient.
        const ranOut = outcome.outcome === 'RATE_LIMITED' || outcome.outcome === 'DEADLINE_EXCEEDED';
        const isLast = !isTooOld && (isOwn || !ranOut || context.signal.aborted);
        return { outcome: isLast ? outcome : await flights.join(name, context, depart), isOwn };
    }
    function isFreshEnough({ outcome, fetchedAt, age }, { freshness }) {
        const lifetime = lifetimeOf(outcome, fetchedAt);
        return lifetime !== null && decide(age, lifetime, freshness).kind === 'SERVE';
    }
    function isFreshNow(name, { freshness }) {
        const entry = store.get(name);
        return entry !== undefined && decide(ageOf(entry), entry.lifetime, freshness).kind === 'SERVE';
    }
    function adopt(key, landing, { freshness }) {
        const outcome = keep(key, landing, 'CACHED', freshness.forceRefresh);
        adopted.add(outcome);
        return outcome;
    }
    /** Others may know it for as long as it serves here. */
    function learnedOf({ outcome, fetchedAt }) {
        const lifetime = lifetimeOf(outcome, fetchedAt);
        return lifetime && { outcome, fetchedAt, keepMs: lifetime.freshMs + lifetime.staleMs };
    }
    /** A failure is not kept, and neither does it push out what is known. */
    function keep(key, landing, from, refreshDenied = false) {
        const { name, outcome, departed, fetchedAt, age } = landing;
        const lifetime = lifetimeOf(outcome, fetchedAt);
        if (lifetime === null)
            return outcome;
        const entry = {
            outcome,
            fetchedAt,
            learnedAt: clock.monotonic() - age,
            lifetime,
            standing: { isReplaced: false },
        };
        if (outcome.outcome !== 'FOUND') {
            if (!isOvertaken(name, departed))
                store.set(name, entry);
            return outcome;
        }
        const { transaction } = outcome;
        const answer = { ...outcome, freshness: freshnessOf(entry, from, refreshDenied) };
        if (isOvertaken(recordName(transaction.recordId), departed))
            return answer;
        if (!isOvertaken(name, departed))
            store.set(name, entry);
        for (const alias of aliases.note(transaction.recordId, key)) {
            const known = isOvertaken(entryKey(alias), departed) ? undefined : store.get(entryKey(alias))?.outcome;
            // The alias may have given another record since, or have been dropped: then it is left as it is.
            if (known?.outcome !== 'FOUND' || known.transaction.recordId !== transaction.recordId)
                continue;
            store.set(entryKey(alias), {
                ...entry,
                standing: { isReplaced: false },
                outcome: { ...outcome, transaction: { ...transaction, key: alias } },
            });
        }
        return answer;
    }
    /** It was asked before the payment was said to have changed, and may show it as it was. */
    function isOvertaken(name, departed) {
        return departed < (expiries.get(name) ?? 0);
    }
    function expire(hint) {
        const keys = expireHere(hint);
        shared.forget(keys, hint);
        return keys;
    }
    function expireHere({ key, recordId }) {
        const known = key && store.get(entryKey(key))?.outcome;
        const records = [recordId, known?.outcome === 'FOUND' ? known.transaction.recordId : null].filter(isStated);
        const named = records.flatMap((record) => aliases.keysOf(record));
        const keys = new Map([key, ...named].filter(isStated).map((each) => [entryKey(each), each]));
        events += 1;
        // A look-up under way may be about to give the record under a key that has not given it before.
        for (const record of records)
            expiries.set(recordName(record), events);
        for (const name of keys.keys()) {
            expiries.set(name, events);
            flights.close(name);
            const entry = store.get(name);
            if (entry !== undefined)
                store.set(name, { ...entry, lifetime: OVER, standing: { isReplaced: false } });
        }
        return [...keys.values()];
    }
    /** Behind an answer that was given: in the background, for nobody in particular, and within its own time. */
    function renew(key, context) {
        const over = new AbortController();
        const cancelTimer = clock.after(renewalTimeoutMs, () => over.abort());
        const renewal = {
            ...context,
            signal: over.signal,
            deadline: clock.monotonic() + renewalTimeoutMs,
            priority: () => 'BACKGROUND',
            freshness: DEFAULT_FRESHNESS,
        };
        void fetchShared(entryKey(key), key, renewal).finally(cancelTimer);
    }
    function serve(entry, source, refreshDenied = false) {
        const { outcome } = entry;
        return outcome.outcome === 'FOUND' ? { ...outcome, freshness: freshnessOf(entry, source, refreshDenied) } : outcome;
    }
    function freshnessOf(entry, source, refreshDenied) {
        const { fetchedAt, lifetime } = entry;
        const ageSeconds = Math.floor(ageOf(entry) / 1000);
        return { fetchedAt, ageSeconds, source, expiresAt: fetchedAt + lifetime.freshMs, refreshDenied };
    }
    function ageOf({ learnedAt }) {
        return clock.monotonic() - learnedAt;
    }
    shared.onChange((hint, forgotten) => {
        const keys = expireHere(hint);
        const names = new Set(forgotten.map(keyText));
        // What the other gateway has forgotten may have been asked anew by now.
        shared.forget(keys.filter((key) => !names.has(keyText(key))), null);
        onChange(keys);
    });
    return { known, lookup, expire };
}
const NOTHING_ASKED = { operation: null, milliseconds: 0, status: null, attempt: 0, queuedMs: 0 };
function isStated(value) {
    return value !== null;
}
