import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { lookup } from '../../src/cli/lookup.ts';
import { LOOKUP_DOCUMENT } from '../../src/cli/whole-transaction.ts';
import { ANONYMOUS_SCOPES } from '../../src/domain/scope.ts';
import { openSqlite } from '../../src/history/sqlite.ts';
import { HOSTILE_TEXT } from '../../src/simulator/faults/record.ts';
import { type CommandOptions, runCommand, SIMULATED_NOTICE } from '../support/command.ts';
import { startTestGateway } from '../support/gateway.ts';
import { ShiftedClock } from '../support/shifted-clock.ts';
import { accountVariables, CREDENTIAL, simulatedEnvironment } from '../support/simulated-environment.ts';

/** Nothing that a terminal acts on, but ends of lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ACTS_ON_TERMINAL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;

function run(args: readonly string[], options?: CommandOptions) {
  return runCommand(lookup, args, options);
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-lookup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The clock of this machine decides this one line. */
function withoutMoment(text: string): string {
  return text.replace(/( {2}seen +).* UTC, \d+ s ago/g, '$1TIME');
}

test('a record is shown with its amounts below one another and its times in both zones', async () => {
  const { code, stdout, stderr } = await run(['yedpay:order-refund-partial']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: SIMULATED_NOTICE });
  expect(withoutMoment(stdout)).toBe(`PARTLY_REFUNDED  100.00 HKD  yedpay/demo-store order-refund-partial
  amount       100.00 HKD
  fee            1.80 HKD
  net           98.20 HKD
  refunded      40.00 HKD
  remaining     60.00 HKD
  refund fee     0.00 HKD
  payment      PAID
  refund       PARTIAL, by REFUND, reason: Goods returned, asked for by 1562206543DA
  settlement   NOT_SETTLED
  can change   yes
  its status   refunded: refunded by the merchant
  created      2025-01-15 10:30:00 +08:00   2025-01-15 02:30:00 UTC
  paid         2025-01-15 10:31:15 +08:00   2025-01-15 02:31:15 UTC
  refunded at  2025-01-15 11:31:15 +08:00   2025-01-15 03:31:15 UTC
  updated      2025-01-15 11:31:15 +08:00   2025-01-15 03:31:15 UTC
  business day 2025-01-15 Asia/Hong_Kong
  references   YEDPAY_ID F32DA35EB5AC
               CUSTOM_ID order-refund-partial (can be looked up)
               TRANSACTION_ID 173690820030162
               REFERENCE_ID B1826FB88435
  issues       INFO WITHHELD: Filled by the provider and withheld from you: refund_details. To see them takes transactions:pii.
  seen         TIME, FETCHED
  id           WyJ5ZWRwYXkiLCJkZW1vLXN0b3JlIiwiQ1VTVE9NX0lEIiwib3JkZXItcmVmdW5kLXBhcnRpYWwiLCJGMzJEQTM1RUI1QUMiXQ
`);
});

test('each outcome has its row, in the order that was asked, with what to do', async () => {
  const { environment } = await simulatedEnvironment();
  const { code, stdout, stderr } = await run(
    [
      'yedpay:order-awaiting',
      'genstore:PI-not-found',
      'genstore:../admin',
      'genstore:fault-s500',
      'yedpay:fault-html200',
      'yedpay:fault-s429-sec',
    ],
    { environment },
  );
  // What was typed wrong comes before what was not found or not answered.
  expect(code).toBe(64);
  const rows = stdout.split('\n\n').map((row) =>
    row
      .trimEnd()
      .split('\n')
      .map((line) => line.trim()),
  );
  expect(rows.map(([head]) => head)).toEqual([
    'AWAITING_CUSTOMER  yedpay/demo-store order-awaiting',
    'NOT_FOUND  genstore/demo-shop PI-not-found',
    'INVALID_REFERENCE  genstore ../admin',
    'PROVIDER_UNAVAILABLE  genstore/demo-shop fault-s500',
    expect.stringMatching(/^[A-Z_]+ {2}yedpay\/demo-store fault-html200$/),
    'RATE_LIMITED  yedpay/demo-store fault-s429-sec',
  ]);
  expect(rows[0]?.[1]).toMatch(/^meaning .*ask again later\.$/);
  expect(rows[1]?.slice(1)).toEqual([
    'problem      There is no such transaction in an account that you may use.',
    'Check the reference, and whether it is of this account.',
  ]);
  expect(rows[5]?.[2]).toMatch(/^Ask again in \d+ s\.$/);
  // Why a provider did not answer is in the log, one line for each call, and only what is wrong.
  const logged = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(new Set(logged.map(({ level }) => level))).not.toContain('info');
  expect(logged.map(({ status }) => status)).toContain(500);
  expect(stdout + stderr).not.toContain(CREDENTIAL);
});

test('what a provider writes cannot act on the terminal, as text or as JSON', async () => {
  const { environment } = await simulatedEnvironment();
  const args = ['yedpay:fault-ctrl-chars', 'genstore:fault-ctrl-chars', '--all', '--raw'];
  const text = await run(args, { environment });
  expect(text.stdout).toContain('\\u0000\\u001b[31m\\u000d\\u000a{"level":"error"}\\u202e<script>');
  const json = await run([...args, '--json'], { environment });
  for (const { stdout } of [text, json]) expect(stdout).not.toMatch(ACTS_ON_TERMINAL);
  const [first] = JSON.parse(json.stdout).data.transactions;
  expect(first.transaction.referenceId).toBe(HOSTILE_TEXT);
});

test('a terminal gets colour and lines of its width, and its ids whole', async () => {
  const { environment } = await simulatedEnvironment();
  const { stdout } = await run(['yedpay:order-refund-partial'], { environment, columns: 70 });
  expect(stdout).toContain('\u001b[1m');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour
  const lines = stdout.replaceAll(/\u001b\[\d+m/g, '').split('\n');
  expect(lines.filter((line) => line.length > 70)).toEqual([expect.stringMatching(/^ {2}id {11}Wy/)]);
  expect(lines.filter((line) => line.startsWith('               ')).length).toBeGreaterThan(3);
});

test('--json is what the gateway answers over HTTP to the same document', async () => {
  const gateway = await startTestGateway({ scopes: [...ANONYMOUS_SCOPES, 'transactions:pii'] });
  const environment = accountVariables(gateway.genstore, gateway.yedpay);
  const references = [
    { genstore: { paymentId: 'PI0020241010151755224' } },
    { yedpay: { customId: 'order-personal-data' } },
    { yedpay: { customId: 'order-awaiting' } },
    { genstore: { paymentId: 'PI-not-found' } },
    { yedpay: { customId: 'no blanks' } },
  ];
  const { data, errors, extensions } = await gateway.query(LOOKUP_DOCUMENT, { references });
  expect(errors).toBeUndefined();
  const { stdout } = await run(
    [
      'genstore:PI0020241010151755224',
      'yedpay:order-personal-data',
      'yedpay:order-awaiting',
      'genstore:PI-not-found',
      'yedpay:no blanks',
      '--json',
      '--pii',
    ],
    { environment, clock: gateway.clock },
  );
  expect(stdout.endsWith('}\n')).toBe(true);
  const answer = JSON.parse(stdout);
  // When each of the two looked.
  for (const row of [...data.transactions, ...answer.data.transactions]) {
    if (row.transaction === null) continue;
    for (const name of ['fetchedAt', 'expiresAt', 'ageSeconds']) row.transaction.freshness[name] = name;
    expect(row.transaction.history).toHaveLength(1);
    for (const name of ['id', 'observedAt']) row.transaction.history[0][name] = name;
  }
  expect(answer).toEqual({ data, extensions });
  expect(answer.data.transactions[1].transaction.payer).toBe('sam.payer@example.com');
});

test('personal data, secrets and raw records are shown to whoever asks for each, and to nobody else', async () => {
  const { environment } = await simulatedEnvironment();
  const canaries = { pii: 'sam.payer@example.com', secrets: 'simulated-pin-key', raw: '"gateway_sub_name"' };
  for (const flags of [['--all'], ['--pii', '--raw'], ['--secrets']]) {
    const { stdout } = await run(['yedpay:order-personal-data', ...flags], { environment });
    const shown = Object.entries(canaries).filter(([, canary]) => stdout.includes(canary));
    expect(shown.map(([name]) => `--${name}`)).toEqual(flags.filter((each) => each !== '--all'));
  }
});

test('a payment token is read from standard input, finds its record, and is not repeated', async () => {
  const { environment } = await simulatedEnvironment();
  const input = 'tok-order-paid\n\ntok-attempt-1\n';
  const { code, stdout } = await run(['yedpay:token:-', 'genstore:PI-success', 'yedpay:token:-'], {
    environment,
    input,
  });
  expect(code).toBe(0);
  expect(stdout.match(/^[A-Z_]+ .*$/gm)).toEqual([
    'PAID  100.00 HKD  yedpay/demo-store (PAYMENT_TOKEN)',
    'PAID  123.23 USD  genstore/demo-shop PI-success',
    'FAILED  100.00 HKD  yedpay/demo-store (PAYMENT_TOKEN)',
  ]);
  expect(stdout).not.toContain('tok-');
});

/** One that is never asked. */
const ACCOUNT = { PAYLENS_YEDPAY_API_KEY: CREDENTIAL };

test.each([
  ['no reference', [], undefined, 'name at least one reference'],
  ['an option that there is not', ['--frsh', 'genstore:x'], undefined, "Unknown option '--frsh'"],
  ['"-" at a terminal', ['yedpay:token:-'], undefined, '"-" is read from standard input: pipe it in'],
  ['too few lines', ['yedpay:token:-'], '\n', 'standard input has 0 of the 1 lines that "-" stands for'],
  [
    'too many references',
    Array(201).fill('genstore:x'),
    undefined,
    'at most 200 references at once (limits.references)',
  ],
])('%s is refused with 64, and nothing is on standard output', async (_, args, input, message) => {
  const result = await run(args, { environment: ACCOUNT, ...(input === undefined ? {} : { input }) });
  expect(result).toEqual({
    code: 64,
    stdout: '',
    stderr: `paylens lookup: ${message}\nTry: npx paylens lookup --help\n`,
  });
});

test('with several accounts, each reference says which one, or is told the names', async () => {
  const { genstore } = await simulatedEnvironment();
  const shop = (name: string) => ({ shop: name, accessToken: CREDENTIAL, baseUrl: genstore.origin });
  const file = join(temporaryFolder(), 'paylens.json');
  writeFileSync(file, JSON.stringify({ accounts: { genstore: [shop('my-shop'), shop('outlet')] } }));
  const environment = { PAYLENS_CONFIG: file };
  const named = await run(['genstore/outlet:PI-success', '--account', 'my-shop', 'genstore:PI-success'], {
    environment,
  });
  expect(named.stdout.match(/^PAID .*$/gm)).toEqual([
    'PAID  123.23 USD  genstore/outlet PI-success',
    'PAID  123.23 USD  genstore/my-shop PI-success',
  ]);
  const unnamed = await run(['genstore:PI-success'], { environment });
  expect(unnamed).toMatchObject({ code: 64, stdout: expect.stringContaining('Name one as account: my-shop, outlet.') });
});

test('what is looked up is observed and audited where the gateway would', async () => {
  const clock = new ShiftedClock();
  const { environment } = await simulatedEnvironment(() => clock.now());
  const [history, audit] = ['history.db', 'audit.log'].map((name) => join(temporaryFolder(), name)) as [string, string];
  const stores = { ...environment, PAYLENS_HISTORY_FILE: history, PAYLENS_AUDIT_FILE: audit };
  await run(['genstore:PI-progress'], { environment: stores, clock });
  await clock.pass(20_000);
  const { stdout } = await run(['genstore:PI-progress'], { environment: stores, clock });
  expect(stdout.match(/ UTC {2}[A-Z_]+, refund/g)).toEqual([' UTC  PAID, refund', ' UTC  PENDING, refund']);
  const lines = readFileSync(audit, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatchObject({
    event: 'access',
    caller: 'command line',
    lookups: { 'genstore/demo-shop FOUND': [expect.any(String)] },
  });
});

test('a fault of a field fails the command, and the rest is answered all the same', async () => {
  const file = join(temporaryFolder(), 'history.db');
  await (await openSqlite(file)).close();
  const database = new DatabaseSync(file);
  const tables = database.prepare("select name from sqlite_master where type = 'table' and name like '%observ%'").all();
  expect(tables.length).toBeGreaterThan(0);
  for (const { name } of tables) database.exec(`drop table "${name}"`);
  database.close();
  const { environment } = await simulatedEnvironment();
  const withHistory = { ...environment, PAYLENS_HISTORY_FILE: file };
  const json = await run(['genstore:PI-success', '--json'], { environment: withHistory });
  expect(json.code).toBe(1);
  const { data, errors } = JSON.parse(json.stdout);
  expect(data.transactions[0]).toMatchObject({ outcome: 'FOUND', transaction: { headline: 'PAID', history: null } });
  expect(errors).toMatchObject([
    {
      path: ['transactions', 0, 'transaction', 'history'],
      extensions: { code: 'HISTORY_UNAVAILABLE', retryable: true },
    },
  ]);
  expect(Object.keys(errors[0].extensions).toSorted()).toEqual([
    'code',
    'provider',
    'requestId',
    'retryAfterSeconds',
    'retryable',
  ]);
});

test('a configuration that nothing can start with gets 78 and a line for each fault, without its values', async () => {
  const environment = { PAYLENS_YEDPAY_API_KEY: 'canary with blanks', PAYLENS_PORT: 'canary' };
  const result = await run(['yedpay:order-paid'], { environment });
  expect(result).toMatchObject({ code: 78, stdout: '' });
  expect(result.stderr).toMatch(/^Paylens cannot start with this configuration:\n {2}PAYLENS_/);
  expect(result.stderr).not.toContain('canary');
});

test('whoever interrupts it gets no answer, and 130', async () => {
  const { environment } = await simulatedEnvironment();
  const result = await run(['genstore:fault-slow'], { environment, signal: AbortSignal.abort() });
  expect(result).toMatchObject({ code: 130, stdout: '' });
});

test('--document prints the document, and asks nothing', async () => {
  expect(await run(['--document'])).toEqual({ code: 0, stdout: LOOKUP_DOCUMENT, stderr: '' });
});
