import { ConfigError } from './config-faults.js';
import { EXIT_CODES } from './exit-codes.js';
import { PortError } from './listen.js';
/** Of an error that nobody foresaw only its name: its message may quote a credential. */
export function startFailure(error) {
    if (error instanceof ConfigError) {
        const text = `Paylens cannot start with this configuration:\n  ${error.faults.join('\n  ')}\n`;
        return { text, exitCode: EXIT_CODES.configuration };
    }
    if (error instanceof PortError) {
        const text = `Paylens cannot start: ${error.message}. Set ${error.setting} to another one.\n`;
        return { text, exitCode: EXIT_CODES.unavailable };
    }
    const text = `Paylens cannot start: ${error instanceof Error ? error.name : 'unknown error'}\n`;
    return { text, exitCode: EXIT_CODES.failed };
}
