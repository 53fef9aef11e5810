import type { AccessTrail } from './access-trail.ts';
import type { AccountConnections, AccountsView } from './account-connections.ts';
import type { Config } from './config.ts';
import { AnswerBasis } from './domain/answer-basis.ts';
import type { Caller } from './domain/caller.ts';
import { SharedSignal } from './domain/cancellation.ts';
import type { Clock } from './domain/clock.ts';
import type { LookupOutcome } from './domain/lookup-outcome.ts';
import type { ProviderFacts } from './domain/provider-facts.ts';
import type { Span } from './domain/span.ts';
import type { TransactionIds } from './domain/transaction-id.ts';
import type { MemberReader, ReferenceReader } from './domain/transaction-reference.ts';
import type { LookupContext } from './domain/transaction-source.ts';
import type { GraphContext, Reconciliation, WatchRequest } from './graph/context.ts';
import { type History, type HistoryParts, historyOf } from './history/reader.ts';
import { questionText } from './history/store.ts';
import { createCarrierLoader } from './loaders/carrier-loader.ts';
import { type LoadCounterpart, mayHaveCounterpart } from './loaders/counterparts.ts';
import { counterpartsOfEvents } from './loaders/counterparts-of-event.ts';
import { createEventLoader } from './loaders/event-loader.ts';
import { createHistoryLoader } from './loaders/history-loader.ts';
import { createLookupLoader, type FindSource, type LoadTransaction } from './loaders/lookup-loader.ts';
import { createRecordLookups, type RecordLookups } from './loaders/record-lookups.ts';
import {
  createTransactionLookups,
  type LookupsContext,
  type TransactionLookups,
} from './loaders/transaction-lookups.ts';
import type { OpenStreams } from './open-streams.ts';
import { reconciliationOf } from './operation-reconciliation.ts';
import { PROVIDERS } from './providers/index.ts';
import { Spending } from './spending.ts';
import type { Metrics } from './telemetry/metrics/recording.ts';
import type { TransactionEvent } from './tracking/event.ts';
import { watchTransactions } from './tracking/stream.ts';
import type { Watches } from './tracking/watches.ts';
import { UpstreamTrail } from './upstream-trail.ts';

/** What all operations share. */
export interface OperationParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly connections: AccountConnections;
  readonly ids: TransactionIds;
  readonly readers: ReadonlyMap<string, ReferenceReader>;
  readonly recordReaders: ReadonlyMap<string, MemberReader>;
  readonly watches: Watches;
  /** Those that are open, to be looked at again when callers may see less. */
  readonly streams: OpenStreams;
  readonly observed: HistoryParts;
}

/** Who asks for one operation, and until when somebody waits for it. */
export interface RequestParts {
  readonly requestId: string;
  readonly caller: Caller;
  readonly signal: AbortSignal;
  /** On the monotonic clock. */
  readonly deadline: number;
  readonly trail: AccessTrail;
  /** What the operation is traced as, where it is. */
  readonly span?: Span | undefined;
  /** Whether somebody wants to know what its look-ups do on their way. */
  readonly wantsSteps?: boolean;
  /** Where what its answer rests on is noted, where somebody wants to know. */
  readonly basis?: AnswerBasis | undefined;
  /** Where its calls are counted, where somebody wants to know after it has been answered. */
  readonly spending?: Spending | undefined;
}

const INTERACTIVE = () => 'INTERACTIVE' as const;

/** What look-ups of a caller are checked against, and told to. */
export function accessOf(
  { config, readers, recordReaders, ids }: Pick<OperationParts, 'config' | 'readers' | 'recordReaders' | 'ids'>,
  { caller, trail, basis }: Pick<RequestParts, 'caller' | 'trail' | 'basis'>,
): LookupsContext {
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
export class OperationContext implements GraphContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly ids: TransactionIds;
  readonly lookups: TransactionLookups;
  readonly spending: Spending;
  /** Null where nobody wants to know. */
  readonly steps: UpstreamTrail | null;
  readonly basis: AnswerBasis;
  readonly #parts: OperationParts;
  readonly #request: RequestParts;
  /** One operation sees one configuration, however long it takes. */
  readonly #accounts: AccountsView;
  readonly #access: LookupsContext;
  readonly #call: Omit<LookupContext, 'freshness'>;
  readonly #load: LoadTransaction;
  /** An operation that reconciles asks for counterparts as it asks for everything: behind everybody else, in its own time. */
  #loadCounterpart: LoadTransaction;
  #records: RecordLookups | undefined;
  #counterparts: ((event: object | null) => LoadCounterpart) | undefined;
  #history: History | undefined;

  constructor(parts: OperationParts, request: RequestParts) {
    const { requestId, caller, signal, deadline, span } = request;
    this.#parts = parts;
    this.#request = request;
    this.caller = caller;
    this.requestId = requestId;
    this.ids = parts.ids;
    this.basis = request.basis ?? new AnswerBasis();
    this.spending = request.spending ?? new Spending();
    this.steps = request.wantsSteps ? new UpstreamTrail() : null;
    this.#accounts = parts.connections.current();
    this.#call = {
      requestId,
      caller: caller.name,
      signal: new SharedSignal(signal),
      deadline,
      priority: INTERACTIVE,
      purpose: 'QUERY',
      onCall: ({ provider, account }) => this.spending.count(provider, account, 1),
      onStep: this.steps?.record,
      basis: this.basis,
      span,
    };
    this.#access = accessOf(parts, { ...request, basis: this.basis });
    this.#load = createLookupLoader(this.#findSource, this.#call);
    this.#loadCounterpart = this.#load;
    this.lookups = createTransactionLookups(this.#load, this.#access);
  }

  readonly records = (): RecordLookups => {
    this.basis.waver();
    this.#records ??= createRecordLookups(
      (resource, provider, account) => {
        this.spending.count(provider, account, 0);
        return this.#accounts.find(provider, account)?.resources.get(resource);
      },
      this.#call,
      this.#access,
    );
    return this.#records;
  };

  readonly counterparts = (event: object | null): LoadCounterpart => {
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

  readonly history = (): History => {
    this.basis.waver();
    const { observed } = this.#parts;
    this.#history ??= historyOf(observed, this.caller.accounts, createHistoryLoader(observed.read));
    return this.#history;
  };

  /** With the caller's accounts only. */
  readonly providers = (): readonly ProviderFacts[] => {
    this.basis.waver();
    return PROVIDERS.map((provider): ProviderFacts => {
      const own = this.caller.accounts.get(provider.name) ?? [];
      const accounts = this.#parts.connections.of(provider.name).filter(({ name }) => own.includes(name));
      return { ...provider, accounts };
    });
  };

  readonly watch = (wanted: WatchRequest): AsyncIterable<TransactionEvent> => {
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
    for (const key of keys) this.#request.trail.record(key, 'WATCHED');
    return events;
  };

  readonly reconciliation = (): Reconciliation => {
    this.basis.waver();
    return reconciliationOf(this.#parts, {
      caller: this.caller,
      accounts: this.#accounts,
      spending: this.spending,
      lookUpBy: (call) => {
        this.#loadCounterpart = createLookupLoader(this.#findSource, { ...this.#call, ...call });
        return createTransactionLookups(this.#loadCounterpart, this.#access);
      },
    });
  };

  readonly #findSource: FindSource<LookupOutcome> = (provider, account) => {
    this.spending.count(provider, account, 0);
    return this.#accounts.find(provider, account)?.source;
  };
}
