import { answersOf } from './accept.js';
import { requestError } from './public-error.js';
import { serverContextOf } from './server-context.js';
/** Subscriptions are answered as a stream of events, and nothing else is. */
export function useOperationTransport() {
    const refusal = (context, form) => {
        const { requestId, accept } = serverContextOf(context);
        if (answersOf(accept)[form])
            return null;
        return { errors: [requestError('NOT_ACCEPTABLE', requestId)] };
    };
    return {
        onExecute: ({ args, setResultAndStopExecution }) => {
            const refused = refusal(args.contextValue, 'single');
            if (refused !== null)
                setResultAndStopExecution(refused);
        },
        onSubscribe: ({ args, setResultAndStopExecution }) => {
            const refused = refusal(args.contextValue, 'stream');
            if (refused !== null)
                setResultAndStopExecution(refused);
        },
    };
}
