/** UP: it answers. DEGRADED: it is being probed, or has told us to wait. DOWN: it does not answer. DENIED: it refuses us. */
export type AccountHealth = 'UP' | 'DEGRADED' | 'DOWN' | 'DENIED';

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** What is known of the traffic with one provider account at this moment. */
export interface AccountStatus {
  readonly health: AccountHealth;
  readonly breaker: {
    readonly state: BreakerState;
    /** How long it stays open, while it is. */
    readonly retryAfterSeconds: number | null;
  };
  /** Null where the provider publishes no limit. */
  readonly budget: {
    readonly capacity: number | null;
    readonly available: number | null;
    /** Of several gateways that share the account, the part of this one. */
    readonly refillPerSecond: number | null;
    readonly spent: number;
    readonly waiting: number;
    readonly inFlight: number;
    readonly frozenSeconds: number;
  };
}
