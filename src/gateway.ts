import type { Server } from 'node:http';
import type { AccountChanges, AccountConnection } from './account-connections.ts';
import { type ApplicationParts, createApplication, LOOK_TIMEOUT_MS } from './application.ts';
import { type AccessRules, createAccess } from './callers/access.ts';
import type { Config } from './config-schema.ts';
import type { Caller } from './domain/caller.ts';
import type { Scope } from './domain/scope.ts';
import type { GraphContext } from './graph/context.ts';
import { operationReferences } from './graph/operation-references.ts';
import { releaseContext } from './graph/release-context.ts';
import { NotificationInbox } from './notifications/inbox.ts';
import { createLookAgain } from './notifications/look-again.ts';
import { OperationAnswers, type OwnedOperation } from './operation-answers.ts';
import type { OperationContext } from './operation-context.ts';
import { PROVIDERS } from './providers/index.ts';
import { schema } from './schema.ts';
import { exampleOperations } from './server/example-operations.ts';
import { type ExplorerPages, explorerPages } from './server/graphiql.ts';
import { createListener } from './server/listener.ts';
import { LoadShedder } from './server/load-shedding.ts';
import { type NameOperation, operationNames } from './server/operation-names.ts';
import { ReportPlaces } from './server/report-places.ts';
import { createRequestHandler } from './server/request-handler.ts';
import { type FindDocument, trustedDocuments } from './server/trusted-documents.ts';
import { createGraphQLServer, GRAPHQL_PATH } from './server/yoga.ts';
import { type AuditLog, NO_AUDIT_LOG } from './telemetry/audit-log.ts';
import { boundRefusals } from './telemetry/bounded-refusals.ts';
import { countedLog } from './telemetry/metrics/counted-log.ts';
import { NO_METRICS } from './telemetry/metrics/recording.ts';
import { Allowance } from './upstream/allowance.ts';

export interface GatewayParts extends ApplicationParts {
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
  /**
   * Puts other accounts, callers, issuers and trusted documents in force, from the next request on; the rest of the
   * configuration is as it was. Requests under way end as they began, and a stream ends where it shows what is not its
   * caller's any more.
   */
  reload(config: Config): ReloadReport;
  /** From the moment it was told to stop: nobody new should be sent here. */
  readonly isDraining: boolean;
  /** Lets live streams say that they end, and that another process may be asked. */
  drain(): void;
  /** Ends the connections to the providers. The server is closed by whoever made it listen. */
  close(): Promise<void>;
}

export interface ReloadReport extends AccountChanges {
  readonly streamsEnded: number;
}

/** What decides what is said beside an answer. */
type ToldBeside = Pick<OperationContext, 'caller' | 'spending'> & Partial<Pick<OperationContext, 'steps'>>;

/** What a configuration says of documents. */
interface Documents {
  readonly find: FindDocument;
  readonly nameOperation: NameOperation;
}

/** For each account: more than a busy merchant has payments, and far less than what could slow anything down. */
const NOTIFICATIONS_PER_MINUTE = 600;

/** The composition root of the server: the application, and who may reach it over HTTP. */
export function createGateway(parts: GatewayParts): Gateway {
  const { config, clock, metrics = NO_METRICS, tracing, loopDelay = () => 0 } = parts;
  const log = countedLog(parts.log, metrics);
  const isObserved = metrics !== NO_METRICS || tracing !== undefined;
  const { limits, server: settings } = config;
  const audit = boundRefusals(parts.audit ?? NO_AUDIT_LOG, clock);
  const application = createApplication({ ...parts, log });
  const { connections, fleet, watches, streams } = application;
  const access = createAccess({
    rules: accessRules(config),
    clock,
    http: connections.http,
    ...(parts.anonymousScopes === undefined ? {} : { anonymousScopes: parts.anonymousScopes }),
  });
  const documentsOf = ({ documents: { mode, manifest = new Map() } }: Config): Documents => ({
    find: trustedDocuments({ mode, manifest, onUntrusted: ({ name }) => log.untrustedDocument({ caller: name }) }),
    nameOperation: operationNames(isObserved ? [...publishedDocuments(), ...manifest.values()] : []),
  });
  let documents = documentsOf(config);
  const reportPlaces = new ReportPlaces({
    perCaller: limits.reportsPerCaller,
    inAll: Math.max(1, Math.floor(limits.requestsInFlight / 4)),
  });
  const allowance = fleet.allowances(limits.referencesPerMinute);
  const notificationAllowance = new Allowance(NOTIFICATIONS_PER_MINUTE, clock);
  const inbox = new NotificationInbox({
    clock,
    replays: fleet.replays,
    findAccount: connections.find,
    lookAgain: createLookAgain({
      clock,
      findAccount: connections.find,
      hurry: (key) => watches.hurry(key),
      timeoutMs: LOOK_TIMEOUT_MS,
    }),
  });
  const extensionsOf = ({ caller, spending, steps }: ToldBeside) => {
    if (!caller.scopes.has('operations')) return undefined;
    const budget = spending.report(connections);
    if (budget === undefined) return steps?.report();
    return { budget, ...steps?.report() };
  };
  const graphql = createGraphQLServer<GraphContext>({
    schema,
    // Again, because an operation has waited since it was let in: it sees one configuration, and that of now.
    contextOf: (server) =>
      application.contextOf({
        ...(server as OwnedOperation),
        caller: access.regrant(server.caller) ?? withoutAccess(server.caller),
      }),
    releaseContext,
    log,
    limits: config.documents,
    price: {
      maxRowFields: config.documents.maxRowFields,
      limit: limits.references,
      referencesOf: operationReferences(),
      reconcile: {
        limit: limits.reconcileEntries * 2,
        timeoutMs: limits.reconcileTimeoutMs,
        takePlace: ({ caller }) => reportPlaces.take(caller.name),
      },
      countLookups: (references, context) => (context as GraphContext).lookups.countLookups(references),
      take: ({ caller }, references) => allowance.take(caller.name, references),
    },
    reportExtensions: (context) => extensionsOf(context as OperationContext),
    nameOperation: (document, name) => documents.nameOperation(document, name),
  });
  const answers = new OperationAnswers({
    graphql,
    access,
    take: ({ name }, references) => allowance.take(name, references),
    extensionsOf,
    audit,
    metrics,
    tracing,
    clock,
  });
  const load = new LoadShedder({ limits, clock, loopDelay });
  let pages: Promise<ExplorerPages> | undefined;
  const handle = createRequestHandler({
    recall: (asked) => answers.recall(asked),
    answer: (operation, context) => answers.answer(operation, context),
    authenticate: access.authenticate,
    findDocument: (operation, caller) => documents.find(operation, caller),
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
    load,
    clock,
    hosts: new Set([settings.host, ...settings.hosts].map((host) => host.toLowerCase())),
    origins: new Set(settings.origins),
    operationTimeoutMs: limits.operationTimeoutMs,
    onRefusal: ({ requestId, caller, refusal: { code, details } }) => {
      metrics.refusal(code);
      audit.refusal({ requestId, caller: caller?.name ?? null, code, reason: details.reason ?? null });
    },
  });
  metrics.readFrom({
    accounts: () => connections.all,
    watched: () => watches.watched,
    streams: () => watches.streams,
    operationsInFlight: () => load.inFlight,
    oldestPendingRefunds: () => parts.store.oldestPendingRefunds(),
  });
  const server = createListener({ handle, limits, log });
  let isDraining = false;
  return {
    server,
    get accounts() {
      return connections.all;
    },
    reload: (next) => {
      const nextDocuments = documentsOf(next);
      access.reload(accessRules(next));
      const changes = connections.reload(next.accounts);
      documents = nextDocuments;
      answers.forget();
      return { ...changes, streamsEnded: streams.review(access.regrant) };
    },
    get isDraining() {
      return isDraining;
    },
    drain: () => {
      isDraining = true;
      watches.drain();
    },
    close: application.close,
  };
}

function withoutAccess(caller: Caller): Caller {
  return { ...caller, scopes: new Set(), accounts: new Map() };
}

function publishedDocuments(): readonly string[] {
  return exampleOperations().map(({ query }) => query);
}

function accessRules({ callers, issuers, accounts }: Config): AccessRules {
  const namesOf = (provider: string) => (accounts[provider] ?? []).map(({ name }) => name);
  return { callers, issuers, accounts: new Map(PROVIDERS.map(({ name }) => [name, namesOf(name)])) };
}
