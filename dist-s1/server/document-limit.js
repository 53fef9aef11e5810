import { GraphQLError, parse } from 'graphql';
/** A document that is refused for its size: before it is parsed whole, or before anything else is done with it. */
export class DocumentSizeError extends GraphQLError {
}
/** Measured as soon as it is parsed, because everything after that takes longer the larger the document is. */
export function useDocumentLimit(limits, measure) {
    const parseWithinLimits = (source, options) => {
        try {
            const document = parse(source, { ...options, maxTokens: limits.maxTokens });
            if (!exceeds(measure(document), limits))
                return document;
        }
        catch (error) {
            // Parser and measure recurse: some 2,000 levels overflow the stack before the tokens run out, and so do thousands of
            // fragments that each spread the next. What comes later recurses with less.
            const isSize = error instanceof RangeError || (error instanceof GraphQLError && TOO_MANY_TOKENS.test(error.message));
            if (!isSize)
                throw error;
        }
        throw new DocumentSizeError('too large');
    };
    return { onParse: ({ setParseFn }) => setParseFn(parseWithinLimits) };
}
/** graphql has no other mark on this error. */
const TOO_MANY_TOKENS = /contains more than \d+ tokens/;
function exceeds(measure, limits) {
    return (measure.depth > limits.maxDepth ||
        measure.fields > limits.maxFields ||
        measure.rootFields > limits.maxRootFields ||
        measure.aliases > limits.maxAliases ||
        measure.repeats > limits.maxRepeats ||
        measure.directives > limits.maxDirectives ||
        measure.operations > limits.maxOperations);
}
