import { createCounterparts } from './counterparts.js';
/** The counterparts of a request: one set of them for a query, where `event` is null, and one for each event of a stream. */
export function counterpartsOfEvents({ load, loadForEvent, createCarrierLoader, ...parts }) {
    const create = (loadTransaction) => createCounterparts({ ...parts, load: loadTransaction, loadCarrier: createCarrierLoader() });
    const ofQuery = create(load);
    const ofEvents = new WeakMap();
    return (event) => {
        if (event === null)
            return ofQuery;
        const ofEvent = ofEvents.get(event) ?? create(loadForEvent);
        ofEvents.set(event, ofEvent);
        return ofEvent;
    };
}
