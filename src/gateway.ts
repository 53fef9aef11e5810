import type { Server } from 'node:http';
import { AccessTrail } from './access-trail.ts';
import type { AccountConnection, AccountConnections } from './account-connections.ts';
import { type ApplicationParts, createApplication, LOOK_TIMEOUT_MS, type RequestContext } from './application.ts';
import { type Authenticate, anonymousAuthentication, createAuthentication } from './callers/authentication.ts';
import { hasCallers } from './config-schema.ts';
import type { AccountNames } from './domain/caller.ts';
import type { Scope } from './domain/scope.ts';
import type { GraphContext } from './graph/context.ts';
import { type Operation, referencesOfOperation } from './graph/operation-references.ts';
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
import { type AuditLog, NO_AUDIT_LOG } from './telemetry/audit-log.ts';
import { boundRefusals } from './telemetry/bounded-refusals.ts';
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
  /** Lets live streams say that they end, and that another process may be asked. */
  drain(): void;
  /** Ends the connections to the providers. The server is closed by whoever made it listen. */
  close(): Promise<void>;
}

/** What one operation owns before Yoga has it. */
interface OperationContext extends ServerContext {
  readonly trail: AccessTrail;
}

/** For each account: more than a busy merchant has payments, and far less than what could slow anything down. */
const NOTIFICATIONS_PER_MINUTE = 600;

/** The composition root of the server: the application, and who may reach it over HTTP. */
export function createGateway(parts: GatewayParts): Gateway {
  const { config, clock, log, loopDelay = () => 0 } = parts;
  const { limits, server: settings } = config;
  const audit = boundRefusals(parts.audit ?? NO_AUDIT_LOG, clock);
  const application = createApplication(parts);
  const { connections, fleet, watches } = application;
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
  const graphql = createGraphQLServer<GraphContext>({
    schema,
    contextOf: (server) => application.contextOf(server as OperationContext),
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
  return { server, accounts: connections.all, drain: () => watches.drain(), close: application.close };
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
