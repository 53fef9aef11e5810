import type { Server } from 'node:http';
import { AccessTrail } from './access-trail.ts';
import { type AccountConnection, type AccountConnections, connectAccounts } from './account-connections.ts';
import { type Authenticate, anonymousAuthentication, createAuthentication } from './callers/authentication.ts';
import { ReferenceAllowance } from './callers/reference-allowance.ts';
import type { Config } from './config.ts';
import { hasCallers } from './config-schema.ts';
import type { AccountNames } from './domain/caller.ts';
import type { Clock } from './domain/clock.ts';
import type { ProviderFacts } from './domain/provider-facts.ts';
import type { Scope } from './domain/scope.ts';
import { createTransactionIds } from './domain/transaction-id.ts';
import type { ReferenceReader } from './domain/transaction-reference.ts';
import type { GraphContext } from './graph/context.ts';
import { type Operation, referencesOfOperation } from './graph/operation-references.ts';
import { createTransactionLoader } from './loaders/transaction-loader.ts';
import { createTransactionLookups } from './loaders/transaction-lookups.ts';
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

export interface GatewayParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
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

/** The composition root: the only place where the parts are put together. */
export function createGateway(parts: GatewayParts): Gateway {
  const { config, clock, random, log, loopDelay = () => 0 } = parts;
  const { limits, server: settings } = config;
  const audit = boundRefusals(parts.audit ?? NO_AUDIT_LOG, clock);
  const connections = connectAccounts({ config, clock, random, log });
  const secretKinds = new Set(
    PROVIDERS.flatMap(({ name, referenceKinds }) =>
      referenceKinds.filter(({ secret }) => secret).map(({ kind }) => `${name}/${kind}`),
    ),
  );
  const ids = createTransactionIds({
    isSecretKind: ({ provider, kind }) => secretKinds.has(`${provider}/${kind}`),
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
      onCall: (key) => spending.count(key, 1),
    });
    const lookups = createTransactionLookups(load, {
      caller,
      readers,
      ids,
      onAccess: trail.record,
      onForeign: trail.recordForeign,
    });
    return { caller, requestId, ids, providers: providersFor(caller.accounts), spending, lookups };
  }

  const allowance = new ReferenceAllowance(limits.referencesPerMinute, clock);
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
    load: new LoadShedder({ limits, clock, loopDelay }),
    clock,
    hosts: new Set([settings.host, ...settings.hosts].map((host) => host.toLowerCase())),
    origins: new Set(settings.origins),
    operationTimeoutMs: limits.operationTimeoutMs,
    onRefusal: ({ requestId, caller, refusal: { code, details } }) =>
      audit.refusal({ requestId, caller: caller?.name ?? null, code, reason: details.reason ?? null }),
  });
  const server = createListener({ handle, limits, log });
  return { server, accounts: connections.all, close: () => connections.close() };
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
