import { ConfigError } from '../config-faults.js';
import { EXIT_CODES } from '../exit-codes.js';
import { startFailure } from '../start-failure.js';
import { printable } from './printable.js';
import { UsageError } from './usage-error.js';
/** Runs a command to its exit code: what it throws is said on standard error, in one line or one for each fault. */
export async function runCommand(host, name, work) {
    try {
        return await work();
    }
    catch (error) {
        if (host.signal.aborted)
            return EXIT_CODES.interrupted;
        if (error instanceof UsageError || isOfParseArgs(error)) {
            host.stderr.write(`paylens ${name}: ${printable(firstSentence(error))}\nTry: npx paylens ${name} --help\n`);
            return EXIT_CODES.usage;
        }
        if (error instanceof ConfigError) {
            const { text, exitCode } = startFailure(error);
            host.stderr.write(text);
            return exitCode;
        }
        host.stderr.write(`Paylens failed: ${nameOf(error)}\n`);
        return EXIT_CODES.failed;
    }
}
function isOfParseArgs(error) {
    return error instanceof Error && (error.code?.startsWith('ERR_PARSE_ARGS_') ?? false);
}
/** Node goes on with advice that does not fit here. */
function firstSentence({ message }) {
    return message.split('. ', 1)[0] ?? '';
}
/** The name and the system's code of an error; its message may quote what somebody sent. */
function nameOf(error) {
    if (!(error instanceof Error))
        return 'unknown error';
    const { code } = error;
    return code !== undefined && /^[A-Z_]{1,40}$/.test(code) ? `${error.name} ${code}` : error.name;
}
