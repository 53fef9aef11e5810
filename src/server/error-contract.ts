import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from '../telemetry/logger.ts';
import { publicError, requestError } from './public-error.ts';
import { requestIdOf, type ServerContext } from './yoga.ts';

/** Yoga's maskError sees neither the request id nor what parsing and validating threw: hence these hooks. */
export function useErrorContract(log: Logger): Plugin<object, ServerContext> {
  return {
    onParse: ({ context }) => {
      const requestId = requestIdOf(context);
      return ({ result, replaceParseResult }) => {
        if (result instanceof GraphQLError) {
          replaceParseResult(requestError(result, 'GRAPHQL_PARSE_FAILED', requestId) as never);
        }
      };
    },

    onValidate: ({ context }) => {
      const requestId = requestIdOf(context);
      return ({ valid, result, setResult }) => {
        if (valid) return;
        const errors = result as readonly GraphQLError[];
        setResult(errors.map((error) => requestError(error, 'GRAPHQL_VALIDATION_FAILED', requestId)));
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
