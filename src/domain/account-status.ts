/** What is known of the traffic with one provider account at this moment. */
export interface AccountStatus {
  readonly health: AccountHealth;
  readonly breaker: { readonly state: string; readonly retryAfterSeconds: number | null };
  readonly budget: {
    readonly capacity: number | null;
    readonly available: number | null;
    readonly refillPerSecond: number | null;
    readonly spent: number;
    readonly waiting: number;
    readonly inFlight: number;
    readonly frozenSeconds: number;
  };
}

/** UP: it answers. DEGRADED: it is being probed, or has told us to wait. DOWN: it does not answer. DENIED: it refuses us. */
export const ACCOUNT_HEALTH = ['UP', 'DEGRADED', 'DOWN', 'DENIED'] as const;

export type AccountHealth = (typeof ACCOUNT_HEALTH)[number];
