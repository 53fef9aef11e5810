import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from './server-context.ts';

/** What an operation spent of the providers' budgets, by its context; undefined where it looked nothing up. */
export type ReportSpending = (context: unknown) => unknown;

/** Adds `extensions.budget` to the answer of an operation that looked something up. */
export function useBudgetExtension(report: ReportSpending): Plugin<object, ServerContext> {
  return {
    onExecute: ({ args }) => ({
      onExecuteDone: ({ result, setResult }) => {
        if (Symbol.asyncIterator in result) return;
        const budget = report(args.contextValue);
        if (budget !== undefined) setResult({ ...result, extensions: { ...result.extensions, budget } });
      },
    }),
  };
}
