import type { Clock } from './domain/clock.ts';
import type { Secret } from './domain/secret.ts';
import type { RedisSettings } from './redis/address.ts';
import { openRedisFleet } from './redis/fleet.ts';
import type { Logger } from './telemetry/logger.ts';
import type { OpenBucket } from './upstream/call-bucket.ts';
import { TokenBucket } from './upstream/token-bucket.ts';

/** What the gateways that serve one account have in common. */
export interface SharedAccount {
  readonly openBucket: OpenBucket;
}

/** The gateways that share accounts: this one alone, or all that use one Redis. */
export interface Fleet {
  /** How many there are, as far as is known; 1 at least. */
  size(): number;
  account(account: FleetAccount): SharedAccount;
  close(): void;
}

export interface FleetAccount {
  readonly provider: string;
  readonly name: string;
  readonly credential: Secret;
}

export interface FleetParts {
  readonly redis: RedisSettings | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

export function openFleet({ redis, clock, log }: FleetParts): Fleet {
  return redis === undefined ? fleetOfOne(clock) : openRedisFleet({ settings: redis, clock, log });
}

function fleetOfOne(clock: Clock): Fleet {
  return {
    size: () => 1,
    account: () => ({ openBucket: (limits) => new TokenBucket(limits, clock) }),
    close: () => {},
  };
}
