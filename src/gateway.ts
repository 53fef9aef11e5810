import type { Server } from 'node:http';
import { type AccountConnection, connectAccounts } from './account-connections.ts';
import type { Config } from './config.ts';
import type { Caller } from './domain/caller.ts';
import type { Clock } from './domain/clock.ts';
import type { ProviderFacts } from './domain/provider-facts.ts';
import { SCOPES, type Scope } from './domain/scope.ts';
import { createTransactionIds } from './domain/transaction-id.ts';
import type { ReferenceReader } from './domain/transaction-reference.ts';
import type { GraphContext } from './graph/context.ts';
import { type Operation, referencesOfOperation } from './graph/operation-references.ts';
import { createTransactionLoader } from './loaders/transaction-loader.ts';
import { createTransactionLookups } from './loaders/transaction-lookups.ts';
import { PROVIDERS } from './providers/index.ts';
import { schema } from './schema.ts';
import { graphiqlPage } from './server/graphiql.ts';
import { createListener } from './server/listener.ts';
import { createGraphQLServer, GRAPHQL_PATH, type ServerContext } from './server/yoga.ts';
import { Spending } from './spending.ts';
import type { Logger } from './telemetry/logger.ts';

export interface GatewayParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  /** What every caller may see, as long as no callers can be configured. */
  readonly scopes?: readonly Scope[];
}

export interface Gateway {
  readonly server: Server;
  /** The configured accounts, with the state of the traffic to each. */
  readonly accounts: readonly AccountConnection[];
  /** Ends the connections to the providers. The server is closed by whoever made it listen. */
  close(): Promise<void>;
}

/** What anybody on this machine may see: everything but what names people, moves money, or is the provider's record. */
export const ANONYMOUS_SCOPES = SCOPES.filter(
  (scope) => !['transactions:pii', 'transactions:secrets', 'transactions:raw'].includes(scope),
);

interface RequestContext extends GraphContext {
  readonly spending: Spending;
}

/** The composition root: the only place where the parts are put together. */
export function createGateway({ config, clock, random, log, scopes = ANONYMOUS_SCOPES }: GatewayParts): Gateway {
  const { limits } = config;
  const connections = connectAccounts({ config, clock, random, log });
  const caller: Caller = {
    name: 'anonymous',
    scopes: new Set(scopes),
    accounts: new Map(
      PROVIDERS.map((provider) => [provider.name, connections.of(provider.name).map(({ name }) => name)]),
    ),
  };
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
  const providers = PROVIDERS.map(
    (provider): ProviderFacts => ({ ...provider, accounts: connections.of(provider.name) }),
  );

  /** Everything that one request owns. Loaders are new for each: they hold one caller's records. */
  function contextOf({ requestId, signal, deadline }: ServerContext): RequestContext {
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
    return {
      caller,
      requestId,
      ids,
      providers,
      spending,
      lookups: createTransactionLookups(load, { caller, readers, ids }),
    };
  }

  const graphql = createGraphQLServer<GraphContext>({
    schema,
    contextOf,
    log,
    referenceLimit: limits.references,
    countReferences: ({ document, operationName, variableValues, contextValue }) =>
      (contextValue as GraphContext).lookups.countDistinct(
        referencesOfOperation({ schema, document, operationName, variables: variableValues ?? {} } as Operation),
      ),
    reportSpending: (context) => (context as RequestContext).spending.report(connections),
  });
  let page: Buffer | undefined;
  const server = createListener({
    answer: async (request, context) => graphql.fetch(request, context),
    page: () => {
      page ??= graphiqlPage(GRAPHQL_PATH);
      return page;
    },
    clock,
    operationTimeoutMs: limits.operationTimeoutMs,
    log,
  });
  return { server, accounts: connections.all, close: () => connections.close() };
}

function readerOf({ name, label, parseReference, readReference }: (typeof PROVIDERS)[number]): ReferenceReader {
  return { name, label, parse: parseReference, read: readReference };
}
