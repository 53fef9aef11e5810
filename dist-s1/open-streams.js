/** Streams outlive the request that began them, so what they may see is looked at again when it changes. */
export class OpenStreams {
    #streams = new Set();
    #regrant = (caller) => caller;
    /** Ends it at once where its caller has lost what it needs since it was recognised. The function forgets it. */
    open(stream) {
        if (!this.#mayGoOn(stream)) {
            stream.end();
            return () => { };
        }
        this.#streams.add(stream);
        return () => this.#streams.delete(stream);
    }
    /** Ends those whose caller is not known any more, or may see less of what they show. How many those are. */
    review(regrant) {
        this.#regrant = regrant;
        const over = [...this.#streams].filter((stream) => !this.#mayGoOn(stream));
        for (const stream of over) {
            this.#streams.delete(stream);
            stream.end();
        }
        return over.length;
    }
    #mayGoOn({ caller, keys }) {
        const now = this.#regrant(caller);
        if (now === null)
            return false;
        // Fields that take a scope are decided when the stream begins.
        return ([...caller.scopes].every((scope) => now.scopes.has(scope)) &&
            keys.every(({ provider, account }) => now.accounts.get(provider)?.includes(account) ?? false));
    }
}
