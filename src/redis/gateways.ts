import { z } from 'zod';
import type { Run } from './link.ts';
import { PREAMBLE, script } from './script.ts';

/** How long a gateway counts after it was last heard of. */
export const PRESENT_MS = 3_000;
/** More than any fleet has: names that somebody invents must not make every share nothing. */
const MOST = 256;

const ANNOUNCE = script(`${PREAMBLE}
fit(KEYS[1], 'zset')
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ${PRESENT_MS})
redis.call('ZREMRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')
redis.call('PEXPIRE', KEYS[1], 60000)
return redis.call('ZCARD', KEYS[1])
`);

export interface GatewaysParts {
  readonly key: string;
  readonly member: string;
  /** How many there are by configuration. */
  readonly configured: number;
}

/** Which gateways share this Redis, by what each of them says every half second. */
export class Gateways {
  readonly #parts: GatewaysParts;
  #present = 1;

  constructor(parts: GatewaysParts) {
    this.#parts = parts;
  }

  /** How many were heard of when Redis was last there. */
  get present(): number {
    return this.#present;
  }

  /** How many may be there while nobody can be heard: the more, the smaller and the safer is each one's share. */
  get assumed(): number {
    return Math.max(this.#present, this.#parts.configured);
  }

  /** A write, so that a Redis that is full or a replica is not taken for one that helps. */
  async announce(run: Run): Promise<void> {
    const { key, member } = this.#parts;
    const count =
      z
        .number()
        .int()
        .min(1)
        .safeParse(await run(ANNOUNCE, [key], [member])).data ?? 1;
    this.#present = Math.min(MOST, count);
  }
}
