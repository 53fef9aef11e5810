import { createHash } from 'node:crypto';
export function script(text) {
    return { text, sha: createHash('sha1').update(text).digest('hex') };
}
/**
 * What every script begins with. `now` is Redis's own clock in milliseconds, the only one that several gateways share.
 * `fit` frees a name that something of another type has taken, and `number` bounds what is read: whoever else writes to
 * this Redis must not be able to make a script fail or a bucket overflow.
 */
export const PREAMBLE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function fit(key, kind)
  local found = redis.call('TYPE', key).ok
  if found ~= kind and found ~= 'none' then redis.call('DEL', key) end
end
local function number(value, least, most, otherwise)
  local read = tonumber(value or '')
  if read == nil or read ~= read then return otherwise end
  return math.max(least, math.min(most, read))
end
`;
