import { randomUUID } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import type { Fleet, SharedAccount } from '../fleet.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { OpenBucket } from '../upstream/call-bucket.ts';
import { TokenBucket } from '../upstream/token-bucket.ts';
import { AccountSeal } from './account-seal.ts';
import { placeOf, type RedisSettings } from './address.ts';
import { Channels } from './channels.ts';
import { Gateways } from './gateways.ts';
import { RedisLink } from './link.ts';
import { RedisAllowance } from './redis-allowance.ts';
import { RedisEntries } from './redis-entries.ts';
import { RedisHints } from './redis-hints.ts';
import { RedisReplays } from './redis-replays.ts';
import { RedisTurns } from './redis-turns.ts';
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
  const buckets = new Set<SharedBucket>();
  const seals = new Map<string, AccountSeal>();
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
  const channels = new Channels(link, { prefix, member });
  const common = { clock, run: link.run, prefix, member, channels };

  function openBucketOf(seal: AccountSeal, onLeave: (end: () => void) => void): OpenBucket {
    return (limits, onTokens) => {
      // Nothing is counted, so nothing is shared.
      if (!Number.isFinite(limits.capacity)) return new TokenBucket(limits, clock);
      const keys = () => {
        const name = `${prefix}:{${seal.name('bucket')}}`;
        return [`${name}:bucket`, `${name}:line`] as const;
      };
      const bucket = new SharedBucket({ ...common, limits, keys, gateways, onTokens });
      buckets.add(bucket);
      onLeave(() => buckets.delete(bucket));
      if (link.isUp) void bucket.meet();
      return bucket;
    };
  }

  return {
    account(account): SharedAccount {
      const seal = new AccountSeal(account);
      const sender = `${account.provider}/${account.name}`;
      seals.set(sender, seal);
      const ends: Array<() => void> = [];
      const onLeave = (end: () => void) => void ends.push(end);
      // Unless it was connected anew.
      onLeave(() => seals.get(sender) === seal && seals.delete(sender));
      return {
        openBucket: openBucketOf(seal, onLeave),
        hints: new RedisHints({ ...common, seal, onLeave }),
        entries: new RedisEntries({ ...common, seal, settings: account.settings, onLeave }),
        turns: new RedisTurns({ ...common, seal }),
        leave: () => {
          for (const end of ends) end();
        },
      };
    },
    allowances: (perMinute) => new RedisAllowance({ ...common, name: `${prefix}:allowance`, perMinute }),
    replays: new RedisReplays({ ...common, sealOf: (sender) => seals.get(sender) }),
    close: () => link.close(),
  };
}
