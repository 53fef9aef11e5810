import type { GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Logger } from '../telemetry/logger.ts';
import { type ReportSpending, useBudgetExtension } from './budget-extension.ts';
import { documentCaches } from './document-cache.ts';
import { useDocumentLimit } from './document-limit.ts';
import { useErrorContract } from './error-contract.ts';
import { type CountReferences, useReferenceLimit } from './reference-limit.ts';

/** What the listener knows of a request when Yoga gets it. */
export interface ServerContext {
  readonly requestId: string;
  /** Aborts when the client leaves or the operation's time is over. */
  readonly signal: AbortSignal;
  /** When that is, on the monotonic clock. */
  readonly deadline: number;
}

/** The request id of whatever context Yoga hands to a hook; it always holds what the listener gave. */
export function requestIdOf(context: unknown): string {
  return (context as ServerContext).requestId;
}

export interface YogaParts<Context extends object> {
  readonly schema: GraphQLSchema;
  readonly contextOf: (server: ServerContext) => Context;
  readonly log: Logger;
  readonly referenceLimit: number;
  readonly countReferences: CountReferences;
  readonly reportSpending: ReportSpending;
}

export const GRAPHQL_PATH = '/graphql';

/** GraphQL over HTTP. The listener in front lets only well-formed JSON POSTs through. */
export function createGraphQLServer<Context extends object>(parts: YogaParts<Context>) {
  const plugins: Plugin<object, ServerContext>[] = [
    useDocumentLimit(),
    useErrorContract(parts.log),
    useReferenceLimit(parts.referenceLimit, parts.countReferences),
    useBudgetExtension(parts.reportSpending),
  ];
  return createYoga<ServerContext>({
    schema: parts.schema,
    context: ({ requestId, signal, deadline }) => parts.contextOf({ requestId, signal, deadline }),
    plugins,
    graphqlEndpoint: GRAPHQL_PATH,
    parserAndValidationCache: documentCaches(),
    // Errors get their public form in the error contract; Yoga's own masking would hide the cause from it.
    maskedErrors: false,
    // The page is served by the listener, with the project's own tabs.
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    logging: false,
  });
}
