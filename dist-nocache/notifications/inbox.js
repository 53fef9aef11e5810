/** Somebody who posts garbage must not make us read a file for each. */
const KEY_FILE_INTERVAL_MS = 60_000;
/** An account that nobody has costs what any other costs, so that the time taken tells nothing. */
const NOBODY_S_KEY = 'a key that no account has: 32 ch';
/** Takes notifications of all accounts: verified, once each, and as hints only. */
export class NotificationInbox {
    #parts;
    #replays;
    #keyReadAt = new Map();
    constructor(parts) {
        this.#parts = parts;
        this.#replays = parts.replays;
    }
    /** False where the account has not signed it. */
    receive({ provider, account, notification }) {
        const known = this.#parts.findAccount(provider, account);
        const verified = this.#verify(notification, known?.signKey);
        if (known === undefined || verified === null)
            return false;
        const isReplay = this.#replays.note(`${provider}/${account}`, verified.ids);
        if (isReplay === true)
            return true;
        const { reference, recordId } = verified;
        const key = reference && { provider, account, ...reference };
        const keys = known.expire({ key, recordId });
        if (keys.length === 0)
            return true;
        // Expired at once, whatever the others say: the provider is told that the change is known here.
        if (isReplay === false)
            this.#parts.lookAgain(keys);
        else
            void isReplay.then((isKnown) => isKnown || this.#parts.lookAgain(keys));
        return true;
    }
    #verify(notification, signKey) {
        const verified = notification.verify(signKey?.reveal() ?? NOBODY_S_KEY);
        if (signKey === undefined)
            return null;
        return verified ?? (this.#readAgain(signKey) ? notification.verify(signKey.reveal()) : null);
    }
    /** A key that was replaced in its file refuses everything until it is read again. True where there is another one. */
    #readAgain(signKey) {
        const now = this.#parts.clock.monotonic();
        if (now - (this.#keyReadAt.get(signKey) ?? Number.NEGATIVE_INFINITY) < KEY_FILE_INTERVAL_MS)
            return false;
        this.#keyReadAt.set(signKey, now);
        const before = signKey.fingerprint();
        signKey.refresh();
        return signKey.fingerprint() !== before;
    }
}
