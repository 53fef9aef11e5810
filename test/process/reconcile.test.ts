import { existsSync, linkSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { BULK_RULES, bulkRow, shopAt, temporaryFolder } from '../support/books.ts';
import { ROOT, startNode } from '../support/child-process.ts';
import { runReconcile, startBulk } from './reconcile-command.ts';

const clean = (n: number) => bulkRow(n * 100);
const NOTHING_LEFT = ['config.json', 'orders.csv', 'report.csv', 'rules.yml'];

test('every outcome is in a report in each of its forms, and the forms agree', async () => {
  const bulk = await startBulk(100);
  const runs = [];
  for (const report of ['report.csv', 'report.jsonl', 'report.html']) {
    runs.push(await runReconcile(bulk.argsFor(report), bulk.config));
  }
  expect(runs.map(({ code }) => code)).toEqual([11, 11, 11]);
  const lines = bulk
    .read('report.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const report = lines.pop();
  expect(report).toMatchObject({ kind: 'REPORT', books: 'orders.csv', entries: 100, unreadable: 1, isComplete: false });
  const counts = {
    MATCHED: 89,
    MATCHED_WITH_TOLERANCE: 2,
    MISMATCHED: 3,
    EXPECTED: 1,
    MISSING: 1,
    AMBIGUOUS: 1,
    DUPLICATE: 2,
    UNVERIFIABLE: 1,
  };
  expect(
    Object.fromEntries(report.counts.map((each: { outcome: string; count: number }) => [each.outcome, each.count])),
  ).toEqual(counts);
  const rows: Record<string, string>[] = parse(bulk.read('report.csv'), { columns: true, bom: true });
  expect(rows.map(({ line, key, outcome, amount_delta: delta }) => [Number(line), key, outcome, delta])).toEqual(
    lines.map(({ line, key, outcome, checks = [] }) => [
      line,
      key,
      outcome,
      checks.find(({ field }: { field: string }) => field === 'AMOUNT')?.delta ?? '',
    ]),
  );
  const html = bulk.read('report.html');
  for (const text of ['Incomplete', 'Mismatched (3)', 'Unreadable (1)', 'about 12']) expect(html).toContain(text);
});

test('the exit code tells clean, different and incomplete books apart', async () => {
  const bulk = await startBulk(3, clean);
  const run = () => runReconcile(bulk.argsFor('report.csv'), bulk.config);
  expect(await run()).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Complete, without differences: .*3 matched/s),
  });
  writeFileSync(bulk.books, readFileSync(bulk.books, 'utf8') + bulkRow(11));
  expect(await run()).toMatchObject({
    code: 10,
    stdout: expect.stringMatching(/^COMPLETE, WITH DIFFERENCES: .*1 mismatched/s),
  });
  writeFileSync(bulk.books, `${readFileSync(bulk.books, 'utf8')}unreadable\n`);
  expect(await run()).toMatchObject({ code: 11, stdout: expect.stringContaining('INCOMPLETE') });
  expect(readdirSync(bulk.folder).sort()).toEqual(NOTHING_LEFT);
});

test('a run that is killed goes on where it was: no id whose answer was kept is asked for again', async () => {
  const bulk = await startBulk(400, clean);
  bulk.simulator.setLatency(30);
  const env = { PAYLENS_CONFIG: bulk.config };
  const killed = startNode(['src/cli.ts', 'reconcile', ...bulk.argsFor('report.csv')], { env });
  await expect.poll(() => bulk.simulator.callCount(), { timeout: 60_000 }).toBeGreaterThan(100);
  killed.signal('SIGKILL');
  expect(await killed.untilEnd()).toMatchObject({ signal: 'SIGKILL' });
  expect(existsSync(join(bulk.folder, 'report.csv'))).toBe(false);
  const before = bulk.simulator.callCount();

  const resumed = await runReconcile(bulk.argsFor('report.csv'), bulk.config);
  expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining('400 matched') });
  const [, known = '0'] = /Known: (\d+)/.exec(resumed.stderr) ?? [];
  const counts = bulk.numbers.map((n) => bulk.simulator.callCount(`PI-bulk-${n * 100}`));
  // Only what was on its way when the process died is asked for a second time.
  expect(Number(known)).toBeGreaterThan(0);
  expect(bulk.simulator.callCount() - before).toBe(400 - Number(known));
  expect(counts.filter((count) => count > 1)).toHaveLength(before - Number(known));
  expect(Math.max(...counts)).toBe(2);
  expect(before - Number(known)).toBeLessThanOrEqual(32);
  expect(readdirSync(bulk.folder).sort()).toEqual(NOTHING_LEFT);
});

test('Ctrl-C leaves no report, keeps what is known, and other rules begin anew', async () => {
  const bulk = await startBulk(300, clean);
  bulk.simulator.setLatency(20);
  const ending = new AbortController();
  const running = runReconcile(bulk.argsFor('report.csv'), bulk.config, ending.signal);
  await expect.poll(() => bulk.simulator.callCount(), { timeout: 60_000 }).toBeGreaterThan(60);
  ending.abort();
  expect(await running).toMatchObject({
    code: 130,
    stderr: expect.stringContaining('The same command goes on from there'),
  });
  expect(readdirSync(bulk.folder).sort()).toEqual(['config.json', 'orders.csv', 'report.csv.unfinished', 'rules.yml']);
  expect((statSync(join(bulk.folder, 'report.csv.unfinished')).mode & 0o777).toString(8)).toBe('600');

  bulk.simulator.setLatency(0);
  writeFileSync(bulk.rules, BULK_RULES.replace('0.05', '0.06'));
  const again = await runReconcile(bulk.argsFor('report.csv'), bulk.config);
  expect(again).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('Beginning anew, because the rules have changed'),
  });
});

test('what nobody could say is asked for again by the next run, and only that', async () => {
  const bulk = await startBulk(20, clean);
  bulk.simulator.setFault('PI-bulk-700', 'id_mismatch');
  const args = bulk.argsFor('report.csv');
  const first = await runReconcile(args, bulk.config);
  expect(first).toMatchObject({ code: 11, stdout: expect.stringContaining('asks again for the 1 that got no answer') });
  expect(bulk.read('report.csv')).toMatch(/Order 700,UNVERIFIABLE/);

  bulk.simulator.setFault('PI-bulk-700', null);
  const before = bulk.simulator.callCount();
  expect(await runReconcile(args, bulk.config)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('Known: 19'),
  });
  expect(bulk.simulator.callCount() - before).toBe(1);
});

test.each([
  ['no books', [], 'name one file with the books'],
  ['no rules', ['BOOKS', '--out', 'r.csv'], '--rules must name'],
  ['no report', ['BOOKS', '--rules', 'RULES'], '--out must name'],
  ['another form', ['BOOKS', '--rules', 'RULES', '--out', 'r.xlsx'], '--out must end in .csv, .jsonl, .html'],
  ['the books as the report', ['BOOKS', '--rules', 'RULES', '--out', 'BOOKS'], '--out would overwrite'],
  ['the books by another name', ['BOOKS', '--rules', 'RULES', '--out', 'LINK'], '--out would overwrite'],
  ['books that are not there', ['nowhere.csv', '--rules', 'RULES', '--out', 'r.csv'], 'there is no file nowhere.csv'],
  ['a time without a unit', ['BOOKS', '--rules', 'RULES', '--out', 'r.csv', '--deadline', '5'], '--deadline must be'],
])('%s is refused with 64, and the books are as they were', async (_, args, message) => {
  const bulk = await startBulk(1, clean);
  const link = join(bulk.folder, 'other.csv');
  linkSync(bulk.books, link);
  const before = readFileSync(bulk.books, 'utf8');
  const names: Readonly<Record<string, string>> = { BOOKS: bulk.books, RULES: bulk.rules, LINK: link };
  const ending = await runReconcile(
    args.map((arg) => names[arg] ?? arg),
    bulk.config,
  );
  expect(ending).toMatchObject({ code: 64, stdout: '', stderr: expect.stringContaining(message) });
  expect(readFileSync(bulk.books, 'utf8')).toBe(before);
});

test('rules that do not fit are refused with 78, before anything is asked', async () => {
  const bulk = await startBulk(1, clean);
  writeFileSync(bulk.rules, BULK_RULES.replace('amount: Amount', 'amount: Sum'));
  expect(await runReconcile(bulk.argsFor('report.csv'), bulk.config)).toMatchObject({
    code: 78,
    stderr: expect.stringContaining('columns: the file has no column "Sum"'),
  });
  expect(bulk.simulator.callCount()).toBe(0);
  expect(readdirSync(bulk.folder).sort()).toEqual(['config.json', 'orders.csv', 'rules.yml']);
});

test('a folder in which nobody can write is told before anything is asked', async () => {
  const bulk = await startBulk(1, clean);
  const args = bulk.argsFor(join('no such folder', 'report.csv'));
  expect(await runReconcile(args, bulk.config)).toMatchObject({ code: 69, stderr: expect.stringContaining('ENOENT') });
  expect(bulk.simulator.callCount()).toBe(0);
});

test('the example in the documentation runs as it is written there, over simulated providers', async () => {
  const [, command = ''] =
    /```sh\nnpx paylens (reconcile .*)\n```/.exec(readFileSync(join(ROOT, 'docs/reconciliation.md'), 'utf8')) ?? [];
  const folder = temporaryFolder();
  const args = command.split(' ').map((arg) => (arg === 'report.html' ? join(folder, arg) : arg));
  const run = await startNode(['src/cli.ts', ...args]).untilEnd();
  expect(run).toMatchObject({ code: 11, stderr: expect.stringContaining('All data is SIMULATED') });
  const page = readFileSync(join(folder, 'report.html'), 'utf8');
  for (const text of ['Simulated data', 'Reconciliation of orders.csv', '&quot;gift&quot;'])
    expect(page).toContain(text);
  for (const word of [
    'matched',
    'matched with tolerance',
    'mismatched',
    'missing',
    'duplicate',
    'unverifiable',
    'unreadable',
    'expected',
  ]) {
    expect(run.stdout).toMatch(new RegExp(`\\d ${word}\\n`));
  }
});

test('the audit log has every look-up, and nothing that was looked up', async () => {
  const bulk = await startBulk(700, clean);
  const audit = join(bulk.folder, 'audit.log');
  writeFileSync(
    bulk.config,
    JSON.stringify({ ...JSON.parse(readFileSync(bulk.config, 'utf8')), audit: { file: audit } }),
  );
  await runReconcile(bulk.argsFor('report.csv'), bulk.config);
  const text = readFileSync(audit, 'utf8');
  const digests = text
    .trim()
    .split('\n')
    .flatMap((line) => JSON.parse(line).lookups['genstore/bulk FOUND']);
  expect(new Set(digests).size).toBe(700);
  expect(text).not.toContain('PI-bulk');
});

test('books and a credential do not come to what is said while it runs', async () => {
  const bulk = await startBulk(30);
  writeFileSync(bulk.config, shopAt(bulk.simulator.origin).replace('simulated', 'canary-credential'));
  const { stderr } = await runReconcile(bulk.argsFor('report.csv'), bulk.config);
  for (const text of ['PI-bulk', 'canary-credential', 'Order 11']) expect(stderr).not.toContain(text);
  expect(bulk.read('report.csv')).not.toContain('canary-credential');
});
