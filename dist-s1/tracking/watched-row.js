import { changedFields } from './changes.js';
/**
 * One reference of one stream: what its reader was shown last, and the newest that it has not read. The difference is made
 * when it reads, so however late that is, it is told once, of what is so now.
 */
export class WatchedRow {
    watchable;
    #shown = null;
    #answer = null;
    #failure = null;
    /** The reader knows that the provider does not answer. */
    #isDegraded = false;
    constructor(watchable) {
        this.watchable = watchable;
    }
    get hasUnread() {
        return this.#answer !== null || this.#failure !== null;
    }
    /** The provider's last answer, read or not. */
    get latest() {
        return this.#answer?.outcome ?? this.#shown;
    }
    observe(observation) {
        if (observation.isDegraded) {
            if (!this.#isDegraded || this.#answer !== null)
                this.#failure = observation;
            return;
        }
        // The provider is back before anybody has read that it was gone.
        this.#failure = null;
        const isNews = this.#shown === null || this.#isDegraded || this.#answer !== null || observation.hasChanged;
        if (isNews)
            this.#answer = observation;
    }
    /** What there is to tell, which is read with that. Null where the payment is again as the reader knows it. */
    read() {
        const [answer, failure] = [this.#answer, this.#failure];
        if (answer === null) {
            if (failure === null)
                return null;
            this.#failure = null;
            this.#isDegraded = true;
            const { outcome, intervalMs } = failure;
            return { kind: 'PROVIDER_DEGRADED', outcome, previous: null, changed: [], intervalMs };
        }
        const { outcome, intervalMs } = answer;
        const previous = this.#isDegraded ? null : this.#shown;
        this.#answer = null;
        this.#isDegraded = false;
        this.#shown = outcome;
        if (previous === null)
            return { kind: 'SNAPSHOT', outcome, previous, changed: [], intervalMs };
        const changed = changedFields(previous, outcome);
        return changed.length === 0 ? null : { kind: 'CHANGED', outcome, previous, changed, intervalMs };
    }
}
