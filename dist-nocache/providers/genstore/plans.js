import { UNLIMITED } from '../provider.js';
/**
 * Calls that Genstore grants each app in each shop, by the merchant's plan. Source: its rate-limit page, whose older
 * version has 40 at 2 a second for all and whose newer one the three plans; the older one is the safe default.
 */
const BUCKETS = {
    default: { capacity: 40, refillPerSecond: 2 },
    basic: { capacity: 40, refillPerSecond: 4 },
    standard: { capacity: 200, refillPerSecond: 20 },
    advanced: { capacity: 400, refillPerSecond: 40 },
    unlimited: UNLIMITED,
};
export function genstoreBucket({ plan }) {
    return BUCKETS[plan];
}
