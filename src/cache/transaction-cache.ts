import { LRUCache } from 'lru-cache';
import type { Clock } from '../domain/clock.ts';
import { DEFAULT_FRESHNESS, type Freshness, type FreshnessSource } from '../domain/freshness.ts';
import type { LookupOutcome, ProblemCode } from '../domain/lookup-outcome.ts';
import type { ChangeHint } from '../domain/notification.ts';
import type { Transaction } from '../domain/transaction.ts';
import { keyText, keyTextAfter, plainKey, type TransactionKey } from '../domain/transaction-key.ts';
import type { LookupContext, TransactionSource } from '../domain/transaction-source.ts';
import type { CacheResult } from '../domain/upstream-step.ts';
import { Aliases } from './aliases.ts';
import { decide, mayServeOnError } from './decision.ts';
import { EntryLease } from './entry-lease.ts';
import type { Entry, EntryStore } from './entry-store.ts';
import { type Depart, Flights, type Landed } from './flights.ts';
import { type Lifetime, lifetimeOf, type StateClass, stateClassOf } from './lifetime.ts';
import { type Learned, NOTHING_SHARED, type SharedEntries, type SharedEntry } from './shared-entries.ts';

export interface TransactionCacheParts {
  /** The account that is cached. */
  readonly source: TransactionSource;
  readonly store: EntryStore;
  /** What other gateways know; left out, there are none. */
  readonly shared?: SharedEntries;
  /** Tells credentials apart: what one key could see, another may not. */
  readonly fingerprint: () => string;
  readonly clock: Clock;
  /** How long a renewal behind an answer may take. */
  readonly renewalTimeoutMs: number;
  /** Told once of each look-up; `state` is of what was known, and null where nothing was. */
  readonly onLookup?: (result: CacheResult, state: StateClass | null) => void;
  /** Told of every record that the source gives, before anybody is answered with it. */
  readonly onRecord?: (transaction: Transaction, context: LookupContext) => void;
  /** Told of the payments of which another gateway has heard that they have changed. */
  readonly onChange?: (keys: readonly TransactionKey[]) => void;
}

export interface TransactionCache extends TransactionSource {
  /**
   * No look-up from now on is answered with what was known or asked before. Gives the keys that the payment has, beginning
   * with that of the hint. What was known may still stand in for a provider that cannot answer.
   */
  expire(hint: ChangeHint): readonly TransactionKey[];
}

const OVER: Lifetime = { freshMs: 0, staleMs: 0 };
/** Only look-ups under way make them necessary. */
const REMEMBERED_EXPIRIES = 10_000;

/** The provider could not answer, which says nothing of the payment: what is known may stand in. */
const STANDS_IN_FOR: ReadonlySet<ProblemCode | string> = new Set([
  'PROVIDER_UNAVAILABLE',
  'RATE_LIMITED',
  'DEADLINE_EXCEEDED',
]);

/** Decoded records of one account, fresh by the state of the payment; and one call for everybody who asks the same. */
export function cacheTransactions(parts: TransactionCacheParts): TransactionCache {
  const { source, store, shared = NOTHING_SHARED, fingerprint, clock, renewalTimeoutMs, onChange = () => {} } = parts;
  const flights = new Flights();
  const aliases = new Aliases();
  const expiries = new LRUCache<string, number>({ max: REMEMBERED_EXPIRIES });
  /** Answers that came from other gateways, and so have an age. */
  const adopted = new WeakSet<LookupOutcome>();
  // Counted, because a clock may show the same time for what comes one after the other.
  let events = 0;
  const entryKey = (key: TransactionKey) => keyTextAfter(fingerprint(), key);
  const recordName = (recordId: string) => `record\n${recordId}`;

  const known = (key: TransactionKey, context: LookupContext) => answerFrom(store.get(entryKey(key)), key, context);

  function answerFrom(
    entry: Entry | undefined,
    key: TransactionKey,
    context: LookupContext,
  ): LookupOutcome | undefined {
    if (entry === undefined) return undefined;
    const { kind, refreshDenied } = decide(ageOf(entry), entry.lifetime, context.freshness);
    if (kind === 'FETCH') return undefined;
    const isStale = kind === 'SERVE_AND_RENEW';
    tell(isStale ? 'STALE' : 'HIT', { key, entry, context });
    if (isStale) renew(key, context);
    if (isStale || refreshDenied) context.basis?.waver();
    else context.basis?.rest(new EntryLease(entry, context.freshness, fingerprint));
    return serve(entry, isStale ? 'STALE' : 'CACHED', refreshDenied);
  }

  async function lookup(key: TransactionKey, context: LookupContext): Promise<LookupOutcome> {
    const name = entryKey(key);
    const entry = store.get(name);
    const answer = answerFrom(entry, key, context);
    if (answer !== undefined) return answer;
    const { outcome, isOwn } = await sharedFetch(name, key, context);
    const isStandIn = entry !== undefined && standsIn(entry, outcome, context);
    tell(isStandIn ? 'STALE_ON_ERROR' : isOwn ? 'MISS' : 'SHARED', { key, entry, context });
    return isStandIn ? serve(entry, 'STALE_ON_ERROR') : outcome;
  }

  function tell(result: CacheResult, { key, entry, context }: Told): void {
    parts.onLookup?.(result, entry === undefined ? null : stateClassOf(entry.outcome));
    // The attempts of a miss speak for themselves.
    if (result !== 'MISS') context.onStep?.({ ...NOTHING_ASKED, provider: key.provider, cache: result });
  }

  /** Only a record can say how old it is: "not found" of an hour ago would pass for today's. */
  function standsIn(entry: Entry, { outcome }: LookupOutcome, { freshness }: LookupContext): boolean {
    return STANDS_IN_FOR.has(outcome) && entry.outcome.outcome === 'FOUND' && mayServeOnError(ageOf(entry), freshness);
  }

  function sharedFetch(name: string, key: TransactionKey, context: LookupContext): Promise<Landed<LookupOutcome>> {
    const depart: Depart = async (signal, priority) => {
      events += 1;
      const departed = events;
      const isUseful = (entry: SharedEntry) => isFreshEnough(entry, context);
      const boarding = shared.board(key, { signal, priority, deadline: context.deadline, isUseful });
      const boarded = boarding instanceof Promise ? await boarding : boarding;
      if (boarded.kind === 'KNOWN') return adopt(key, { name, departed, ...boarded.entry }, context);
      let learned: Learned | null = null;
      try {
        const outcome = await source.lookup(key, { ...context, signal, priority });
        if (outcome.outcome === 'FOUND') parts.onRecord?.(outcome.transaction, context);
        const landing = { name, outcome, departed, fetchedAt: clock.now(), age: 0 };
        learned = isOvertaken(name, departed) ? null : learnedOf(landing);
        return keep(key, landing, 'FETCHED');
      } finally {
        boarded.land(learned);
      }
    };
    // What another gateway knew may do for whoever started the flight, and be too old for whoever joined it.
    return flights.fly(name, context, depart, (outcome) => adopted.has(outcome) && !isFreshNow(name, context));
  }

  function isFreshEnough({ outcome, fetchedAt, age }: SharedEntry, { freshness }: LookupContext): boolean {
    const lifetime = lifetimeOf(outcome, fetchedAt);
    return lifetime !== null && decide(age, lifetime, freshness).kind === 'SERVE';
  }

  function isFreshNow(name: string, { freshness }: LookupContext): boolean {
    const entry = store.get(name);
    return entry !== undefined && decide(ageOf(entry), entry.lifetime, freshness).kind === 'SERVE';
  }

  function adopt(key: TransactionKey, landing: Landing, { freshness }: LookupContext): LookupOutcome {
    const outcome = keep(key, landing, 'CACHED', freshness.forceRefresh);
    adopted.add(outcome);
    return outcome;
  }

  /** Others may know it for as long as it serves here. */
  function learnedOf({ outcome, fetchedAt }: Landing): Learned | null {
    const lifetime = lifetimeOf(outcome, fetchedAt);
    return lifetime && { outcome, fetchedAt, keepMs: lifetime.freshMs + lifetime.staleMs };
  }

  /** A failure is not kept, and neither does it push out what is known. */
  function keep(key: TransactionKey, landing: Landing, from: FreshnessSource, refreshDenied = false): LookupOutcome {
    const { name, outcome, departed, fetchedAt, age } = landing;
    const lifetime = lifetimeOf(outcome, fetchedAt);
    if (lifetime === null) return outcome;
    const entry: Entry = {
      outcome: outcome.outcome === 'FOUND' ? { outcome: 'FOUND', transaction: outcome.transaction } : outcome,
      fetchedAt,
      learnedAt: clock.monotonic() - age,
      lifetime,
      standing: { isReplaced: false },
    };
    if (outcome.outcome !== 'FOUND') {
      if (!isOvertaken(name, departed)) store.set(name, entry);
      return outcome;
    }
    const { transaction } = outcome;
    const answer = { ...outcome, freshness: freshnessOf(entry, from, refreshDenied) };
    if (isOvertaken(recordName(transaction.recordId), departed)) return answer;
    if (!isOvertaken(name, departed)) store.set(name, entry);
    for (const alias of aliases.note(transaction.recordId, plainKey(key))) {
      const known = isOvertaken(entryKey(alias), departed) ? undefined : store.get(entryKey(alias))?.outcome;
      // The alias may have given another record since, or have been dropped: then it is left as it is.
      if (known?.outcome !== 'FOUND' || known.transaction.recordId !== transaction.recordId) continue;
      store.set(entryKey(alias), {
        ...entry,
        standing: { isReplaced: false },
        outcome: { outcome: 'FOUND', transaction: { ...transaction, key: alias } },
      });
    }
    return answer;
  }

  /** It was asked before the payment was said to have changed, and may show it as it was. */
  function isOvertaken(name: string, departed: number): boolean {
    return expiries.size > 0 && departed < (expiries.get(name) ?? 0);
  }

  function expire(hint: ChangeHint): readonly TransactionKey[] {
    const keys = expireHere(hint);
    shared.forget(keys, hint);
    return keys;
  }

  function expireHere({ key, recordId }: ChangeHint): readonly TransactionKey[] {
    const known = key && store.get(entryKey(key))?.outcome;
    const records = [recordId, known?.outcome === 'FOUND' ? known.transaction.recordId : null].filter(
      (each) => each !== null,
    );
    const named = records.flatMap((record) => aliases.keysOf(record));
    const keys = new Map([key, ...named].filter((each) => each !== null).map((each) => [entryKey(each), each]));
    events += 1;
    // A look-up under way may be about to give the record under a key that has not given it before.
    for (const record of records) expiries.set(recordName(record), events);
    for (const name of keys.keys()) {
      expiries.set(name, events);
      flights.close(name);
      const entry = store.get(name);
      if (entry !== undefined) store.set(name, { ...entry, lifetime: OVER, standing: { isReplaced: false } });
    }
    return [...keys.values()];
  }

  /** Behind an answer that was given: in the background, for nobody in particular, and within its own time. */
  function renew(key: TransactionKey, context: LookupContext): void {
    const over = new AbortController();
    const cancelTimer = clock.after(renewalTimeoutMs, () => over.abort());
    const renewal: LookupContext = {
      ...context,
      signal: over.signal,
      deadline: clock.monotonic() + renewalTimeoutMs,
      priority: () => 'BACKGROUND',
      freshness: DEFAULT_FRESHNESS,
    };
    void sharedFetch(entryKey(key), key, renewal).finally(cancelTimer);
  }

  function serve(entry: Entry, source: FreshnessSource, refreshDenied = false): LookupOutcome {
    const { outcome } = entry;
    return outcome.outcome === 'FOUND' ? { ...outcome, freshness: freshnessOf(entry, source, refreshDenied) } : outcome;
  }

  function freshnessOf(entry: Entry, source: FreshnessSource, refreshDenied: boolean): Freshness {
    const { fetchedAt, learnedAt, lifetime } = entry;
    const ageSeconds = Math.floor(ageOf(entry) / 1000);
    const agesAt = learnedAt + (ageSeconds + 1) * 1000;
    return { fetchedAt, ageSeconds, agesAt, source, expiresAt: fetchedAt + lifetime.freshMs, refreshDenied };
  }

  function ageOf({ learnedAt }: Entry): number {
    return clock.monotonic() - learnedAt;
  }

  shared.onChange((hint, forgotten) => {
    const keys = expireHere(hint);
    const names = new Set(forgotten.map(keyText));
    // What the other gateway has forgotten may have been asked anew by now.
    shared.forget(
      keys.filter((key) => !names.has(keyText(key))),
      null,
    );
    onChange(keys);
  });

  return { known, lookup, expire };
}

/** A look-up, and what was known before it. */
interface Told {
  readonly key: TransactionKey;
  readonly entry: Entry | undefined;
  readonly context: LookupContext;
}

const NOTHING_ASKED = { operation: null, milliseconds: 0, status: null, attempt: 0, queuedMs: 0 } as const;

/** What a flight has brought, and when it left. */
interface Landing {
  readonly name: string;
  readonly outcome: LookupOutcome;
  readonly departed: number;
  readonly fetchedAt: number;
  /** How long ago that was, in milliseconds. */
  readonly age: number;
}
