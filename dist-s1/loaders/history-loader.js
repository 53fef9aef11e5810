import DataLoader from 'dataloader';
import { subjectText } from '../domain/observation.js';
/** One request's histories: one question to the store for all rows that ask for as many. */
export function createHistoryLoader(read) {
    const loaders = new Map();
    function loaderFor(last) {
        const known = loaders.get(last);
        if (known !== undefined)
            return known;
        const loader = new DataLoader(async (subjects) => {
            const distinct = new Map(subjects.map((subject) => [subjectText(subject), subject]));
            const histories = await read((store) => store.historyOf([...distinct.values()], last));
            return subjects.map((subject) => histories.get(subjectText(subject)) ?? []);
        }, 
        // A stream lives for long, and each of its events shows what is so then.
        { cache: false });
        loaders.set(last, loader);
        return loader;
    }
    return (subject, last) => loaderFor(last).load(subject);
}
