import { NOTHING_SHARED, type SharedEntries } from './cache/shared-entries.ts';
import type { Clock } from './domain/clock.ts';
import type { Secret } from './domain/secret.ts';
import { ReplayMemory, type Replays } from './notifications/replay-memory.ts';
import type { RedisSettings } from './redis/address.ts';
import { openRedisFleet } from './redis/redis-fleet.ts';
import type { Logger } from './telemetry/logger.ts';
import { EVERY_TURN, type WatchTurns } from './tracking/turns.ts';
import { Allowance, type Allowances } from './upstream/allowance.ts';
import { type BreakerHints, NO_HINTS } from './upstream/breaker-hints.ts';
import type { OpenBucket } from './upstream/call-bucket.ts';
import { TokenBucket } from './upstream/token-bucket.ts';

/** What the gateways that serve one account have in common. */
export interface SharedAccount {
  readonly openBucket: OpenBucket;
  readonly hints: BreakerHints;
  readonly entries: SharedEntries;
  readonly turns: WatchTurns;
  /**
   * Another connection is in force, or none: this one hears of nothing any more. Operations that began with it still get
   * calls, and who watches still gets turns.
   */
  leave(): void;
}

/** The gateways that share accounts: this one alone, or all that use one Redis. */
export interface Fleet {
  /** Called for each connection to an account. One that takes the place of another is there before that other is left. */
  account(account: FleetAccount): SharedAccount;
  /** How many references each caller may look up in a minute. */
  allowances(perMinute: number): Allowances;
  readonly replays: Replays;
  close(): void;
}

export interface FleetAccount {
  readonly provider: string;
  readonly name: string;
  readonly credential: Secret;
  /** Of its other settings: what was read under others is another record. The budget is the same. */
  readonly settings: string;
}

export interface FleetParts {
  readonly redis: RedisSettings | undefined;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'redisChanged'>;
}

/** Nobody waits for a Redis: it is used from when it is there. */
export function openFleet({ redis, clock, log }: FleetParts): Fleet {
  return redis === undefined ? fleetOfOne(clock) : openRedisFleet({ settings: redis, clock, log });
}

/** A name to resolve, a handshake or two, and the request; at 2 calls a second this is one call in hand. */
const ARRIVAL_MS = 500;

function fleetOfOne(clock: Clock): Fleet {
  return {
    account: () => ({
      openBucket: (limits) => new TokenBucket({ ...limits, arrivalMs: ARRIVAL_MS }, clock),
      hints: NO_HINTS,
      entries: NOTHING_SHARED,
      turns: EVERY_TURN,
      leave: () => {},
    }),
    allowances: (perMinute) => new Allowance(perMinute, clock),
    replays: new ReplayMemory(clock),
    close: () => {},
  };
}
