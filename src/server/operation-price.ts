import type { Plugin } from 'graphql-yoga';
import { requestError } from './public-error.ts';
import { type ServerContext, serverContextOf } from './server-context.ts';

/** How many different references an operation asks for: the most provider calls that it can cost, were none made twice. */
export type CountReferences = (args: {
  readonly schema: unknown;
  readonly document: unknown;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: unknown;
  readonly contextValue?: unknown;
}) => number;

export interface PriceParts {
  readonly limit: number;
  readonly countReferences: CountReferences;
  /** Takes references from the caller's allowance; the seconds to wait where they are not there. */
  readonly take: (context: ServerContext, references: number) => number | null;
}

/** Prices an operation before the first provider call, and refuses one beyond the limit or the caller's allowance. */
export function useOperationPrice({ limit, countReferences, take }: PriceParts): Plugin<object, ServerContext> {
  return {
    onExecute: ({ args, setResultAndStopExecution }) => {
      const price = countReferences(args);
      const context = serverContextOf(args.contextValue);
      const { requestId } = context;
      if (price > limit) {
        return setResultAndStopExecution({ errors: [requestError('LIMIT_EXCEEDED', requestId, { hasStatus: true })] });
      }
      // The request itself has paid for one.
      const retryAfterSeconds = price > 1 ? take(context, price - 1) : null;
      if (retryAfterSeconds === null) return;
      const details = { hasStatus: true, retryAfterSeconds };
      setResultAndStopExecution({ errors: [requestError('RATE_LIMITED', requestId, details)] });
    },
  };
}
