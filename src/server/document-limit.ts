import { type DocumentNode, GraphQLError, type ParseOptions, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from './yoga.ts';

/** 200 references as literals take about 1,800; a document this long is nested or repeated to no purpose. */
const MAX_TOKENS = 5_000;

export function useDocumentLimit(): Plugin<object, ServerContext> {
  return { onParse: ({ setParseFn }) => setParseFn(parseWithinLimit) };
}

function parseWithinLimit(source: string, options?: ParseOptions): DocumentNode {
  try {
    return parse(source, { ...options, maxTokens: MAX_TOKENS });
  } catch (error) {
    // The parser recurses, and some 2,000 levels overflow its stack before the tokens run out.
    throw error instanceof RangeError ? new GraphQLError('Syntax Error: The document is nested too deeply.') : error;
  }
}
