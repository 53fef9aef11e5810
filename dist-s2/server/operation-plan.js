import { Execution } from '../execution/execution.js';
import { serverContextOf } from './server-context.js';
/** The same operation is prepared once, for its price and for its execution. */
export function preparedOnce(prepare) {
    return (args) => {
        const context = serverContextOf(args.contextValue);
        context.prepared ??= prepare(args);
        return context.prepared;
    };
}
/** Executes queries by their plans. Streams are left to Yoga's executor. */
export function useOperationPlan(prepare, releaseContext) {
    const execute = (args) => {
        const prepared = prepare(args);
        if (prepared.errors !== undefined)
            return { errors: prepared.errors };
        return new Execution(prepared.plan, prepared.variables, args.contextValue).run();
    };
    return {
        onExecute: ({ args, setExecuteFn }) => {
            setExecuteFn(execute);
            return { onExecuteDone: () => releaseContext(args.contextValue) };
        },
    };
}
