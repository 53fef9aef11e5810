import type { GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Logger } from '../telemetry/logger.ts';
import { type ReportExtensions, useAnswerExtensions } from './answer-extensions.ts';
import { documentCaches } from './document-cache.ts';
import { useDocumentCheck } from './document-check.ts';
import { type DocumentLimits, useDocumentLimit } from './document-limit.ts';
import { useErrorContract } from './error-contract.ts';
import type { NameOperation } from './operation-names.ts';
import { type PriceParts, useOperationPrice } from './operation-price.ts';
import { useOperationReport } from './operation-report.ts';
import { useOperationTransport } from './operation-transport.ts';
import type { ServerContext } from './server-context.ts';

export interface YogaParts<Context extends object> {
  readonly schema: GraphQLSchema;
  readonly contextOf: (server: ServerContext) => Context;
  readonly log: Logger;
  readonly limits: DocumentLimits;
  readonly price: PriceParts;
  readonly reportExtensions: ReportExtensions;
  readonly nameOperation: NameOperation;
}

export const GRAPHQL_PATH = '/graphql';

/** GraphQL over HTTP. The listener in front lets only well-formed JSON POSTs of known callers through. */
export function createGraphQLServer<Context extends object>(parts: YogaParts<Context>) {
  const plugins: Plugin<object, ServerContext>[] = [
    useDocumentLimit(parts.limits),
    useErrorContract(parts.log),
    useDocumentCheck(),
    useOperationTransport(),
    useOperationPrice(parts.price),
    useAnswerExtensions(parts.reportExtensions),
    useOperationReport(parts.nameOperation),
  ];
  return createYoga<ServerContext>({
    schema: parts.schema,
    context: (given) => parts.contextOf(given),
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
