import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { PipelinePlugin } from './direct-answer.ts';
import type { ServerContext } from './server-context.ts';

type Hook = (payload: object) => unknown;
type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;

/**
 * Calls the hooks of plugins around an execution, in the order and to the effect that envelop does. Envelop makes promises
 * and closures for each hook of each request: 20 of the 88 kB that the answer to one known row took.
 */
export class ExecutionHooks {
  readonly #onExecute: readonly Hook[];
  readonly #onResultProcess: readonly Hook[];

  /** None of the hooks may wait. */
  constructor(plugins: readonly PipelinePlugin[]) {
    this.#onExecute = plugins.flatMap(({ onExecute }) => (onExecute as Hook | undefined) ?? []);
    this.#onResultProcess = plugins.flatMap(({ onResultProcess }) => (onResultProcess as Hook | undefined) ?? []);
  }

  async execute(args: ExecutionArgs): Promise<ExecutionResult> {
    const chosen = { execute: noExecutor as Execute, result: null as ExecutionResult | null };
    const payload = {
      args,
      context: args.contextValue,
      setExecuteFn: (given: Execute) => {
        chosen.execute = given;
      },
      setResultAndStopExecution: (given: ExecutionResult) => {
        chosen.result = given;
      },
    };
    const afterwards: Hook[] = [];
    for (const onExecute of this.#onExecute) {
      const after = onExecute(payload) as { readonly onExecuteDone?: Hook } | undefined;
      if (after?.onExecuteDone !== undefined) afterwards.push(after.onExecuteDone);
      if (chosen.result !== null) break;
    }
    return changedBy(afterwards, chosen.result ?? (await chosen.execute(args)), { args });
  }

  process(result: ExecutionResult, serverContext: ServerContext): ExecutionResult {
    return changedBy(this.#onResultProcess, result, { serverContext });
  }
}

/** What becomes of a result that each of the hooks may replace. */
function changedBy(hooks: readonly Hook[], result: ExecutionResult, more: object): ExecutionResult {
  const payload = {
    ...more,
    result,
    setResult: (changed: ExecutionResult) => {
      payload.result = changed;
    },
  };
  for (const hook of hooks) hook(payload);
  return payload.result;
}

function noExecutor(): never {
  throw new Error('no plugin executes');
}
