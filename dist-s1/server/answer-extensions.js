/** Adds to the answer of an operation what its caller may know of how it came about. */
export function useAnswerExtensions(report) {
    return {
        onExecute: ({ args }) => ({
            onExecuteDone: ({ result, setResult }) => {
                if (Symbol.asyncIterator in result)
                    return;
                const extensions = report(args.contextValue);
                if (extensions !== undefined)
                    setResult({ ...result, extensions: { ...result.extensions, ...extensions } });
            },
        }),
    };
}
