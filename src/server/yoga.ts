import type { GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { operationPreparation } from '../execution/prepared-operation.ts';
import type { Logger } from '../telemetry/logger.ts';
import { answersOf, EVENT_STREAM } from './accept.ts';
import { type ReportExtensions, useAnswerExtensions } from './answer-extensions.ts';
import { answerDirectly, type DirectParts, type PipelinePlugin, type WholeAnswer } from './direct-answer.ts';
import { documentCaches } from './document-cache.ts';
import { documentCheck } from './document-check.ts';
import { type DocumentLimits, useDocumentLimit } from './document-limit.ts';
import { documentMeasures } from './document-measure.ts';
import { useErrorContract } from './error-contract.ts';
import { ExecutionHooks } from './execution-hooks.ts';
import type { NameOperation } from './operation-names.ts';
import { preparedOnce, useOperationPlan } from './operation-plan.ts';
import { type PriceParts, useOperationPrice } from './operation-price.ts';
import { useOperationReport } from './operation-report.ts';
import { useOperationTransport } from './operation-transport.ts';
import type { OperationRequest } from './request-body.ts';
import type { ServerContext } from './server-context.ts';

export interface YogaParts<Context extends object> {
  readonly schema: GraphQLSchema;
  readonly contextOf: (server: ServerContext) => Context;
  /** Told of each context that no resolver needs any more. */
  readonly releaseContext?: (context: object) => void;
  readonly log: Logger;
  readonly limits: DocumentLimits;
  readonly price: PriceParts;
  readonly reportExtensions: ReportExtensions;
  readonly nameOperation: NameOperation;
}

export const GRAPHQL_PATH = '/graphql';

/** Answers a well-formed operation of a known caller: whole, or as Yoga's Response where it may become a stream. */
export type AnswerOperation = (operation: OperationRequest, context: ServerContext) => Promise<WholeAnswer | Response>;

/** GraphQL over HTTP. The listener in front lets only well-formed JSON POSTs of known callers through. */
export function createGraphQLServer<Context extends object>(parts: YogaParts<Context>): AnswerOperation {
  const measure = documentMeasures();
  const prepare = preparedOnce(operationPreparation(parts.schema));
  const check = documentCheck();
  const caches = documentCaches();
  const plugins: readonly PipelinePlugin[] = [
    useDocumentLimit(parts.limits, measure),
    useErrorContract(parts.log),
    check.plugin,
    useOperationTransport(),
    useOperationPrice(parts.price, { measure, prepare }),
    useOperationPlan(prepare, parts.releaseContext ?? (() => {})),
    useAnswerExtensions(parts.reportExtensions),
    useOperationReport(parts.nameOperation),
  ];
  const yoga = createYoga<ServerContext>({
    schema: parts.schema,
    context: (given) => parts.contextOf(given),
    plugins: [...plugins],
    graphqlEndpoint: GRAPHQL_PATH,
    parserAndValidationCache: caches,
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
  const direct: DirectParts = {
    getEnveloped: yoga.getEnveloped,
    hooks: new ExecutionHooks(plugins),
    schema: parts.schema,
    contextOf: parts.contextOf,
    knownDocument: (text, caller) => {
      const document = caches.documentCache.get(text);
      return document !== undefined && check.isKnownToFit(document, caller) ? document : null;
    },
  };
  return (operation, context) =>
    answersOf(context.accept).stream
      ? answerOverHttp(operation, context, yoga.fetch)
      : answerDirectly(operation, context, direct);
}

async function answerOverHttp(
  { documentId: _named, ...body }: OperationRequest,
  context: ServerContext,
  answer: (request: Request, context: ServerContext) => Response | Promise<Response>,
): Promise<Response> {
  const { accept } = context;
  const headers = {
    'content-type': 'application/json',
    // What is refused before there is a stream is said as JSON.
    accept: accept === EVENT_STREAM ? `${EVENT_STREAM}, application/json` : accept,
  };
  return answer(
    new Request(`http://localhost${GRAPHQL_PATH}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    context,
  );
}
