import { createYoga } from 'graphql-yoga';
import { operationPreparation } from '../execution/prepared-operation.js';
import { answersOf, EVENT_STREAM } from './accept.js';
import { useAnswerExtensions } from './answer-extensions.js';
import { answerDirectly } from './direct-answer.js';
import { documentCaches } from './document-cache.js';
import { documentCheck } from './document-check.js';
import { useDocumentLimit } from './document-limit.js';
import { documentMeasures } from './document-measure.js';
import { useErrorContract } from './error-contract.js';
import { ExecutionHooks } from './execution-hooks.js';
import { preparedOnce, useOperationPlan } from './operation-plan.js';
import { useOperationPrice } from './operation-price.js';
import { useOperationReport } from './operation-report.js';
import { useOperationTransport } from './operation-transport.js';
export const GRAPHQL_PATH = '/graphql';
/** GraphQL over HTTP. The listener in front lets only well-formed JSON POSTs of known callers through. */
export function createGraphQLServer(parts) {
    const measure = documentMeasures();
    const prepare = preparedOnce(operationPreparation(parts.schema));
    const check = documentCheck();
    const caches = documentCaches();
    const plugins = [
        useDocumentLimit(parts.limits, measure),
        useErrorContract(parts.log),
        check.plugin,
        useOperationTransport(),
        useOperationPrice(parts.price, { measure, prepare }),
        useOperationPlan(prepare, parts.releaseContext ?? (() => { })),
        useAnswerExtensions(parts.reportExtensions),
        useOperationReport(parts.nameOperation),
    ];
    const yoga = createYoga({
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
    const direct = {
        getEnveloped: yoga.getEnveloped,
        hooks: new ExecutionHooks(plugins),
        schema: parts.schema,
        contextOf: parts.contextOf,
        knownDocument: (text, caller) => {
            const document = caches.documentCache.get(text);
            return document !== undefined && check.isKnownToFit(document, caller) ? document : null;
        },
    };
    return (operation, context) => answersOf(context.accept).stream
        ? answerOverHttp(operation, context, yoga.fetch)
        : answerDirectly(operation, context, direct);
}
async function answerOverHttp({ documentId: _named, ...body }, context, answer) {
    const { accept } = context;
    const headers = {
        'content-type': 'application/json',
        // What is refused before there is a stream is said as JSON.
        accept: accept === EVENT_STREAM ? `${EVENT_STREAM}, application/json` : accept,
    };
    return answer(new Request(`http://localhost${GRAPHQL_PATH}`, { method: 'POST', headers, body: JSON.stringify(body) }), context);
}
