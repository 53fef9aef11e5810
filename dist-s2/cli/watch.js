import { parseArgs } from 'node:util';
import { EXIT_CODES } from '../exit-codes.js';
import { WATCH_GOALS } from '../tracking/goal.js';
import { processHost } from './command-host.js';
import { shownScopes, TRANSACTION_OPTIONS } from './command-options.js';
import { answerSubscription } from './in-process-operation.js';
import { withApplication } from './open-application.js';
import { openOutput } from './output.js';
import { paintFor } from './paint.js';
import { printable, printableJson } from './printable.js';
import { readReferences } from './read-references.js';
import { REFERENCE_FORMS } from './reference-argument.js';
import { exitCodeOfOutcomes } from './row-exit-code.js';
import { runCommand } from './run-command.js';
import { SECRET_KINDS } from './secret-kinds.js';
import { UsageError } from './usage-error.js';
import { stateOf, watchLine, watchSummary } from './watch-lines.js';
import { WATCH_DOCUMENT } from './whole-transaction.js';
const LONGEST_INTERVAL_SECONDS = 3_600;
export const WATCH_HELP = `Usage: npx paylens watch [options] REFERENCE...

Follows transactions until what you wait for has happened: one line for what is known now, one for each change, and a
last one. Each look costs a provider call; see docs/live.md for how often there is one.

${REFERENCE_FORMS}

  --account NAME   the account of the references that name none
  --until GOAL     ${WATCH_GOALS.join(', ')}; the first, if left out
  --interval N     no more looks than one in so many seconds: 1 to ${LONGEST_INTERVAL_SECONDS}
  --json           each event as JSON on a line, as the gateway gives it to the document of --document
  --document       print that GraphQL document, and watch nothing
  --pii, --secrets, --raw   have personal data; what moves money; the provider's own record in the JSON

Exit codes: 0 all have got there, 75 the time limit came first, 66 not found, 64 called the wrong way,
78 configuration, 130 interrupted, 1 failed. docs/command-line.md has more.
`;
const { all: _all, ...SHARED_OPTIONS } = TRANSACTION_OPTIONS;
const OPTIONS = {
    ...SHARED_OPTIONS,
    until: { type: 'string', default: WATCH_GOALS[0] },
    interval: { type: 'string' },
};
export async function watch(args, host = processHost()) {
    return runCommand(host, 'watch', async () => {
        const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
        const wanted = { until: goalOf(values.until), interval: intervalOf(values.interval) };
        const output = openOutput(host.stdout);
        if (values.document) {
            await output.write(WATCH_DOCUMENT);
            return EXIT_CODES.ok;
        }
        const read = await readReferences(host, { texts: positionals, account: values.account });
        const signal = AbortSignal.any([host.signal, output.gone]);
        const paint = paintFor(host.stdout);
        return withApplication(host, { shown: shownScopes(values) }, async (opened) => {
            const variables = { references: read(opened), ...wanted };
            const seen = new Seen();
            for await (const answer of answerSubscription(opened, { document: WATCH_DOCUMENT, variables, signal })) {
                const event = answer.data?.transactionUpdated;
                if (event !== undefined)
                    seen.note(event);
                if (values.json)
                    await output.write(`${printableJson(answer)}\n`);
                else if (event !== undefined)
                    await output.write(watchLine(event, { paint, at: secondOf(host), secretKinds: SECRET_KINDS }));
                if (answer.errors !== undefined)
                    return failed(answer, host);
            }
            // Whoever has left has read what it wanted.
            if (output.gone.aborted)
                return EXIT_CODES.ok;
            if (!values.json)
                await output.write(watchSummary(seen.reason, seen.states()));
            return seen.exitCode(host.signal.aborted);
        });
    });
}
function secondOf({ clock }) {
    return Temporal.Instant.fromEpochMilliseconds(Math.floor(clock.now())).toString({ smallestUnit: 'second' });
}
function goalOf(text) {
    if (WATCH_GOALS.includes(text))
        return text;
    throw new UsageError(`--until must be one of ${WATCH_GOALS.join(', ')}`);
}
function intervalOf(text) {
    if (text === undefined)
        return null;
    const seconds = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    if (seconds >= 1 && seconds <= LONGEST_INTERVAL_SECONDS)
        return seconds;
    throw new UsageError(`--interval must be a whole number from 1 to ${LONGEST_INTERVAL_SECONDS}`);
}
function failed({ errors = [] }, { stderr }) {
    for (const { message } of errors)
        stderr.write(`${printable(message)}\n`);
    return EXIT_CODES.failed;
}
/** What a stream has told of each reference last. */
class Seen {
    #rows = new Map();
    /** Why the stream ended; null where it was interrupted. */
    reason = null;
    note({ lookup, reason }) {
        this.reason = reason;
        if (lookup !== null)
            this.#rows.set(JSON.stringify(lookup.reference), { outcome: lookup.outcome, state: stateOf(lookup) });
    }
    states() {
        return [...this.#rows.values()].map(({ state }) => state);
    }
    exitCode(isInterrupted) {
        if (this.reason === 'ALL_REACHED')
            return exitCodeOfOutcomes([...this.#rows.values()].map(({ outcome }) => outcome));
        return isInterrupted ? EXIT_CODES.interrupted : EXIT_CODES.unanswered;
    }
}
