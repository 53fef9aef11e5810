import type { DataIssueKind } from '../domain/data-issue.ts';
import type { OutcomeCode } from '../domain/lookup-outcome.ts';
import type { Exchange } from './exchange.ts';

/** What the gateway is promised to make of a fault. */
export interface FaultPromise {
  readonly outcome: OutcomeCode;
  /** Where the record lives: what it carries. */
  readonly issue?: DataIssueKind;
  readonly description: string;
}

/** One way in which a provider misbehaves. */
export interface Fault extends FaultPromise {
  readonly apply: (exchange: Exchange) => void | Promise<void>;
}

export type FaultTable = Readonly<Record<string, Fault>>;
