import { setImmediate } from 'node:timers';
import { ErrorReply } from '@redis/client';
import { openClient, RETRY_MS, RedisAway, reasonOf } from './client.js';
/** One command. A healthy Redis takes a hundredth of it. */
const DEADLINE_MS = 100;
/** A Redis that is slower than this costs more than it saves: a look-up may wait for three answers one after the other. */
const SLOW_MS = 50;
const GREETING_MS = 500;
/** One key holds what no gateway has written: the others are not to suffer for it. */
const ONE_KEY = /^(WRONGTYPE|ERR) /;
/**
 * The connections to Redis, and whether it is used: after the first command that fails or is late nothing is asked of it,
 * until a greeting succeeds again. So a Redis that hangs costs one deadline, and not one for each command.
 */
export class RedisLink {
    #parts;
    #commands;
    #messages;
    #listeners = new Map();
    /** Null until Redis was reached, or could not be. */
    #isUp = null;
    #isClosed = false;
    #late = 0;
    #cancelGreeting = () => { };
    constructor(parts) {
        this.#parts = parts;
        this.#commands = this.#connect('commands');
        this.#messages = this.#connect('messages');
        this.#messages.on('ready', () => {
            for (const [channel, listener] of this.#listeners)
                this.#listen(channel, listener);
        });
        this.#commands.on('ready', () => void this.#greet());
        this.#greetIn(RETRY_MS);
    }
    get isUp() {
        return this.#isUp === true;
    }
    /** @throws RedisAway, within 100 ms and a turn. */
    run = (script, keys, args) => {
        if (!this.#isUp)
            return Promise.reject(new RedisAway('away'));
        return this.#run(script, keys, args);
    };
    /** Tells whoever listens; nobody waits for it. */
    publish(channel, message) {
        if (!this.#isUp)
            return;
        this.#inTime(() => this.#commands.publish(channel, message)).catch(() => { });
    }
    listen(channel, listener) {
        this.#listeners.set(channel, listener);
        if (this.#messages.isReady)
            this.#listen(channel, listener);
    }
    close() {
        if (this.#isClosed)
            return;
        this.#isClosed = true;
        this.#isUp = false;
        this.#cancelGreeting();
        // Nothing is worth waiting for: what is on the way is a hint, or ends by itself.
        for (const client of [this.#commands, this.#messages])
            client.destroy();
    }
    #connect(use) {
        const client = openClient(this.#parts.settings, use);
        client.on('error', (error) => {
            if (use === 'commands')
                this.#fall(reasonOf(error));
        });
        client.connect().catch(() => { });
        return client;
    }
    #listen(channel, listener) {
        this.#messages.subscribe(channel, listener).catch(() => { });
    }
    async #greet() {
        this.#cancelGreeting();
        if (this.#isClosed)
            return;
        const { clock, greet } = this.#parts;
        const started = clock.monotonic();
        try {
            if (!this.#commands.isReady)
                throw new RedisAway('closed');
            await greet((...command) => this.#run(...command));
            this.#late = clock.monotonic() - started > SLOW_MS ? this.#late + 1 : 0;
            // Once may be this process's own doing.
            if (this.#late > 1)
                throw new RedisAway('slow');
            if (this.#late === 0)
                this.#rise();
        }
        catch (error) {
            this.#fall(reasonOf(error));
        }
        this.#greetIn(this.#isUp ? GREETING_MS : RETRY_MS);
    }
    #greetIn(milliseconds) {
        this.#cancelGreeting();
        if (!this.#isClosed)
            this.#cancelGreeting = this.#parts.clock.after(milliseconds, () => void this.#greet());
    }
    async #run(script, keys, args) {
        const options = { keys: [...keys], arguments: args.map(String) };
        return this.#inTime(async () => {
            try {
                return await this.#commands.evalSha(script.sha, options);
            }
            catch (error) {
                // A Redis that was started anew has forgotten it.
                if (!(error instanceof ErrorReply && error.message.startsWith('NOSCRIPT')))
                    throw error;
                return this.#commands.eval(script.text, options);
            }
        });
    }
    async #inTime(command) {
        const { clock } = this.#parts;
        let cancelTimer = () => { };
        const late = new Promise((_, reject) => {
            // Where this process itself stood still, the reply is there already, and is read before the end of the turn.
            cancelTimer = clock.after(DEADLINE_MS, () => setImmediate(() => reject(new RedisAway('timeout'))));
        });
        try {
            return await Promise.race([command(), late]);
        }
        catch (error) {
            const reason = reasonOf(error);
            if (!(error instanceof ErrorReply && ONE_KEY.test(error.message)))
                this.#fall(reason);
            throw new RedisAway(reason);
        }
        finally {
            cancelTimer();
        }
    }
    #rise() {
        if (this.#isUp === true || this.#isClosed)
            return;
        this.#isUp = true;
        this.#parts.onChange({ isUp: true, reason: null });
    }
    #fall(reason) {
        const isConnecting = this.#isUp === null && reason === 'closed';
        if (this.#isUp === false || isConnecting || this.#isClosed)
            return;
        this.#isUp = false;
        this.#parts.onChange({ isUp: false, reason });
        this.#greetIn(RETRY_MS);
    }
}
