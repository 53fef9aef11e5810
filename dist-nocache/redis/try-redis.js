import { openClient, RedisAway, reasonOf } from './client.js';
/** Redis gets this long, once, where a gateway gives it a tenth of a second each time. */
const PATIENCE_MS = 3_000;
/** Whether gateways could share something in this Redis: connects, writes one key that ends by itself, and leaves. Null if so. */
export async function tryRedis(settings, clock) {
    const client = openClient(settings, 'commands');
    const late = Promise.withResolvers();
    const cancelTimer = clock.after(PATIENCE_MS, () => late.reject(new RedisAway('late')));
    try {
        // The client connects again and again by itself: its first error is the answer.
        client.on('error', late.reject);
        const written = client.connect().then(() => client.set(`${settings.prefix}:doctor`, '1', { PX: 1_000 }));
        await Promise.race([written, late.promise]);
        return null;
    }
    catch (error) {
        return reasonOf(error);
    }
    finally {
        cancelTimer();
        client.destroy();
    }
}
