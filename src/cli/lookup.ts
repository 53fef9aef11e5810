import { parseArgs } from 'node:util';
import { EXIT_CODES } from '../exit-codes.ts';
import { type CommandHost, processHost } from './command-host.ts';
import { shownScopes, TRANSACTION_OPTIONS } from './command-options.ts';
import { type Answer, answerQuery } from './in-process-operation.ts';
import type { LookupRow } from './lookup-row.ts';
import { lookupText } from './lookup-text.ts';
import type { OpenedApplication } from './open-application.ts';
import { openOutput } from './output.ts';
import { paintFor } from './paint.ts';
import { printable, printableJson } from './printable.ts';
import { readReferences } from './read-references.ts';
import { REFERENCE_FORMS } from './reference-argument.ts';
import { exitCodeOfOutcomes } from './row-exit-code.ts';
import { refuseUsage, runWithApplication } from './run-with-application.ts';
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
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return refuseUsage(host, 'lookup', error as Error);
  }
  const { values, positionals } = parsed;
  const output = openOutput(host.stdout);
  if (values.document) {
    await output.write(LOOKUP_DOCUMENT);
    return EXIT_CODES.ok;
  }
  const work = async (opened: OpenedApplication) => {
    const references = await readReferences(host, opened, { texts: positionals, account: values.account });
    const answer = await answerQuery<Data>(opened, {
      document: LOOKUP_DOCUMENT,
      variables: { references, ...(values.fresh ? { freshness: { forceRefresh: true } } : {}) },
      signal: host.signal,
    });
    if (host.signal.aborted) return EXIT_CODES.interrupted;
    const showsOwnFields = values.all || values.pii || values.secrets;
    await output.write(
      values.json ? `${printableJson(answer)}\n` : answerText(answer, { host, opened, showsOwnFields }),
    );
    const code = exitCodeOfOutcomes((answer.data?.transactions ?? []).map(({ outcome }) => outcome));
    return code === EXIT_CODES.ok && answer.errors !== undefined ? EXIT_CODES.failed : code;
  };
  return runWithApplication({ host, command: 'lookup', shown: shownScopes(values), work });
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
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
