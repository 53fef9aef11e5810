import { createInterface } from 'node:readline';
import { readReferenceArgument } from './reference-argument.js';
import { UsageError } from './usage-error.js';
/** Whoever pipes something in has it at hand. */
const INPUT_PATIENCE_MS = 60_000;
/**
 * Reads the references of a command, those of standard input included, before anything is opened.
 *
 * @throws UsageError where there are none, or not what the command takes; the result, where there are too many or one is
 * of an account that there is not.
 */
export async function readReferences(host, { texts, account }) {
    if (texts.length === 0)
        throw new UsageError('name at least one reference');
    const read = texts.map(readReferenceArgument);
    const lines = await readLines(host, read.filter(({ readsInput }) => readsInput).length);
    return ({ config, operator: { accounts } }) => {
        const most = config.limits.references;
        if (read.length > most)
            throw new UsageError(`at most ${most} references at once (limits.references)`);
        const unread = lines.values();
        return read.map(({ readsInput, toReference }) => {
            const line = readsInput ? (unread.next().value ?? '') : '';
            return toReference({ accounts, account, line });
        });
    };
}
async function readLines({ stdin, signal, clock }, count) {
    if (count === 0)
        return [];
    // Typed into a terminal, it would stay on the screen.
    if (stdin.isTTY)
        throw new UsageError('"-" is read from standard input: pipe it in');
    const patience = new AbortController();
    const cancelTimer = clock.after(INPUT_PATIENCE_MS, () => patience.abort());
    const input = createInterface({ input: stdin, signal: AbortSignal.any([signal, patience.signal]) });
    const lines = [];
    try {
        for await (const line of input) {
            if (line.trim() !== '')
                lines.push(line.trim());
            if (lines.length === count)
                return lines;
        }
    }
    finally {
        cancelTimer();
        input.close();
    }
    throw new UsageError(`standard input has ${lines.length} of the ${count} lines that "-" stands for`);
}
