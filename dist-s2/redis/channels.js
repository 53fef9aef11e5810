import { WaitingRoom } from './waiting-room.js';
/** What gateways say to one another. A message that is lost costs time and nothing else: nobody depends on one. */
export class Channels {
    #link;
    #prefix;
    #member;
    #listeners = new Map();
    /** Who waits for the answer to a question of another gateway. */
    landings = new WaitingRoom();
    constructor(link, { prefix, member }) {
        this.#link = link;
        this.#prefix = prefix;
        this.#member = member;
        link.listen(this.nameOf('landed'), (name) => this.landings.call(name));
    }
    nameOf(channel) {
        return `${this.#prefix}:${channel}`;
    }
    /** To all others. */
    send(channel, message) {
        this.#link.publish(this.nameOf(channel), `${this.#member} ${message}`);
    }
    listen(channel, listener) {
        const known = this.#listeners.get(channel);
        if (known !== undefined) {
            known.add(listener);
            return;
        }
        const listeners = new Set([listener]);
        this.#listeners.set(channel, listeners);
        this.#link.listen(this.nameOf(channel), (text) => {
            const [sender, message] = splitOnce(text);
            if (sender === this.#member)
                return;
            for (const each of listeners)
                each(message);
        });
    }
}
function splitOnce(text) {
    const at = text.indexOf(' ');
    return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
