import { type DocumentNode, type GraphQLError, type GraphQLSchema, specifiedRules, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type DocumentMeasures, measureDocument } from './document-measure.ts';
import { requestError } from './public-error.ts';
import { type ServerContext, serverContextOf } from './server-context.ts';

/** How large a document may be; `documents` of the configuration. */
export interface DocumentLimits {
  readonly maxDepth: number;
  readonly maxFields: number;
  readonly maxRootFields: number;
  readonly maxAliases: number;
  readonly maxRepeats: number;
  readonly maxDirectives: number;
  readonly maxOperations: number;
}

/** What is known of a document whoever sends it. */
interface Verdict {
  readonly isTooComplex: boolean;
  readonly introspects: boolean;
  readonly errors: readonly GraphQLError[];
}

/** Refusing takes as long as validating, so it stops early. */
const MAX_ERRORS = 10;

/**
 * Measures and validates each document once, for as long as the document cache keeps it. Yoga's own cache of validations
 * would keep one caller's errors for the next.
 */
export function useDocumentCheck(limits: DocumentLimits): Plugin<object, ServerContext> {
  const verdicts = new WeakMap<DocumentNode, Verdict>();

  function verdictOf(schema: GraphQLSchema, document: DocumentNode): Verdict {
    const known = verdicts.get(document);
    if (known !== undefined) return known;
    const measures = measureDocument(document);
    const isTooComplex = exceeds(measures, limits);
    const verdict = {
      isTooComplex,
      introspects: measures.introspects,
      // Comparing fields pair by pair is what the limits protect from.
      errors: isTooComplex
        ? []
        : validate(schema, document, specifiedRules, { maxErrors: MAX_ERRORS, hideSuggestions: true }),
    };
    verdicts.set(document, verdict);
    return verdict;
  }

  return {
    onValidate: ({ params, context, setResult }) => {
      const { requestId, caller } = serverContextOf(context);
      const { isTooComplex, introspects, errors } = verdictOf(params.schema, params.documentAST);
      if (isTooComplex) return setResult([requestError('OPERATION_TOO_COMPLEX', requestId, { hasStatus: true })]);
      if (introspects && !caller.scopes.has('explore')) {
        return setResult([requestError('FORBIDDEN', requestId, { hasStatus: true })]);
      }
      setResult(errors.map((error) => requestError('GRAPHQL_VALIDATION_FAILED', requestId, { error })));
    },
  };
}

function exceeds(measures: DocumentMeasures, limits: DocumentLimits): boolean {
  return (
    measures.depth > limits.maxDepth ||
    measures.fields > limits.maxFields ||
    measures.rootFields > limits.maxRootFields ||
    measures.aliases > limits.maxAliases ||
    measures.repeats > limits.maxRepeats ||
    measures.directives > limits.maxDirectives ||
    measures.operations > limits.maxOperations
  );
}
