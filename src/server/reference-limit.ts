import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { REQUEST_STATUSES, requestError } from './public-error.ts';
import { requestIdOf, type ServerContext } from './yoga.ts';

/** How many different references an operation asks for. */
export type CountReferences = (args: {
  readonly schema: unknown;
  readonly document: unknown;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: unknown;
  readonly contextValue?: unknown;
}) => number;

/** Refuses an operation that names more references than one may, before the first provider call. */
export function useReferenceLimit(limit: number, count: CountReferences): Plugin<object, ServerContext> {
  return {
    onExecute: ({ args, setResultAndStopExecution }) => {
      const asked = count(args);
      if (asked <= limit) return;
      const message = `An operation may look up ${limit} different references; this one has ${asked}. Split it.`;
      const error = new GraphQLError(message, { extensions: { http: { status: REQUEST_STATUSES.LIMIT_EXCEEDED } } });
      const requestId = requestIdOf(args.contextValue);
      setResultAndStopExecution({ errors: [requestError(error, 'LIMIT_EXCEEDED', requestId)] });
    },
  };
}
