import { send } from './exchange.js';
import { BODY_FAULTS } from './faults/body.js';
import { CONNECTION_FAULTS } from './faults/connection.js';
import { PROTOCOL_FAULTS } from './faults/protocol.js';
import { RECORD_FAULTS } from './faults/record.js';
import { SIZE_FAULTS } from './faults/size.js';
import { STATUS_FAULTS } from './faults/status.js';
/** The faults that any provider can have, by the names of `failures.md`; an entry in a table is all that another one takes. */
const SHARED_FAULTS = {
    ...CONNECTION_FAULTS,
    ...PROTOCOL_FAULTS,
    ...STATUS_FAULTS,
    ...BODY_FAULTS,
    ...SIZE_FAULTS,
    ...RECORD_FAULTS,
};
export const SHARED_FAULT_NAMES = Object.keys(SHARED_FAULTS);
const FAULT_ID = /(?:^|-)(fault-[a-z0-9-]+)$/;
/** The readable id that turns a fault on, such as `fault-id-mismatch`. */
export function faultId(name) {
    return `fault-${name.replaceAll('_', '-')}`;
}
/** All faults of one provider. */
export class FaultCatalogue {
    infos;
    #faults;
    #namesById;
    constructor({ faults, reference }) {
        const own = Object.entries(faults).map(([name, fault]) => [name, ownFault(fault)]);
        this.#faults = new Map([...Object.entries(SHARED_FAULTS), ...own]);
        this.#namesById = new Map([...this.#faults.keys()].map((name) => [faultId(name), name]));
        this.infos = [...this.#faults].map(([name, { apply: _, ...promise }]) => ({
            name,
            reference: reference(faultId(name)),
            ...promise,
        }));
    }
    /** @throws RangeError where the provider has no such fault. */
    named(name) {
        const fault = this.#faults.get(name);
        if (fault === undefined)
            throw new RangeError(`This provider has no fault "${name}".`);
        return fault;
    }
    /** The fault that an id turns on by itself, also behind a prefix such as a payment token's. */
    ofId(id) {
        const tail = FAULT_ID.exec(id)?.[1];
        return (tail && this.#namesById.get(tail)) ?? null;
    }
}
function ownFault({ change, ...promise }) {
    return { ...promise, apply: (exchange) => send(exchange, change(exchange.answer())) };
}
