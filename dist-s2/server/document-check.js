import { BREAK, Kind, specifiedRules, validate, visit, } from 'graphql';
import { requestError } from './public-error.js';
import { serverContextOf } from './server-context.js';
/** Refusing takes as long as validating, so it stops early. */
const MAX_ERRORS = 5;
/**
 * Validates each document once, for as long as the document cache keeps it. Yoga's own cache of validations would keep one
 * caller's errors for the next.
 */
export function documentCheck() {
    const verdicts = new WeakMap();
    function verdictOf(schema, document) {
        const known = verdicts.get(document);
        if (known !== undefined)
            return known;
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
            if (verdict === undefined || verdict.errors.length > 0)
                return false;
            return !verdict.introspects || scopes.has('explore');
        },
        plugin: {
            onValidate: ({ params, context, setResult }) => {
                const { requestId, caller } = serverContextOf(context);
                const { introspects, errors } = verdictOf(params.schema, params.documentAST);
                // Before the errors, which would tell which names exist.
                if (introspects && !caller.scopes.has('explore'))
                    return setResult([requestError('FORBIDDEN', requestId)]);
                setResult(errors.map((error) => requestError('GRAPHQL_VALIDATION_FAILED', requestId, { error })));
            },
        },
    };
}
function introspects(document) {
    let found = false;
    visit(document, {
        [Kind.FIELD]: ({ name }) => {
            found = name.value === '__schema' || name.value === '__type';
            return found ? BREAK : undefined;
        },
    });
    return found;
}
