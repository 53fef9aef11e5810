import { z } from 'zod';
import { PRESENT_MS } from './gateways.ts';
import { PREAMBLE, script } from './script.ts';

/**
 * One account's tokens, for all gateways, on Redis's own clock.
 *
 * KEYS: the bucket, and who waits for it. ARGV: what to do, capacity, refill a second, how many tokens a bucket that is not
 * there has as far as the caller knows, who asks; then two numbers of each operation:
 *
 * - `take` count leaves: as many as there are, up to `count`, as long as `leaves` stay.
 * - `give` count: tokens that were not used.
 * - `lower` used size: the provider's own count.
 * - `freeze` milliseconds: nothing until then.
 * - `join` spent most: what the caller has spent without us, or the most that can be left by what it knows; -1 for any.
 * - `look`: nothing.
 *
 * Capacity and refill are the caller's plan. Where gateways have two, the smaller one is in force: at once, and for as long as
 * whoever has it may still be there. What has lowered the size counts for one plan only.
 */
export const BUCKET = script(`${PREAMBLE}
local key, line = KEYS[1], KEYS[2]
local what, size, rate, known, who = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local first, second = tonumber(ARGV[6]), tonumber(ARGV[7])
local longest = 60000

fit(key, 'hash')
fit(line, 'zset')
local kept = redis.call('HMGET', key, 'tokens', 'at', 'size', 'frozen', 'plan', 'rate', 'said')
local plan, pace, said = number(kept[5], 0, math.huge, 0), number(kept[6], 0, math.huge, 0), number(kept[7], 0, now, 0)
local capacity = number(kept[3], 1, plan, plan)
if size < plan or rate < pace or ((size > plan or rate > pace) and now - said > ${PRESENT_MS}) then
  plan, pace, capacity = size, rate, size
end
if size == plan and rate == pace then said = now end
local frozen = number(kept[4], 0, now + longest, 0)
local tokens = number(kept[1], -capacity, capacity, math.min(known, capacity))
local from = math.max(frozen, number(kept[2], 0, now, now))
if now > from then tokens = math.min(capacity, tokens + (now - from) / 1000 * pace) end

local granted, waiting = 0, nil
if what == 'take' then
  if frozen <= now then granted = math.max(0, math.min(first, math.floor(tokens - second))) end
  tokens = tokens - granted
  waiting = granted < first
elseif what == 'give' then
  tokens = math.min(capacity, tokens + first)
elseif what == 'lower' then
  capacity = math.max(1, math.min(capacity, second))
  tokens = math.min(tokens, math.max(0, second - first))
elseif what == 'freeze' then
  frozen = math.max(frozen, now + math.min(first, longest))
  tokens = 0
elseif what == 'join' then
  tokens = tokens - first
  if second >= 0 then tokens = math.min(tokens, second) end
end

redis.call('ZREMRANGEBYSCORE', line, '-inf', now - 2000)
if waiting == true then redis.call('ZADD', line, now, who)
elseif waiting == false then redis.call('ZREM', line, who) end
redis.call('HSET', key, 'tokens', string.format('%.6f', tokens), 'at', now, 'size', capacity, 'frozen', frozen,
  'plan', plan, 'rate', pace, 'said', said)
redis.call('PEXPIRE', key, 86400000)
redis.call('PEXPIRE', line, 60000)
return { granted, math.floor(tokens * 1000), math.max(0, frozen - now), capacity, redis.call('ZCARD', line) }
`);

const count = z.number().int().min(0);

/** What the script answers; a Redis that answers anything else is not one that counts. */
export const bucketReply = z
  .tuple([count, z.number().int(), count.max(60_000), count.min(1), count.max(1_000)])
  .transform(([granted, thousandths, frozenMs, capacity, waiting]) => ({
    granted,
    tokens: thousandths / 1000,
    frozenMs,
    capacity,
    /** Gateways that wanted more than there was, within the last two seconds. */
    waiting,
  }));

export type BucketReply = z.output<typeof bucketReply>;
