import { redisOf } from '../config-schema.js';
import { placeOf } from '../redis/address.js';
import { tryRedis } from '../redis/try-redis.js';
/** Whether the Redis that gateways share can be used. Without it each of them goes on with its part of the budget. */
export const checkRedis = async ({ config, clock }) => {
    const settings = redisOf(config);
    if (settings === undefined)
        return [];
    const subject = `redis ${placeOf(settings)}`;
    const reason = await tryRedis(settings, clock);
    if (reason === null)
        return [{ state: 'ok', subject, says: 'takes what gateways share' }];
    const says = `cannot be used (${reason}). Look at redis.url and its password; gateways answer on without it.`;
    return [{ state: 'failed', subject, says }];
};
