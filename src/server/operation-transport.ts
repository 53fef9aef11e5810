import type { Plugin } from 'graphql-yoga';
import { answersOf } from './accept.ts';
import { requestError } from './public-error.ts';
import { type ServerContext, serverContextOf } from './server-context.ts';

/** Subscriptions are answered as a stream of events, and nothing else is. */
export function useOperationTransport(): Plugin<object, ServerContext> {
  const refusal = (context: unknown, form: 'stream' | 'single') => {
    const { requestId, accept } = serverContextOf(context);
    if (answersOf(accept)[form]) return null;
    return { errors: [requestError('NOT_ACCEPTABLE', requestId)] };
  };
  return {
    onExecute: ({ args, setResultAndStopExecution }) => {
      const refused = refusal(args.contextValue, 'single');
      if (refused !== null) setResultAndStopExecution(refused);
    },
    onSubscribe: ({ args, setResultAndStopExecution }) => {
      const refused = refusal(args.contextValue, 'stream');
      if (refused !== null) setResultAndStopExecution(refused);
    },
  };
}
