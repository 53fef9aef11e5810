import type { RecordedCall } from './call-record.ts';
import type { Delivery, DeliveryOptions } from './delivery.ts';
import type { OutageOptions } from './fault-plan.ts';
import type { FaultInfo } from './faults.ts';
import type { Scenario, SimulateProvider, Simulation } from './harness.ts';
import type { BucketLimits } from './token-buckets.ts';

export interface SimulatorOptions {
  readonly simulate: SimulateProvider;
  /** Milliseconds since the epoch: records that progress and the bucket follow it. */
  readonly now: () => number;
  readonly seed?: number | undefined;
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined;
  /** Before every reply. */
  readonly latencyMs?: number | undefined;
  /** What the fault `slow` waits; the default stays within one attempt of the gateway. */
  readonly slowMs?: number | undefined;
  /** How many calls each credential has; unlimited where it is left out. */
  readonly bucket?: BucketLimits | undefined;
}

/** A provider that listens on loopback. A fault that it does not have is a RangeError wherever one is named. */
export interface Simulator {
  readonly name: string;
  readonly origin: string;
  /** The provider's own and one for each fault. */
  readonly scenarios: readonly Scenario[];
  /** Scenarios of records that are no transactions, by the name of their resource. */
  readonly resources: NonNullable<Simulation['resources']>;
  readonly references: Simulation['references'];
  readonly faults: readonly FaultInfo[];
  /** The newest 10,000 calls, oldest first. */
  readonly calls: readonly RecordedCall[];
  /** How many calls came with each credential, by its fingerprint. */
  readonly credentials: ReadonlyMap<string, number>;
  /** Calls that the bucket did not admit; 429 as a fault is none of them. */
  readonly rateLimited: number;
  /** Sockets open now, and opened since the start or the last reset. */
  readonly connections: { readonly open: number; readonly total: number };
  /** The most calls that were being answered at one moment, since the start or the last reset. */
  readonly mostInFlight: number;
  /** All calls, or those that asked for `reference`. */
  callCount(reference?: string): number;
  /** Puts a fault on an id, custom id or token; null takes it off. */
  setFault(reference: string, fault: string | null): void;
  /** Puts a fault on every call, in place of any other; null takes it off. */
  setOutage(fault: string | null, options?: OutageOptions): void;
  /** Puts a fault on the next `count` calls, behind those that wait already. */
  failNext(count: number, fault: string): void;
  /** Puts one of the faults on a share of the other calls, from 0 to 1; the same seed and calls meet the same ones. */
  setFaultRate(share: number, faults: readonly string[]): void;
  /** Where the faults `r301` to `r308` point; null is a path of the simulator itself. */
  redirectTo(url: string | null): void;
  setLatency(milliseconds: number): void;
  /**
   * Sends a signed notification about a payment as it is now, with the provider's retries; the clock is for these. It ends
   * with a reset at the latest. A RangeError where there is nothing to tell of the reference.
   */
  notify(reference: string, options: DeliveryOptions & { readonly signKey: string }): Delivery;
  /** From now on every credential is refused, as after a rotation that the gateway missed. */
  revokeCredentials(): void;
  /** As just started: no calls, no faults, full buckets, and records that progress begin again. */
  reset(): void;
  /** Ends all sockets, also those of calls that hang. */
  close(): Promise<void>;
}
