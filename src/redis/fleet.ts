import { randomUUID } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import type { Fleet } from '../fleet.ts';
import type { Logger } from '../telemetry/logger.ts';
import { TokenBucket } from '../upstream/token-bucket.ts';
import { AccountSeal } from './account-seal.ts';
import { placeOf, type RedisSettings } from './address.ts';
import { Gateways } from './gateways.ts';
import { RedisLink } from './link.ts';
import { SharedBucket } from './shared-bucket.ts';

export interface RedisFleetParts {
  readonly settings: RedisSettings;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'redisChanged'>;
}

/** All gateways that use this Redis with this prefix. Connects by itself, and nobody waits for that. */
export function openRedisFleet({ settings, clock, log }: RedisFleetParts): Fleet {
  const { prefix } = settings;
  const member = randomUUID();
  const gateways = new Gateways({ key: `${prefix}:gateways`, member, configured: settings.replicas });
  const buckets: SharedBucket[] = [];
  const meet = () => {
    for (const bucket of buckets) void bucket.meet();
  };
  const link = new RedisLink({
    settings,
    clock,
    greet: async (run) => {
      await gateways.announce(run);
      if (link.isUp) meet();
    },
    onChange: ({ isUp, reason }) => {
      log.redisChanged({ redis: placeOf(settings), isUp, reason });
      if (isUp) meet();
      else for (const bucket of buckets) bucket.part();
    },
  });

  return {
    size: () => gateways.present,
    account(account) {
      const seal = new AccountSeal(account);
      return {
        openBucket: (limits, onTokens) => {
          // Nothing is counted, so nothing is shared.
          if (!Number.isFinite(limits.capacity)) return new TokenBucket(limits, clock);
          const keys = () => {
            const name = `${prefix}:{${seal.name('bucket')}}`;
            return [`${name}:bucket`, `${name}:line`] as const;
          };
          const bucket = new SharedBucket({ limits, clock, run: link.run, keys, member, gateways, onTokens });
          buckets.push(bucket);
          if (link.isUp) void bucket.meet();
          return bucket;
        },
      };
    },
    close: () => link.close(),
  };
}
