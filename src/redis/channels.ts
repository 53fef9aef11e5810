import type { RedisLink } from './link.ts';
import { WaitingRoom } from './waiting-room.ts';

/** On which one gateway tells all others. */
type ToldChannel = 'changes' | 'looks' | 'breakers';

type Listener = (message: string) => void;

/** What gateways say to one another. A message that is lost costs time and nothing else: nobody depends on one. */
export class Channels {
  readonly #link: RedisLink;
  readonly #prefix: string;
  readonly #member: string;
  readonly #listeners: Readonly<Record<ToldChannel, Set<Listener>>>;
  /** Who waits for the answer to a question of another gateway. */
  readonly landings = new WaitingRoom();

  constructor(link: RedisLink, { prefix, member }: { readonly prefix: string; readonly member: string }) {
    this.#link = link;
    this.#prefix = prefix;
    this.#member = member;
    link.listen(this.nameOf('landed'), (name) => this.landings.call(name));
    this.#listeners = { changes: this.#open('changes'), looks: this.#open('looks'), breakers: this.#open('breakers') };
  }

  nameOf(channel: 'landed' | ToldChannel): string {
    return `${this.#prefix}:${channel}`;
  }

  /** To all others. */
  send(channel: ToldChannel, message: string): void {
    this.#link.publish(this.nameOf(channel), `${this.#member} ${message}`);
  }

  /** Told of what others send, until the function that it gives is called. */
  listen(channel: ToldChannel, listener: Listener): () => void {
    this.#listeners[channel].add(listener);
    return () => void this.#listeners[channel].delete(listener);
  }

  /** From the start: a subscription takes a moment, in which whoever begins to listen would miss what is told. */
  #open(channel: ToldChannel): Set<Listener> {
    const listeners = new Set<Listener>();
    this.#link.listen(this.nameOf(channel), (text) => {
      const [sender, message] = splitOnce(text);
      if (sender === this.#member) return;
      for (const listener of listeners) listener(message);
    });
    return listeners;
  }
}

function splitOnce(text: string): readonly [string, string] {
  const at = text.indexOf(' ');
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
