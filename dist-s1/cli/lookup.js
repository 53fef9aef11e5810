import { parseArgs } from 'node:util';
import { EXIT_CODES } from '../exit-codes.js';
import { processHost } from './command-host.js';
import { shownScopes, TRANSACTION_OPTIONS } from './command-options.js';
import { answerQuery } from './in-process-operation.js';
import { lookupText } from './lookup-text.js';
import { withApplication } from './open-application.js';
import { openOutput } from './output.js';
import { paintFor } from './paint.js';
import { printable, printableJson } from './printable.js';
import { readReferences } from './read-references.js';
import { REFERENCE_FORMS } from './reference-argument.js';
import { exitCodeOfOutcomes } from './row-exit-code.js';
import { runCommand } from './run-command.js';
import { SECRET_KINDS } from './secret-kinds.js';
import { LOOKUP_DOCUMENT, SHARED_FIELDS } from './whole-transaction.js';
export const LOOKUP_HELP = `Usage: npx paylens lookup [options] REFERENCE...

Looks transactions up and prints them. The configuration is that of npm start.

${REFERENCE_FORMS}

  --account NAME   the account of the references that name none
  --fresh          ask the provider although the answer is known
  --json           the answer as JSON on one line, as the gateway gives it to the document of --document
  --document       print that GraphQL document, and ask nothing
  --all            show the fields that only this provider has, too
  --pii, --secrets show personal data; show what somebody could act on the payment with. Both show what --all does
  --raw            show the provider's own record, too

Exit codes: 0 answered, 66 not found, 75 no answer and asking again may help, 69 no answer and it will not help,
64 called the wrong way, 78 configuration, 130 interrupted, 1 failed. docs/command-line.md has more.
`;
const OPTIONS = { ...TRANSACTION_OPTIONS, fresh: { type: 'boolean', default: false } };
export async function lookup(args, host = processHost()) {
    return runCommand(host, 'lookup', async () => {
        const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
        const output = openOutput(host.stdout);
        if (values.document) {
            await output.write(LOOKUP_DOCUMENT);
            return EXIT_CODES.ok;
        }
        const read = await readReferences(host, { texts: positionals, account: values.account });
        return withApplication(host, { shown: shownScopes(values) }, async (opened) => {
            const answer = await answerQuery(opened, {
                document: LOOKUP_DOCUMENT,
                variables: { references: read(opened), ...(values.fresh ? FRESH : {}) },
                signal: host.signal,
            });
            if (host.signal.aborted)
                return EXIT_CODES.interrupted;
            const showsOwnFields = values.all || values.pii || values.secrets;
            const text = values.json ? `${printableJson(answer)}\n` : answerText(answer, { host, opened, showsOwnFields });
            await output.write(text);
            return exitCodeOf(answer);
        });
    });
}
const FRESH = { freshness: { forceRefresh: true } };
function exitCodeOf({ data, errors }) {
    const code = exitCodeOfOutcomes((data?.transactions ?? []).map(({ outcome }) => outcome));
    return code === EXIT_CODES.ok && errors !== undefined ? EXIT_CODES.failed : code;
}
/** Lines that go to a file or another program are as long as they are. */
const UNBROKEN = Number.POSITIVE_INFINITY;
function answerText({ data, errors = [] }, { host, opened, showsOwnFields }) {
    const { stdout } = host;
    const { connections } = opened.application;
    const rows = (data?.transactions ?? []).map((row) => lookupText(row, {
        paint: paintFor(stdout),
        width: stdout.isTTY ? (stdout.columns ?? 80) : UNBROKEN,
        timeZoneOf: (provider, account) => connections.find(provider.toLowerCase(), account)?.timeZone,
        secretKinds: SECRET_KINDS,
        sharedFields: SHARED_FIELDS,
        showsOwnFields,
    }));
    const faults = errors.map(({ message, path = [] }) => `${printable(path.join('.'))}: ${printable(message)}\n`);
    return [...rows, ...faults].join('\n');
}
