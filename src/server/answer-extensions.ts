import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from './server-context.ts';

/** What is said beside an answer: `budget`, `upstream`. */
export type AnswerExtensions = Readonly<Record<string, unknown>>;

/** By the context of an operation; undefined where there is nothing to say. */
export type ReportExtensions = (context: unknown) => AnswerExtensions | undefined;

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

/** A body with its extensions, as it is written: in two pieces where it is bytes, which are not copied for that. */
export function withExtensions(
  body: string | Buffer,
  extensions: AnswerExtensions | undefined,
): readonly [string | Buffer, string] {
  if (extensions === undefined) return [body, ''];
  const end = `,"extensions":${JSON.stringify(extensions)}}`;
  return typeof body === 'string' ? [body.slice(0, -1) + end, ''] : [body.subarray(0, -1), end];
}
