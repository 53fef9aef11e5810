import {
  BREAK,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Caller } from '../domain/caller.ts';
import { requestError } from './public-error.ts';
import { type ServerContext, serverContextOf } from './server-context.ts';

/** What is known of a document whoever sends it. */
interface Verdict {
  readonly introspects: boolean;
  readonly errors: readonly GraphQLError[];
}

/** Refusing takes as long as validating, so it stops early. */
const MAX_ERRORS = 5;

export interface DocumentCheck {
  readonly plugin: Pick<Plugin<object, ServerContext>, 'onValidate'>;
  /** The document was validated before, and there is nothing that this caller would be told. */
  readonly isKnownToFit: (document: DocumentNode, caller: Caller) => boolean;
}

/**
 * Validates each document once, for as long as the document cache keeps it. Yoga's own cache of validations would keep one
 * caller's errors for the next.
 */
export function documentCheck(): DocumentCheck {
  const verdicts = new WeakMap<DocumentNode, Verdict>();

  function verdictOf(schema: GraphQLSchema, document: DocumentNode): Verdict {
    const known = verdicts.get(document);
    if (known !== undefined) return known;
    const verdict = {
      introspects: introspects(document),
      errors: validate(schema, document, specifiedRules, { maxErrors: MAX_ERRORS, hideSuggestions: true }),
    };
    verdicts.set(document, verdict);
    return verdict;
  }

  return {
    isKnownToFit: (document, { scopes }) => {
      const verdict = verdicts.get(document);
      if (verdict === undefined || verdict.errors.length > 0) return false;
      return !verdict.introspects || scopes.has('explore');
    },
    plugin: {
      onValidate: ({ params, context, setResult }) => {
        const { requestId, caller } = serverContextOf(context);
        const { introspects, errors } = verdictOf(params.schema, params.documentAST);
        // Before the errors, which would tell which names exist.
        if (introspects && !caller.scopes.has('explore')) return setResult([requestError('FORBIDDEN', requestId)]);
        setResult(errors.map((error) => requestError('GRAPHQL_VALIDATION_FAILED', requestId, { error })));
      },
    },
  };
}

function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      found = name.value === '__schema' || name.value === '__type';
      return found ? BREAK : undefined;
    },
  });
  return found;
}
