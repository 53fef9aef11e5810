import { REMEMBERED_MS, ReplayMemory } from '../notifications/replay-memory.js';
import { PREAMBLE, script } from './script.js';
/** 1 where one of the ids is known. */
const NOTE = script(`${PREAMBLE}
local known = 0
for each = 1, #KEYS do
  if not redis.call('SET', KEYS[each], '1', 'NX', 'PX', ARGV[1]) then known = 1 end
end
return known
`);
/** What another gateway has taken is known here, too. Without Redis a notification is new to each gateway once. */
export class RedisReplays {
    #parts;
    #own;
    constructor(parts) {
        this.#parts = parts;
        this.#own = new ReplayMemory(parts.clock);
    }
    note(sender, ids) {
        const { run, prefix, sealOf } = this.#parts;
        const seal = sealOf(sender);
        if (this.#own.note(sender, ids))
            return true;
        if (seal === undefined || ids.length === 0)
            return false;
        // One slot of a cluster for all ids of a notification.
        const slot = `${prefix}:{${seal.name('replays')}}`;
        const keys = ids.map((id) => `${slot}:${seal.name('replay', id)}`);
        return run(NOTE, keys, [REMEMBERED_MS]).then((known) => known === 1, () => false);
    }
}
