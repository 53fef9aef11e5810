/**
 * Calls the hooks of plugins around an execution, in the order and to the effect that envelop does. Envelop makes promises
 * and closures for each hook of each request: 20 of the 88 kB that the answer to one known row took.
 */
export class ExecutionHooks {
    #onExecute;
    #onResultProcess;
    /** None of the hooks may wait. */
    constructor(plugins) {
        this.#onExecute = plugins.flatMap(({ onExecute }) => onExecute ?? []);
        this.#onResultProcess = plugins.flatMap(({ onResultProcess }) => onResultProcess ?? []);
    }
    async execute(args) {
        const chosen = { execute: noExecutor, result: null };
        const payload = {
            args,
            context: args.contextValue,
            setExecuteFn: (given) => {
                chosen.execute = given;
            },
            setResultAndStopExecution: (given) => {
                chosen.result = given;
            },
        };
        const afterwards = [];
        for (const onExecute of this.#onExecute) {
            const after = onExecute(payload);
            if (after?.onExecuteDone !== undefined)
                afterwards.push(after.onExecuteDone);
            if (chosen.result !== null)
                break;
        }
        return changedBy(afterwards, chosen.result ?? (await chosen.execute(args)), { args });
    }
    process(result, serverContext) {
        return changedBy(this.#onResultProcess, result, { serverContext });
    }
}
/** What becomes of a result that each of the hooks may replace. */
function changedBy(hooks, result, more) {
    const payload = {
        ...more,
        result,
        setResult: (changed) => {
            payload.result = changed;
        },
    };
    for (const hook of hooks)
        hook(payload);
    return payload.result;
}
function noExecutor() {
    throw new Error('no plugin executes');
}
