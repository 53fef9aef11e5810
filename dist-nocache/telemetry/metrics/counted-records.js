/** A source whose every record that comes from the provider is looked at for what is wrong with it. */
export function countedRecords(source, { recordRead }) {
    return {
        lookup: async (key, context) => {
            const outcome = await source.lookup(key, context);
            if (outcome.outcome === 'FOUND')
                recordRead(outcome.transaction);
            return outcome;
        },
    };
}
