/** Who waits for a name to be called; everybody who does is woken by it. */
export class WaitingRoom {
    #waiting = new Map();
    /** The function that it gives ends the waiting. */
    wait(name, wake) {
        const those = this.#waiting.get(name) ?? new Set();
        this.#waiting.set(name, those.add(wake));
        return () => {
            those.delete(wake);
            if (those.size === 0 && this.#waiting.get(name) === those)
                this.#waiting.delete(name);
        };
    }
    call(name) {
        for (const wake of [...(this.#waiting.get(name) ?? [])])
            wake();
    }
}
