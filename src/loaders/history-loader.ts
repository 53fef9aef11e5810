import DataLoader from 'dataloader';
import { type ObservedSubject, type StatusObservation, subjectText } from '../domain/observation.ts';
import type { ReadStore } from '../history/reader.ts';

export type LoadHistory = (subject: ObservedSubject, last: number) => Promise<readonly StatusObservation[]>;

/** One request's histories: one question to the store for all rows that ask for as many. */
export function createHistoryLoader(read: ReadStore): LoadHistory {
  const loaders = new Map<number, DataLoader<ObservedSubject, readonly StatusObservation[]>>();

  function loaderFor(last: number) {
    const known = loaders.get(last);
    if (known !== undefined) return known;
    const loader = new DataLoader<ObservedSubject, readonly StatusObservation[]>(
      async (subjects) => {
        const distinct = new Map(subjects.map((subject) => [subjectText(subject), subject]));
        const histories = await read((store) => store.historyOf([...distinct.values()], last));
        return subjects.map((subject) => histories.get(subjectText(subject)) ?? []);
      },
      // A stream lives for long, and each of its events shows what is so then.
      { cache: false },
    );
    loaders.set(last, loader);
    return loader;
  }

  return (subject, last) => loaderFor(last).load(subject);
}
