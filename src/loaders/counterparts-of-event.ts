import type { LoadCarrier } from './carrier-loader.ts';
import { type CounterpartParts, createCounterparts, type LoadCounterpart } from './counterparts.ts';
import type { LoadTransaction } from './lookup-loader.ts';

export interface RequestCounterpartParts extends Omit<CounterpartParts, 'loadCarrier'> {
  /** As `load`, for the events of a stream: it remembers nothing of one for the next. */
  readonly loadForEvent: LoadTransaction;
  readonly createCarrierLoader: () => LoadCarrier;
}

/** The counterparts of a request: one set of them for a query, where `event` is null, and one for each event of a stream. */
export function counterpartsOfEvents({
  load,
  loadForEvent,
  createCarrierLoader,
  ...parts
}: RequestCounterpartParts): (event: object | null) => LoadCounterpart {
  const create = (loadTransaction: LoadTransaction) =>
    createCounterparts({ ...parts, load: loadTransaction, loadCarrier: createCarrierLoader() });
  const ofQuery = create(load);
  const ofEvents = new WeakMap<object, LoadCounterpart>();
  return (event) => {
    if (event === null) return ofQuery;
    const ofEvent = ofEvents.get(event) ?? create(loadForEvent);
    ofEvents.set(event, ofEvent);
    return ofEvent;
  };
}
