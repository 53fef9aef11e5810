import { EXIT_CODES } from '../exit-codes.js';
import { systemClock, systemRandom } from '../system.js';
export function processHost() {
    const ending = new AbortController();
    let signals = 0;
    for (const name of ['SIGINT', 'SIGTERM']) {
        process.on(name, () => {
            signals += 1;
            // npx passes on a Ctrl-C that the terminal has sent already, so only a third means now.
            if (signals > 2)
                process.exit(EXIT_CODES.interrupted);
            ending.abort();
        });
    }
    // Nobody is left to be told that nobody reads.
    process.stderr.on('error', () => { });
    const { stdin, stdout, stderr } = process;
    return { stdin, stdout, stderr, clock: systemClock, random: systemRandom, signal: ending.signal };
}
