import { GraphQLError } from 'graphql';
import { EVENT_STREAM } from './accept.js';
import { DocumentSizeError } from './document-limit.js';
import { requestError, withStatus } from './public-error.js';
import { serverContextOf } from './server-context.js';
import { shownErrors } from './shown-errors.js';
/** Yoga's maskError sees neither the request id nor what parsing threw: hence these hooks. */
export function useErrorContract(log) {
    return {
        onParse: ({ context }) => {
            const { requestId } = serverContextOf(context);
            return ({ result, replaceParseResult }) => {
                if (!(result instanceof GraphQLError))
                    return;
                const error = result instanceof DocumentSizeError
                    ? requestError('OPERATION_TOO_COMPLEX', requestId)
                    : requestError('GRAPHQL_PARSE_FAILED', requestId, { error: result });
                replaceParseResult(error);
            };
        },
        // Each event of a stream is an answer of its own, which the last hook does not see.
        onSubscribe: ({ args }) => {
            const { requestId } = serverContextOf(args.contextValue);
            return {
                onSubscribeResult: () => ({
                    onNext: ({ result, setResult }) => {
                        if (Symbol.asyncIterator in result || result.errors === undefined)
                            return;
                        setResult({ ...result, errors: shownErrors(result.errors, requestId, log) });
                    },
                }),
            };
        },
        // The last hook before an answer is written: what no other hook saw, such as an operation name that does not exist.
        onResultProcess: ({ result, setResult, serverContext }) => {
            if (Array.isArray(result) || Symbol.asyncIterator in result || result.errors === undefined)
                return;
            const { requestId, accept } = serverContext;
            const errors = shownErrors(result.errors, requestId, log);
            // Whoever asks for a stream tells by the status whether it has begun.
            setResult({ ...result, errors: accept === EVENT_STREAM ? errors.map(withStatus) : errors });
        },
    };
}
