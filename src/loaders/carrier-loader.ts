import DataLoader from 'dataloader';
import type { ReadStore } from '../history/reader.ts';
import type { Carrier, CarrierQuestion } from '../history/store.ts';

/** What was seen to carry an identifier; null where nothing was. @throws GatewayError HISTORY_UNAVAILABLE. */
export type LoadCarrier = (question: CarrierQuestion) => Promise<Carrier | null>;

/** One question to the store for all rows that ask at the same moment. `textOf` is equal for equal questions. */
export function createCarrierLoader(read: ReadStore, textOf: (question: CarrierQuestion) => string): LoadCarrier {
  const loader = new DataLoader<CarrierQuestion, Carrier | null, string>(
    async (questions) => {
      const carriers = await read((store) => store.carriersOf(questions));
      return questions.map((question) => carriers.get(textOf(question)) ?? null);
    },
    { cacheKeyFn: textOf },
  );
  return (question) => loader.load(question);
}
