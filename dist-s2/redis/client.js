import { createClient, ErrorReply } from '@redis/client';
import { addressOf } from './address.js';
/** Redis did not help in time, or cannot: whoever gets this goes on without it. */
export class RedisAway extends Error {
    reason;
    constructor(reason) {
        super(`Redis does not help: ${reason}`);
        this.name = 'RedisAway';
        this.reason = reason;
    }
}
/** How soon Redis is tried again. */
export const RETRY_MS = 200;
const CONNECT_TIMEOUT_MS = 1_000;
/** A connection on which nothing has come for so long is given up; greetings come more often. */
const SILENCE_MS = 3_000;
const COMMANDS_WAITING = 10_000;
export function openClient(settings, use) {
    const { socket, ...address } = addressOf(settings);
    return createClient({
        ...address,
        name: `paylens-${use}`,
        RESP: 2,
        disableOfflineQueue: true,
        commandsQueueMaxLength: COMMANDS_WAITING,
        maintNotifications: 'disabled',
        // Greetings keep the other one from falling silent.
        ...(use === 'messages' && { pingInterval: SILENCE_MS / 3 }),
        socket: {
            ...socket,
            connectTimeout: CONNECT_TIMEOUT_MS,
            socketTimeout: SILENCE_MS,
            reconnectStrategy: RETRY_MS,
        },
    });
}
/** A word for the log. Messages of the driver may hold addresses, commands and values. */
export function reasonOf(error) {
    if (error instanceof RedisAway)
        return error.reason;
    if (error instanceof ErrorReply)
        return /^[A-Z]{2,20}(?= )/.exec(error.message)?.[0] ?? 'error_reply';
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return /^[A-Z_]{2,40}$/.test(code) ? code : 'connection';
}
