import { type DocumentNode, GraphQLError, type ParseOptions, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from './server-context.ts';

/** A document that is refused before it is parsed whole: too long, or nested beyond what the parser's stack holds. */
export class DocumentSizeError extends GraphQLError {}

export function useDocumentLimit(maxTokens: number): Plugin<object, ServerContext> {
  const parseWithinLimit = (source: string, options?: ParseOptions): DocumentNode => {
    try {
      return parse(source, { ...options, maxTokens });
    } catch (error) {
      // The parser recurses, and some 2,000 levels overflow its stack before the tokens run out.
      const isSize =
        error instanceof RangeError || (error instanceof GraphQLError && TOO_MANY_TOKENS.test(error.message));
      throw isSize ? new DocumentSizeError('too large') : error;
    }
  };
  return { onParse: ({ setParseFn }) => setParseFn(parseWithinLimit) };
}

/** graphql has no other mark on this error. */
const TOO_MANY_TOKENS = /contains more than \d+ tokens/;
