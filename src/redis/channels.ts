import type { RedisLink } from './link.ts';
import { WaitingRoom } from './waiting-room.ts';

export type ChannelName = 'landed' | 'changes' | 'looks' | 'breakers';

/** What gateways say to one another. A message that is lost costs time and nothing else: nobody depends on one. */
export class Channels {
  readonly #link: RedisLink;
  readonly #prefix: string;
  readonly #member: string;
  readonly #listeners = new Map<ChannelName, Set<(message: string) => void>>();
  /** Who waits for the answer to a question of another gateway. */
  readonly landings = new WaitingRoom();

  constructor(link: RedisLink, { prefix, member }: { readonly prefix: string; readonly member: string }) {
    this.#link = link;
    this.#prefix = prefix;
    this.#member = member;
    link.listen(this.nameOf('landed'), (name) => this.landings.call(name));
  }

  nameOf(channel: ChannelName): string {
    return `${this.#prefix}:${channel}`;
  }

  /** To all others. */
  send(channel: ChannelName, message: string): void {
    this.#link.publish(this.nameOf(channel), `${this.#member} ${message}`);
  }

  listen(channel: ChannelName, listener: (message: string) => void): void {
    const known = this.#listeners.get(channel);
    if (known !== undefined) {
      known.add(listener);
      return;
    }
    const listeners = new Set([listener]);
    this.#listeners.set(channel, listeners);
    this.#link.listen(this.nameOf(channel), (text) => {
      const [sender, message] = splitOnce(text);
      if (sender === this.#member) return;
      for (const each of listeners) each(message);
    });
  }
}

function splitOnce(text: string): readonly [string, string] {
  const at = text.indexOf(' ');
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
