import type { Plugin } from 'graphql-yoga';
import { Execution } from '../execution/execution.ts';
import type { OperationArguments, PreparedOperation, PrepareOperation } from '../execution/prepared-operation.ts';
import { type ServerContext, serverContextOf } from './server-context.ts';

/** What the hooks of an execution know. */
export interface HookArguments extends OperationArguments {
  readonly contextValue?: unknown;
}

export type PrepareOnce = (args: HookArguments) => PreparedOperation;

/** The same operation is prepared once, for its price and for its execution. */
export function preparedOnce(prepare: PrepareOperation): PrepareOnce {
  return (args) => {
    const context = serverContextOf(args.contextValue);
    context.prepared ??= prepare(args);
    return context.prepared;
  };
}

/** Executes queries by their plans. Streams are left to Yoga's executor. */
export function useOperationPlan(
  prepare: PrepareOnce,
  releaseContext: (context: object) => void,
): Plugin<object, ServerContext> {
  const execute = (args: HookArguments) => {
    const prepared = prepare(args);
    if (prepared.errors !== undefined) return { errors: prepared.errors };
    return new Execution(prepared.plan, prepared.variables, args.contextValue).run();
  };
  return {
    onExecute: ({ args, setExecuteFn }) => {
      setExecuteFn(execute);
      return { onExecuteDone: () => releaseContext(args.contextValue as object) };
    },
  };
}
