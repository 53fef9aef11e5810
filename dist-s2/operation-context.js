import { AnswerBasis } from './domain/answer-basis.js';
import { NOTHING_STALE } from './domain/freshness.js';
import { historyOf } from './history/reader.js';
import { questionText } from './history/store.js';
import { createCarrierLoader } from './loaders/carrier-loader.js';
import { mayHaveCounterpart } from './loaders/counterparts.js';
import { counterpartsOfEvents } from './loaders/counterparts-of-event.js';
import { createEventLoader } from './loaders/event-loader.js';
import { createHistoryLoader } from './loaders/history-loader.js';
import { createLookupLoader } from './loaders/lookup-loader.js';
import { createRecordLookups } from './loaders/record-lookups.js';
import { createTransactionLookups, } from './loaders/transaction-lookups.js';
import { PROVIDERS } from './providers/index.js';
import { STRICT_RULES } from './reconciliation/rules.js';
import { reconcile } from './reconciliation/run.js';
import { Spending } from './spending.js';
import { watchTransactions } from './tracking/stream.js';
import { UpstreamTrail } from './upstream-trail.js';
/** How books are looked up: behind everybody who waits. */
export const UNHURRIED = {
    priority: () => 'BACKGROUND',
    purpose: 'RECONCILE',
};
const INTERACTIVE = () => 'INTERACTIVE';
/** What look-ups of a caller are checked against, and told to. */
export function accessOf({ config, readers, recordReaders, ids }, { caller, trail, basis }) {
    return {
        caller,
        readers,
        recordReaders,
        ids,
        basis,
        onAccess: trail.record,
        onForeign: trail.recordForeign,
        mayHaveCounterpart: (key) => mayHaveCounterpart(key, { rules: config.links, caller }),
    };
}
/**
 * What one operation owns. Loaders are new for each: they hold one caller's records. What few operations ask for is made
 * when it is asked for; and since whatever is not a look-up shows something of this moment, an answer that shows it is not
 * one to be given again.
 *
 * Its members are its own and not its prototype's, because Yoga copies them.
 */
export class OperationContext {
    caller;
    requestId;
    ids;
    lookups;
    spending = new Spending();
    /** Null where nobody wants to know. */
    steps;
    basis;
    #parts;
    #request;
    /** One operation sees one configuration, however long it takes. */
    #accounts;
    #access;
    #call;
    #load;
    /** An operation that reconciles asks for counterparts as it asks for everything: behind everybody else, in its own time. */
    #loadCounterpart;
    #records;
    #counterparts;
    #history;
    constructor(parts, request) {
        const { requestId, caller, signal, deadline, span } = request;
        this.#parts = parts;
        this.#request = request;
        this.caller = caller;
        this.requestId = requestId;
        this.ids = parts.ids;
        this.basis = request.basis ?? new AnswerBasis();
        this.steps = request.wantsSteps ? new UpstreamTrail() : null;
        this.#accounts = parts.connections.current();
        this.#call = {
            requestId,
            caller: caller.name,
            signal,
            deadline,
            priority: INTERACTIVE,
            purpose: 'QUERY',
            onCall: (key) => this.spending.count(key, 1),
            onStep: this.steps?.record,
            basis: this.basis,
            span,
        };
        this.#access = accessOf(parts, { ...request, basis: this.basis });
        this.#load = createLookupLoader(this.#findSource, this.#call);
        this.#loadCounterpart = this.#load;
        this.lookups = createTransactionLookups(this.#load, this.#access);
    }
    records = () => {
        this.basis.waver();
        this.#records ??= createRecordLookups((resource, provider, account) => {
            this.spending.count({ provider, account }, 0);
            return this.#accounts.find(provider, account)?.resources.get(resource);
        }, this.#call, this.#access);
        return this.#records;
    };
    counterparts = (event) => {
        this.basis.waver();
        const { config, clock, readers, observed } = this.#parts;
        this.#counterparts ??= counterpartsOfEvents({
            rules: config.links,
            caller: this.caller,
            readers,
            load: (key, freshness) => this.#loadCounterpart(key, freshness),
            loadForEvent: createEventLoader({
                findSource: this.#findSource,
                clock,
                call: this.#call,
                timeoutMs: config.limits.operationTimeoutMs,
            }),
            createCarrierLoader: () => createCarrierLoader(observed.read, questionText),
            onAccess: this.#access.onAccess,
        });
        return this.#counterparts(event);
    };
    history = () => {
        this.basis.waver();
        const { observed } = this.#parts;
        this.#history ??= historyOf(observed, this.caller.accounts, createHistoryLoader(observed.read));
        return this.#history;
    };
    /** With the caller's accounts only. */
    providers = () => {
        this.basis.waver();
        return PROVIDERS.map((provider) => {
            const own = this.caller.accounts.get(provider.name) ?? [];
            const accounts = this.#parts.connections.of(provider.name).filter(({ name }) => own.includes(name));
            return { ...provider, accounts };
        });
    };
    watch = (wanted) => {
        const { config, clock, watches, streams } = this.#parts;
        const { caller } = this;
        const keys = wanted.references.flatMap((watched) => ('key' in watched ? [watched.key] : []));
        const events = watchTransactions({
            ...wanted,
            caller: caller.name,
            accessEndsAt: caller.accessEndsAt,
            followAccess: (end) => streams.open({ caller, keys, end }),
            maxDurationMs: config.tracking.maxMinutes * 60_000,
            watches,
            clock,
            signal: this.#request.signal,
        });
        // Only now, since a stream that is refused looks at nothing.
        for (const key of keys)
            this.#request.trail.record(key, 'WATCHED');
        return events;
    };
    reconciliation = () => {
        this.basis.waver();
        return {
            maxEntries: this.#parts.config.limits.reconcileEntries,
            run: (request) => this.#reconcile(request),
        };
    };
    async #reconcile({ entries, rules }) {
        const { config, clock, metrics } = this.#parts;
        let upstreamCalls = 0;
        const load = createLookupLoader(this.#findSource, {
            ...this.#call,
            ...UNHURRIED,
            deadline: clock.monotonic() + config.limits.reconcileTimeoutMs,
            onCall: (key) => {
                upstreamCalls += 1;
                this.spending.count(key, 1);
            },
        });
        this.#loadCounterpart = load;
        const { byReference } = createTransactionLookups(load, this.#access);
        const report = await reconcile({
            entries,
            rules: { ...STRICT_RULES, ...rules },
            now: clock.now(),
            lookUp: (reference) => byReference(reference, NOTHING_STALE),
            timeZoneOf: ({ provider, account }) => {
                const isOwn = provider !== null && account !== null && this.caller.accounts.get(provider)?.includes(account);
                return isOwn ? (this.#accounts.find(provider, account)?.timeZone ?? null) : null;
            },
        });
        for (const { outcome } of report.entries)
            metrics.reconcileOutcome(outcome);
        return { ...report, upstreamCalls };
    }
    #findSource = (provider, account) => {
        this.spending.count({ provider, account }, 0);
        return this.#accounts.find(provider, account)?.source;
    };
}
