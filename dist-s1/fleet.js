import { NOTHING_SHARED } from './cache/shared-entries.js';
import { ReplayMemory } from './notifications/replay-memory.js';
import { openRedisFleet } from './redis/redis-fleet.js';
import { EVERY_TURN } from './tracking/turns.js';
import { Allowance } from './upstream/allowance.js';
import { NO_HINTS } from './upstream/breaker-hints.js';
import { TokenBucket } from './upstream/token-bucket.js';
/** Nobody waits for a Redis: it is used from when it is there. */
export function openFleet({ redis, clock, log }) {
    return redis === undefined ? fleetOfOne(clock) : openRedisFleet({ settings: redis, clock, log });
}
/** A name to resolve, a handshake or two, and the request; at 2 calls a second this is one call in hand. */
const ARRIVAL_MS = 500;
function fleetOfOne(clock) {
    return {
        size: () => 1,
        account: () => ({
            openBucket: (limits) => new TokenBucket({ ...limits, arrivalMs: ARRIVAL_MS }, clock),
            hints: NO_HINTS,
            entries: NOTHING_SHARED,
            turns: EVERY_TURN,
        }),
        allowances: (perMinute) => new Allowance(perMinute, clock),
        replays: new ReplayMemory(clock),
        close: () => { },
    };
}
