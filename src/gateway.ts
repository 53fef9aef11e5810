import type { Server } from 'node:http';
import { AccessTrail } from './access-trail.ts';
import { type AccountConnection, type AccountConnections, connectAccounts } from './account-connections.ts';
import { type Authenticate, anonymousAuthentication, createAuthentication } from './callers/authentication.ts';
import type { Config } from './config.ts';
import { hasCallers } from './config-schema.ts';
import type { AccountNames } from './domain/caller.ts';
import type { Clock } from './domain/clock.ts';
import type { ProviderFacts } from './domain/provider-facts.ts';
import type { Scope } from './domain/scope.ts';
import { createTransactionIds } from './domain/transaction-id.ts';
import type { TransactionKey } from './domain/transaction-key.ts';
import type { ReferenceReader } from './domain/transaction-reference.ts';
import type { GraphContext, WatchRequest } from './graph/context.ts';
import { type Operation, referencesOfOperation } from './graph/operation-references.ts';
import { historyOf, storeReader } from './history/reader.ts';
import { ObservationRecorder, type RecorderParts } from './history/recorder.ts';
import type { ObservationStore } from './history/store.ts';
import { createHistoryLoader } from './loaders/history-loader.ts';
import { createTransactionLoader } from './loaders/transaction-loader.ts';
import { createTransactionLookups } from './loaders/transaction-lookups.ts';
import { NotificationInbox } from './notifications/inbox.ts';
import { createLookAgain } from './notifications/look-again.ts';
import { PROVIDERS } from './providers/index.ts';
import { schema } from './schema.ts';
import { type ExplorerPages, explorerPages } from './server/graphiql.ts';
import { createListener } from './server/listener.ts';
import { LoadShedder } from './server/load-shedding.ts';
import { createRequestHandler } from './server/request-handler.ts';
import type { ServerContext } from './server/server-context.ts';
import { trustedDocuments } from './server/trusted-documents.ts';
import { createGraphQLServer, GRAPHQL_PATH } from './server/yoga.ts';
import { Spending } from './spending.ts';
import { type AuditLog, NO_AUDIT_LOG } from './telemetry/audit-log.ts';
import { boundRefusals } from './telemetry/bounded-refusals.ts';
import type { Logger } from './telemetry/logger.ts';
import { watchTransactions } from './tracking/stream.ts';
import { Watches } from './tracking/watches.ts';
import { Allowance } from './upstream/allowance.ts';

export interface GatewayParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  /** Where observations are kept; the gateway closes it. */
  readonly store: ObservationStore;
  readonly audit?: AuditLog;
  /** How many milliseconds the event loop was late at worst since it was asked last. */
  readonly loopDelay?: () => number;
  /** What everybody may see where no callers are configured. */
  readonly anonymousScopes?: readonly Scope[];
}

export interface Gateway {
  readonly server: Server;
  /** The configured accounts, with the state of the traffic to each. */
  readonly accounts: readonly AccountConnection[];
  /** Lets live streams say that they end, and that another process may be asked. */
  drain(): void;
  /** Ends the connections to the providers. The server is closed by whoever made it listen. */
  close(): Promise<void>;
}

/** What one operation owns before Yoga has it. */
interface OperationContext extends ServerContext {
  readonly trail: AccessTrail;
}

interface RequestContext extends GraphContext {
  readonly spending: Spending;
}

/** For each account: more than a busy merchant has payments, and far less than what could slow anything down. */
const NOTIFICATIONS_PER_MINUTE = 600;

/** A stream may wait long for its turn, where somebody who looks at a page may not. */
const LOOK_TIMEOUT_MS = 60_000;

/** The composition root: the only place where the parts are put together. */
export function createGateway(parts: GatewayParts): Gateway {
  const { config, clock, random, log, store, loopDelay = () => 0 } = parts;
  const { limits, server: settings } = config;
  const audit = boundRefusals(parts.audit ?? NO_AUDIT_LOG, clock);
  const secretKinds = new Set(
    PROVIDERS.flatMap(({ name, referenceKinds }) =>
      referenceKinds.filter(({ secret }) => secret).map(({ kind }) => `${name}/${kind}`),
    ),
  );
  const isSecretKind = ({ provider, kind }: Pick<TransactionKey, 'provider' | 'kind'>) =>
    secretKinds.has(`${provider}/${kind}`);
  const recorder = new ObservationRecorder({
    store,
    clock,
    isSecretKind,
    retention: retentionOf(config.history),
    onFailure: log.historyFailed,
  });
  const connections = connectAccounts({
    config,
    clock,
    random,
    log,
    observing: (source) => recorder.observing(source),
  });
  const ids = createTransactionIds({
    isSecretKind,
    sealingSecret: ({ provider, account }) => connections.find(provider, account)?.credential.reveal(),
  });
  const readers = new Map(PROVIDERS.map((provider) => [provider.name, readerOf(provider)]));
  const providersFor = (own: AccountNames) =>
    PROVIDERS.map((provider): ProviderFacts => {
      const names = own.get(provider.name) ?? [];
      return { ...provider, accounts: connections.of(provider.name).filter(({ name }) => names.includes(name)) };
    });

  /** Everything that one request owns. Loaders are new for each: they hold one caller's records. */
  function contextOf({ requestId, caller, signal, deadline, trail }: OperationContext): RequestContext {
    const spending = new Spending();
    const findSource = (provider: string, account: string) => {
      spending.count({ provider, account }, 0);
      return connections.find(provider, account)?.source;
    };
    const load = createTransactionLoader(findSource, {
      requestId,
      signal,
      deadline,
      caller: caller.name,
      priority: () => 'INTERACTIVE',
      purpose: 'QUERY',
      onCall: (key) => spending.count(key, 1),
    });
    const lookups = createTransactionLookups(load, {
      caller,
      readers,
      ids,
      onAccess: trail.record,
      onForeign: trail.recordForeign,
    });
    const watch = (request: WatchRequest) => {
      const events = watchTransactions({
        ...request,
        caller: caller.name,
        accessEndsAt: caller.accessEndsAt,
        maxDurationMs: config.tracking.maxMinutes * 60_000,
        watches,
        clock,
        signal,
      });
      // Only now, since a stream that is refused looks at nothing.
      for (const watched of request.references) if ('key' in watched) trail.record(watched.key, 'WATCHED');
      return events;
    };
    const providers = providersFor(caller.accounts);
    const history = historyOf(observed, caller.accounts, createHistoryLoader(observed.read));
    return { caller, requestId, ids, providers, spending, lookups, watch, history };
  }

  const watches = new Watches({
    limits: config.tracking,
    clock,
    random,
    lookTimeoutMs: LOOK_TIMEOUT_MS,
    findAccount: connections.find,
  });
  const observed = {
    read: storeReader({ store, recorder, clock }),
    clock,
    limits: config.history,
    nextLookAt: (key: TransactionKey) => watches.nextLookAt(key),
  };
  const allowance = new Allowance(limits.referencesPerMinute, clock);
  const notificationAllowance = new Allowance(NOTIFICATIONS_PER_MINUTE, clock);
  const inbox = new NotificationInbox({
    clock,
    findAccount: connections.find,
    lookAgain: createLookAgain({
      clock,
      findAccount: connections.find,
      hurry: (key) => watches.hurry(key),
      timeoutMs: LOOK_TIMEOUT_MS,
    }),
  });
  const graphql = createGraphQLServer<GraphContext>({
    schema,
    contextOf: (server) => contextOf(server as OperationContext),
    log,
    limits: config.documents,
    price: {
      limit: limits.references,
      referencesOf: ({ document, operationName, variableValues }) =>
        referencesOfOperation({ schema, document, operationName, variables: variableValues ?? {} } as Operation),
      countDistinct: (references, context) => (context as GraphContext).lookups.countDistinct(references),
      take: ({ caller }, references) => allowance.take(caller.name, references),
    },
    reportSpending: (context) => {
      const { caller, spending } = context as RequestContext;
      return caller.scopes.has('operations') ? spending.report(connections) : undefined;
    },
  });
  let pages: ExplorerPages | undefined;
  const handle = createRequestHandler({
    answer: async (request, context) => {
      const trail = new AccessTrail();
      try {
        return await graphql.fetch(request, { ...context, trail } satisfies OperationContext as ServerContext);
      } finally {
        audit.access({ requestId: context.requestId, caller: context.caller.name, lookups: trail.report() });
      }
    },
    authenticate: authenticationOf(parts, connections),
    findDocument: trustedDocuments({
      mode: config.documents.mode,
      manifest: config.documents.manifest ?? new Map(),
      onUntrusted: ({ name }) => log.untrustedDocument({ caller: name }),
    }),
    take: ({ name }) => allowance.take(name, 1),
    pages: () => {
      pages ??= explorerPages(GRAPHQL_PATH);
      return pages;
    },
    webhooks: {
      forms: new Map(PROVIDERS.flatMap(({ name, notification }) => (notification ? [[name, notification]] : []))),
      take: (account) => notificationAllowance.take(account, 1),
      receive: (posted) => inbox.receive(posted),
    },
    load: new LoadShedder({ limits, clock, loopDelay }),
    clock,
    hosts: new Set([settings.host, ...settings.hosts].map((host) => host.toLowerCase())),
    origins: new Set(settings.origins),
    operationTimeoutMs: limits.operationTimeoutMs,
    onRefusal: ({ requestId, caller, refusal: { code, details } }) =>
      audit.refusal({ requestId, caller: caller?.name ?? null, code, reason: details.reason ?? null }),
  });
  const server = createListener({ handle, limits, log });
  const close = async () => {
    await connections.close();
    await recorder.close();
  };
  return { server, accounts: connections.all, drain: () => watches.drain(), close };
}

/** What is kept in memory only is worth less than the memory. */
const MOST_IN_MEMORY = 100_000;

function retentionOf({ file, url, maxDays, maxObservations }: Config['history']): RecorderParts['retention'] {
  const isInMemory = file === undefined && url === undefined;
  return { maxDays, maxObservations: isInMemory ? Math.min(maxObservations, MOST_IN_MEMORY) : maxObservations };
}

function authenticationOf(
  { config, clock, anonymousScopes }: GatewayParts,
  connections: AccountConnections,
): Authenticate {
  const accounts: AccountNames = new Map(
    PROVIDERS.map((provider) => [provider.name, connections.of(provider.name).map(({ name }) => name)]),
  );
  if (!hasCallers(config)) return anonymousAuthentication(accounts, anonymousScopes);
  return createAuthentication({ ...config, accounts, clock, http: connections.http });
}

function readerOf({ name, label, parseReference, readReference }: (typeof PROVIDERS)[number]): ReferenceReader {
  return { name, label, parse: parseReference, read: readReference };
}
