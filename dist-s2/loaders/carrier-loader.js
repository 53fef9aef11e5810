import DataLoader from 'dataloader';
/** One question to the store for all rows that ask at the same moment. `textOf` is equal for equal questions. */
export function createCarrierLoader(read, textOf) {
    const loader = new DataLoader(async (questions) => {
        const carriers = await read((store) => store.carriersOf(questions));
        return questions.map((question) => carriers.get(textOf(question)) ?? null);
    }, { cacheKeyFn: textOf });
    return (question) => loader.load(question);
}
