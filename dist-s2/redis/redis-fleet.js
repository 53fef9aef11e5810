import { randomUUID } from 'node:crypto';
import { TokenBucket } from '../upstream/token-bucket.js';
import { AccountSeal } from './account-seal.js';
import { placeOf } from './address.js';
import { Channels } from './channels.js';
import { Gateways } from './gateways.js';
import { RedisLink } from './link.js';
import { RedisAllowance } from './redis-allowance.js';
import { RedisEntries } from './redis-entries.js';
import { RedisHints } from './redis-hints.js';
import { RedisReplays } from './redis-replays.js';
import { RedisTurns } from './redis-turns.js';
import { SharedBucket } from './shared-bucket.js';
/** All gateways that use this Redis with this prefix. Connects by itself, and nobody waits for that. */
export function openRedisFleet({ settings, clock, log }) {
    const { prefix } = settings;
    const member = randomUUID();
    const gateways = new Gateways({ key: `${prefix}:gateways`, member, configured: settings.replicas });
    const buckets = [];
    const seals = new Map();
    const meet = () => {
        for (const bucket of buckets)
            void bucket.meet();
    };
    const link = new RedisLink({
        settings,
        clock,
        greet: async (run) => {
            await gateways.announce(run);
            if (link.isUp)
                meet();
        },
        onChange: ({ isUp, reason }) => {
            log.redisChanged({ redis: placeOf(settings), isUp, reason });
            if (isUp)
                meet();
            else
                for (const bucket of buckets)
                    bucket.part();
        },
    });
    const channels = new Channels(link, { prefix, member });
    const common = { clock, run: link.run, prefix, member, channels };
    function openBucketOf(seal) {
        return (limits, onTokens) => {
            // Nothing is counted, so nothing is shared.
            if (!Number.isFinite(limits.capacity))
                return new TokenBucket(limits, clock);
            const keys = () => {
                const name = `${prefix}:{${seal.name('bucket')}}`;
                return [`${name}:bucket`, `${name}:line`];
            };
            const bucket = new SharedBucket({ ...common, limits, keys, gateways, onTokens });
            buckets.push(bucket);
            if (link.isUp)
                void bucket.meet();
            return bucket;
        };
    }
    return {
        size: () => gateways.present,
        account(account) {
            const seal = new AccountSeal(account);
            seals.set(`${account.provider}/${account.name}`, seal);
            return {
                openBucket: openBucketOf(seal),
                hints: new RedisHints({ ...common, seal }),
                entries: new RedisEntries({ ...common, seal, settings: account.settings }),
                turns: new RedisTurns({ ...common, seal }),
            };
        },
        allowances: (perMinute) => new RedisAllowance({ ...common, name: `${prefix}:allowance`, perMinute }),
        replays: new RedisReplays({ ...common, sealOf: (sender) => seals.get(sender) }),
        close: () => link.close(),
    };
}
