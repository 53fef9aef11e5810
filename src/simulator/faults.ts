import { type Exchange, send } from './exchange.ts';
import type { Fault, FaultPromise, FaultTable } from './fault.ts';
import { BODY_FAULTS } from './faults/body.ts';
import { CONNECTION_FAULTS } from './faults/connection.ts';
import { PROTOCOL_FAULTS } from './faults/protocol.ts';
import { RECORD_FAULTS } from './faults/record.ts';
import { SIZE_FAULTS } from './faults/size.ts';
import { STATUS_FAULTS } from './faults/status.ts';
import type { ReplyFault, Scenario, Simulation } from './harness.ts';

/** The faults that any provider can have, by the names of `failures.md`; an entry in a table is all that another one takes. */
const SHARED_FAULTS = {
  ...CONNECTION_FAULTS,
  ...PROTOCOL_FAULTS,
  ...STATUS_FAULTS,
  ...BODY_FAULTS,
  ...SIZE_FAULTS,
  ...RECORD_FAULTS,
} as const satisfies FaultTable;

/** A provider has more, of its own. */
export type SharedFaultName = keyof typeof SHARED_FAULTS;

export const SHARED_FAULT_NAMES = Object.keys(SHARED_FAULTS) as readonly SharedFaultName[];

/** A fault as a test or a reader of the front page knows it. */
export interface FaultInfo extends FaultPromise {
  readonly name: string;
  readonly reference: Scenario['reference'];
}

const FAULT_ID = /(?:^|-)(fault-[a-z0-9-]+)$/;

/** The readable id that turns a fault on, such as `fault-id-mismatch`. */
export function faultId(name: string): string {
  return `fault-${name.replaceAll('_', '-')}`;
}

/** All faults of one provider. */
export class FaultCatalogue {
  readonly infos: readonly FaultInfo[];
  readonly #faults: ReadonlyMap<string, Fault>;
  readonly #namesById: ReadonlyMap<string, string>;

  constructor({ faults, reference }: Pick<Simulation, 'faults' | 'reference'>) {
    const own = Object.entries(faults).map(([name, fault]) => [name, ownFault(fault)] as const);
    this.#faults = new Map([...Object.entries(SHARED_FAULTS), ...own]);
    this.#namesById = new Map([...this.#faults.keys()].map((name) => [faultId(name), name]));
    this.infos = [...this.#faults].map(([name, { apply: _, ...promise }]) => ({
      name,
      reference: reference(faultId(name)),
      ...promise,
    }));
  }

  /** @throws RangeError where the provider has no such fault. */
  named(name: string): Fault {
    const fault = this.#faults.get(name);
    if (fault === undefined) throw new RangeError(`This provider has no fault "${name}".`);
    return fault;
  }

  /** The fault that an id turns on by itself, also behind a prefix such as a payment token's. */
  ofId(id: string): string | null {
    const tail = FAULT_ID.exec(id)?.[1];
    return (tail && this.#namesById.get(tail)) ?? null;
  }
}

function ownFault({ change, ...promise }: ReplyFault): Fault {
  return { ...promise, apply: (exchange: Exchange) => send(exchange, change(exchange.answer())) };
}
