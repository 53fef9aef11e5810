import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from '../telemetry/logger.ts';
import { DocumentSizeError } from './document-limit.ts';
import { publicError, requestError } from './public-error.ts';
import { type ServerContext, serverContextOf } from './server-context.ts';

/** Yoga's maskError sees neither the request id nor what parsing threw: hence these hooks. */
export function useErrorContract(log: Logger): Plugin<object, ServerContext> {
  return {
    onParse: ({ context }) => {
      const { requestId } = serverContextOf(context);
      return ({ result, replaceParseResult }) => {
        if (!(result instanceof GraphQLError)) return;
        const error =
          result instanceof DocumentSizeError
            ? requestError('OPERATION_TOO_COMPLEX', requestId)
            : requestError('GRAPHQL_PARSE_FAILED', requestId, { error: result });
        replaceParseResult(error as never);
      };
    },

    // The last hook before an answer is written: what no other hook saw, such as an operation name that does not exist.
    onResultProcess: ({ result, setResult, serverContext }) => {
      if (Array.isArray(result) || Symbol.asyncIterator in result || result.errors === undefined) return;
      const { requestId } = serverContext;
      const errors = result.errors.map((error) => {
        const shown = publicError(error as GraphQLError, requestId);
        if (shown !== error && shown.extensions.code === 'INTERNAL') {
          log.internalError({ requestId, error: (error as GraphQLError).originalError ?? error });
        }
        return shown;
      });
      setResult({ ...result, errors });
    },
  };
}
