import type { Plugin } from 'graphql-yoga';
import { Execution } from '../execution/execution.ts';
import type { OperationArguments, PrepareOperation } from '../execution/prepared-operation.ts';
import type { ServerContext } from './server-context.ts';

/** Executes queries by their plans. Streams are left to Yoga's executor. */
export function useOperationPlan(prepare: PrepareOperation): Plugin<object, ServerContext> {
  const execute = (args: OperationArguments & { readonly contextValue?: unknown }) => {
    const prepared = prepare(args);
    if (prepared.errors !== undefined) return { errors: prepared.errors };
    return new Execution(prepared.plan, prepared.variables, args.contextValue).run();
  };
  return { onExecute: ({ setExecuteFn }) => setExecuteFn(execute) };
}
