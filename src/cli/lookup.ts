import { parseArgs } from 'node:util';
import { EXIT_CODES } from '../exit-codes.ts';
import { type CommandHost, processHost } from './command-host.ts';
import { shownScopes, TRANSACTION_OPTIONS } from './command-options.ts';
import { type Answer, answerQuery } from './in-process-operation.ts';
import type { LookupRow } from './lookup-row.ts';
import { lookupText } from './lookup-text.ts';
import { type OpenedApplication, withApplication } from './open-application.ts';
import { openOutput } from './output.ts';
import { paintFor } from './paint.ts';
import { printable, printableJson } from './printable.ts';
import { readReferences } from './read-references.ts';
import { REFERENCE_FORMS } from './reference-argument.ts';
import { exitCodeOfOutcomes } from './row-exit-code.ts';
import { runCommand } from './run-command.ts';
import { SECRET_KINDS } from './secret-kinds.ts';
import { LOOKUP_DOCUMENT, SHARED_FIELDS } from './whole-transaction.ts';

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

const OPTIONS = { ...TRANSACTION_OPTIONS, fresh: { type: 'boolean', default: false } } as const;

interface Data {
  readonly transactions: readonly LookupRow[];
}

export async function lookup(args: readonly string[], host: CommandHost = processHost()): Promise<number> {
  return runCommand(host, 'lookup', async () => {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const output = openOutput(host.stdout);
    if (values.document) {
      await output.write(LOOKUP_DOCUMENT);
      return EXIT_CODES.ok;
    }
    const read = await readReferences(host, { texts: positionals, account: values.account });
    return withApplication(host, { shown: shownScopes(values) }, async (opened) => {
      const answer = await answerQuery<Data>(opened, {
        document: LOOKUP_DOCUMENT,
        variables: { references: read(opened), ...(values.fresh ? FRESH : {}) },
        signal: host.signal,
      });
      if (host.signal.aborted) return EXIT_CODES.interrupted;
      const showsOwnFields = values.all || values.pii || values.secrets;
      const text = values.json ? `${printableJson(answer)}\n` : answerText(answer, { host, opened, showsOwnFields });
      await output.write(text);
      return exitCodeOf(answer);
    });
  });
}

const FRESH = { freshness: { forceRefresh: true } };

function exitCodeOf({ data, errors }: Answer<Data>): number {
  const code = exitCodeOfOutcomes((data?.transactions ?? []).map(({ outcome }) => outcome));
  return code === EXIT_CODES.ok && errors !== undefined ? EXIT_CODES.failed : code;
}

/** Lines that go to a file or another program are as long as they are. */
const UNBROKEN = Number.POSITIVE_INFINITY;

interface TextParts {
  readonly host: CommandHost;
  readonly opened: OpenedApplication;
  readonly showsOwnFields: boolean;
}

function answerText({ data, errors = [] }: Answer<Data>, { host, opened, showsOwnFields }: TextParts): string {
  const { stdout } = host;
  const { connections } = opened.application;
  const rows = (data?.transactions ?? []).map((row) =>
    lookupText(row, {
      paint: paintFor(stdout),
      width: stdout.isTTY ? (stdout.columns ?? 80) : UNBROKEN,
      timeZoneOf: (provider, account) => connections.find(provider.toLowerCase(), account)?.timeZone,
      secretKinds: SECRET_KINDS,
      sharedFields: SHARED_FIELDS,
      showsOwnFields,
    }),
  );
  const faults = errors.map(({ message, path = [] }) => `${printable(path.join('.'))}: ${printable(message)}\n`);
  return [...rows, ...faults].join('\n');
}
