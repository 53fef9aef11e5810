import { pino } from 'pino';
/** As much as is written at once, in characters: no more may wait here. */
const MOST_WAITING = 16_384;
/**
 * Hands the lines of one turn of the event loop on as one text. sonic-boom measures all that waits anew with each line, and
 * copies it for that: of 100 provider calls whose replies come together, 8 kB a line.
 */
export class GatheredLines {
    #sink;
    #waiting = '';
    constructor(sink) {
        this.#sink = sink;
    }
    get areWaiting() {
        return this.#waiting !== '';
    }
    write(line) {
        if (!this.areWaiting)
            setImmediate(() => this.#handOn());
        this.#waiting += line;
        if (this.#waiting.length >= MOST_WAITING)
            this.#handOn();
    }
    /** pino does so after a line that is fatal; and whoever ends the process must. */
    flushSync() {
        this.#handOn();
        this.#sink.flushSync();
    }
    #handOn() {
        if (!this.areWaiting)
            return;
        const lines = this.#waiting;
        this.#waiting = '';
        this.#sink.write(lines);
    }
}
/** Written behind, so that a slow reader of the log makes nobody wait; whole, however the process ends by itself. */
export function standardOutput() {
    const lines = new GatheredLines(pino.destination({ sync: false }));
    // `process.exit` waits for no turn; pino itself sees to what was handed on.
    process.on('exit', () => {
        if (lines.areWaiting)
            lines.flushSync();
    });
    return lines;
}
