import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from './server-context.ts';

/** What is said beside an answer, by its context: `extensions.budget`, `extensions.upstream`. Undefined where there is nothing. */
export type ReportExtensions = (context: unknown) => Readonly<Record<string, unknown>> | undefined;

/** Adds to the answer of an operation what its caller may know of how it came about. */
export function useAnswerExtensions(report: ReportExtensions): Plugin<object, ServerContext> {
  return {
    onExecute: ({ args }) => ({
      onExecuteDone: ({ result, setResult }) => {
        if (Symbol.asyncIterator in result) return;
        const extensions = report(args.contextValue);
        if (extensions !== undefined) setResult({ ...result, extensions: { ...result.extensions, ...extensions } });
      },
    }),
  };
}
