import { z } from 'zod';
import { PREAMBLE, script } from './script.js';
/** A value that is longer is nobody's record, and is not read into the memory. */
export const LONGEST_VALUE = 1_048_576;
/** For so long a gateway asks for all, unless it says again that it does. */
export const FLIGHT_MS = 3_000;
/** Longer than any look-up takes. */
const GENERATION_MS = 600_000;
/**
 * What is known of a payment, and who asks.
 *
 * KEYS: entry, flight, generation. ARGV: who asks, how urgent (0 is the most urgent), and 1 to ask even though there is an
 * entry. Gives the entry and how long it is kept, or '' and 0; whether the asker is to ask; and the payment's generation. A
 * less urgent flight is taken over: it waits for tokens that somebody who is in a hurry would get.
 */
export const BOARD = script(`${PREAMBLE}
for each = 1, 3 do fit(KEYS[each], 'string') end
if redis.call('STRLEN', KEYS[1]) > ${LONGEST_VALUE} then redis.call('DEL', KEYS[1]) end
local value = redis.call('GET', KEYS[1]) or ''
local left = redis.call('PTTL', KEYS[1])
local asks = 0
if value == '' or ARGV[3] == '1' then
  local flight = redis.call('GET', KEYS[2])
  local urgency = number(flight and string.match(flight, '^(%d) '), 0, 9, 9)
  if not flight or tonumber(ARGV[2]) < urgency then
    redis.call('SET', KEYS[2], ARGV[2] .. ' ' .. ARGV[1], 'PX', ${FLIGHT_MS})
    asks = 1
  end
end
return { value, left, asks, number(redis.call('GET', KEYS[3]), 0, 1e15, 0) }
`);
export const boardReply = z
    .tuple([z.string().max(LONGEST_VALUE), z.number(), z.union([z.literal(0), z.literal(1)]), z.number()])
    .transform(([value, leftMs, asks, generation]) => ({ value, leftMs, asks: asks === 1, generation }));
/** Whoever asks still does, and for somebody who may be more urgent by now. KEYS: flight. ARGV: who asks, how urgent. */
export const FLY = script(`${PREAMBLE}
fit(KEYS[1], 'string')
local flight = redis.call('GET', KEYS[1])
if flight and string.sub(flight, 3) == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2] .. ' ' .. ARGV[1], 'PX', ${FLIGHT_MS})
end
return 1
`);
/**
 * What came of it. KEYS as of BOARD. ARGV: who asked, the generation in which it was asked, the entry or '', for how long, and
 * the channel and the name that wake who waits.
 */
export const LAND = script(`${PREAMBLE}
for each = 1, 3 do fit(KEYS[each], 'string') end
local generation = number(redis.call('GET', KEYS[3]), 0, 1e15, 0)
if ARGV[3] ~= '' and generation == tonumber(ARGV[2]) then redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4]) end
local flight = redis.call('GET', KEYS[2])
if flight and string.sub(flight, 3) == ARGV[1] then redis.call('DEL', KEYS[2]) end
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
`);
/** What is known is out of date, and so is what is being asked. KEYS as of BOARD. ARGV: channel and name. */
export const FORGET = script(`${PREAMBLE}
fit(KEYS[3], 'string')
local generation = number(redis.call('GET', KEYS[3]), 0, 1e15, 0) + 1
redis.call('SET', KEYS[3], string.format('%.0f', generation), 'PX', ${GENERATION_MS})
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1
`);
