import { GraphQLError, getOperationAST, } from 'graphql';
import { singleType } from './accept.js';
/**
 * Answers an operation through Yoga's own pipeline, without the HTTP around it: Yoga would make a Request of what has been
 * read and checked, and a Response of what is about to be written, which costs more than a small query does. Streams are
 * left to Yoga.
 */
export async function answerDirectly({ query, variables, operationName, extensions }, context, parts) {
    const params = { query: query ?? '', variables, operationName, extensions };
    const serverContext = { ...context, params };
    let result;
    try {
        result = await (executeKnown(params, serverContext, parts) ??
            execute(params, parts.getEnveloped(serverContext)));
    }
    catch (error) {
        result = { errors: [asGraphQLError(error)] };
    }
    return whole(parts.hooks.process(result, serverContext), context.accept);
}
/** A query that was parsed and validated before; null for any other, which takes the whole of Yoga's pipeline. */
function executeKnown({ query, variables, operationName }, serverContext, { knownDocument, contextOf, schema, hooks }) {
    const document = knownDocument(query, serverContext.caller);
    if (document === null || getOperationAST(document, operationName)?.operation !== 'query')
        return null;
    const contextValue = Object.assign(serverContext, contextOf(serverContext));
    return hooks.execute({ schema, document, contextValue, variableValues: variables, operationName });
}
/** The steps of Yoga's `processRequest`, which it keeps to itself. */
async function execute({ query, variables, operationName }, pipeline) {
    const document = pipeline.parse(query);
    const operation = getOperationAST(document, operationName);
    if (!operation)
        throw new GraphQLError('There is no such operation.');
    const { schema } = pipeline;
    const errors = pipeline.validate(schema, document);
    if (errors.length > 0)
        return { errors };
    const contextValue = await pipeline.contextFactory();
    const run = operation.operation === 'subscription' ? pipeline.subscribe : pipeline.execute;
    return run({ schema, document, contextValue, variableValues: variables, operationName });
}
function asGraphQLError(error) {
    if (error instanceof GraphQLError)
        return error;
    const originalError = error instanceof Error ? error : new Error(String(error));
    return new GraphQLError(originalError.message, { originalError });
}
/** As `public-error.ts` has marked the errors: the highest status, and no marks in the body. */
function whole(result, accept) {
    const type = singleType(accept);
    const headers = { 'content-type': `${type}; charset=utf-8` };
    let status = 200;
    const errors = result.errors?.map((error) => {
        const { http, ...extensions } = error.extensions;
        Object.assign(headers, http?.headers);
        if (!(http?.spec && type === 'application/json'))
            status = Math.max(status, http?.status ?? 200);
        return { ...error.toJSON(), extensions };
    });
    return { status, headers, body: JSON.stringify(errors === undefined ? result : { ...result, errors }) };
}
