import { isatty } from 'node:tty';
import { EXIT_CODES } from './exit-codes.js';
/**
 * SIGTERM and SIGINT stop, and a second one ends at once. SIGHUP reloads; from a terminal it says that the terminal is gone,
 * and stops. What nobody caught stops as well, and the exit code is 1.
 */
export function followSignals({ stop, reload, tellFailure }) {
    let exitCode = null;
    function end(code) {
        if (exitCode !== null)
            return;
        exitCode = code;
        stop().then(() => process.exit(exitCode ?? code), (error) => {
            tellFailure(error);
            process.exit(EXIT_CODES.failed);
        });
    }
    for (const signal of ['SIGINT', 'SIGTERM']) {
        process.on(signal, () => {
            // A second signal means now. npm passes on a Ctrl-C that the terminal has sent already, so it is no failure.
            if (exitCode !== null)
                process.exit(exitCode);
            end(EXIT_CODES.ok);
        });
    }
    process.on('SIGHUP', () => {
        if (isatty(0) || isatty(1))
            end(EXIT_CODES.ok);
        else if (exitCode === null)
            reload();
    });
    let hasFailed = false;
    // Of a promise that nobody waits for, too: Node throws its rejection here.
    process.on('uncaughtException', (error) => {
        // What fails while it ends is mostly the first failure again.
        if (!hasFailed)
            tellFailure(error);
        hasFailed = true;
        if (exitCode !== null)
            exitCode = EXIT_CODES.failed;
        end(EXIT_CODES.failed);
    });
}
