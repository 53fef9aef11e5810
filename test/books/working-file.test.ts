import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lookUpRows } from '../../src/books/run/look-up-rows.ts';
import { type SettledRow, WorkingFile } from '../../src/books/run/working-file.ts';
import type { Decimal } from '../../src/domain/decimal.ts';
import { found, type LookupOutcome, problem } from '../../src/domain/lookup-outcome.ts';
import { readMoney } from '../../src/domain/money.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import type { TransactionReferenceInput } from '../../src/domain/transaction-reference.ts';
import type { TransactionLookup } from '../../src/loaders/transaction-lookups.ts';
import { ENTRY_OUTCOMES } from '../../src/reconciliation/entry-outcome.ts';
import { ReportTally } from '../../src/reconciliation/report.ts';
import { type ReconciliationRules, STRICT_RULES } from '../../src/reconciliation/rules.ts';
import { type ReconcileEntry, reconcile } from '../../src/reconciliation/run.ts';
import { temporaryFolder } from '../support/books.ts';
import { customId, record } from '../support/known-transactions.ts';
import { ManualClock } from '../support/manual-clock.ts';

const RULES: ReconciliationRules = {
  ...STRICT_RULES,
  tolerances: new Map([['HKD', '0.05' as Decimal]]),
  normalization: { trim: true, ignoreCase: true, ignorePrefix: true, ignoreLeadingZeros: true },
};

/** What is behind custom ids, by what they begin with; several name one record. */
const WORLD: Readonly<Record<string, (id: string) => LookupOutcome>> = {
  a: (id) => foundWith(id, { merchantReference: `ref-${id}` }),
  alias: (id) => foundWith(id.replace('alias', 'a'), { key: customId(id) }),
  b: (id) => foundWith(id, { merchantReference: '0017' }),
  c: (id) => foundWith(id, { merchantReference: '17' }),
  pending: (id) => foundWith(id, { status: 'PENDING', merchantReference: 'WC-17' }),
  unpaid: () => ({ outcome: 'AWAITING_CUSTOMER' }),
  missing: () => problem('NOT_FOUND'),
  wrong: () => problem('INVALID_REFERENCE'),
  down: () => problem('PROVIDER_UNAVAILABLE'),
};

function foundWith(id: string, changes: Partial<Transaction>): LookupOutcome {
  return found(record(customId(id), { amount: readMoney('100.00', 'HKD'), ...changes }), clock.now());
}

const clock = new ManualClock();

async function lookUp(reference: TransactionReferenceInput): Promise<TransactionLookup> {
  const { customId: value } = reference.yedpay as { customId: string };
  const outcome = WORLD[value.split('-')[0] ?? '']?.(value) ?? problem('NOT_FOUND');
  return { reference: { provider: 'yedpay', account: 'default', kind: 'CUSTOM_ID', value, id: null }, outcome };
}

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null, freq: 4 });
const seldom = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
const name = fc
  .tuple(fc.constantFrom(...Object.keys(WORLD)), fc.integer({ min: 1, max: 20 }))
  .map(([kind, n]) => `${kind}-${n}`);
const entries: fc.Arbitrary<ReconcileEntry[]> = fc.array(
  fc.record({
    key: fc.string(),
    reference: name.map((value) => ({ yedpay: { customId: value } })),
    counterpart: seldom(name.map((value) => ({ yedpay: { customId: value } }))),
    amount: maybe(fc.constantFrom('100.00', '100.00', '100.03', '99').map((text) => text as Decimal)),
    currency: fc.constantFrom('HKD', 'HKD', 'HKD', 'USD'),
    fee: fc.constant(null),
    net: fc.constant(null),
    merchantReference: maybe(fc.constantFrom('ref-a-1', 'REF-A-1', '17', '0017', 'wc-17', ' 17')),
    processorReference: fc.constant(null),
    paidOn: seldom(fc.constantFrom('2026-01-02', '2026-03-04', '2025-01-15')),
    expectStatus: seldom(fc.constantFrom('PAID', 'PENDING')),
  }),
  { maxLength: 40 },
);

async function throughFile(file: WorkingFile, list: readonly ReconcileEntry[], window: number) {
  async function* rows() {
    yield list.map((entry, index) => ({ kind: 'ENTRY', line: index + 2, entry }) as const);
  }
  await file.load(rows(), () => 'these');
  await lookUpRows({
    file,
    rules: RULES,
    timeZoneOf: () => 'Asia/Hong_Kong',
    lookUp: (reference) => lookUp(reference),
    clock,
    deadline: Number.POSITIVE_INFINITY,
    window,
    onRow: () => {},
    onCall: () => {},
    abandon: (error) => {
      throw error;
    },
  });
  const settled = [...file.settled()];
  const tally = new ReportTally();
  for (const row of settled) if (row.kind === 'ENTRY') tally.add(row.judged, row.isRepeated);
  return { settled, figures: tally.figures() };
}

test('what comes out of the file is what the same entries come to in memory', async () => {
  const file = WorkingFile.open(join(temporaryFolder(), 'run'));
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(entries, fc.integer({ min: 1, max: 8 }), async (list, window) => {
      const { settled, figures } = await throughFile(file, list, window);
      const { entries: expected, ...others } = await reconcile({
        entries: list,
        lookUp,
        timeZoneOf: () => 'Asia/Hong_Kong',
        rules: RULES,
        now: clock.now(),
      });
      const judged = settled.map((row) => (row.kind === 'ENTRY' ? row.judged : null));
      expect(judged).toEqual(
        expected.map(({ lookup: _, counterpart: __, ...entry }) => JSON.parse(JSON.stringify(entry))),
      );
      expect(figures).toEqual(others);
      for (const { outcome } of expected) outcomes.add(outcome);
    }),
    { numRuns: 150 },
  );
  // Or the lists are not such as can go wrong.
  expect([...outcomes].toSorted()).toEqual(ENTRY_OUTCOMES.toSorted());
  file.remove();
});

const entryOf = (value: string): ReconcileEntry => ({
  key: value,
  reference: { yedpay: { customId: value } },
  counterpart: null,
  amount: '100.00' as Decimal,
  currency: 'HKD',
  fee: null,
  net: null,
  merchantReference: null,
  processorReference: null,
  paidOn: null,
  expectStatus: null,
});

test('another run asks again for what nobody could say, and for nothing else', async () => {
  const path = join(temporaryFolder(), 'run');
  const file = WorkingFile.open(path);
  await throughFile(file, ['a', 'down', 'missing', 'wrong'].map(entryOf), 2);
  expect(file.counts()).toMatchObject({ entries: 4, waiting: 0, open: 1 });
  file.leave();

  const again = WorkingFile.open(path);
  expect(again.binding).toBe('these');
  again.reopen();
  expect([...again.waiting()].map(({ entry }) => entry.key)).toEqual(['down']);
  again.remove();
  expect(existsSync(path)).toBe(false);
});

test('the file is for its owner alone, and for one run at a time', () => {
  const path = join(temporaryFolder(), 'run');
  const file = WorkingFile.open(path);
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  expect(() => WorkingFile.open(path)).toThrow('is in use by another run');
  file.leave();
  expect(existsSync(path)).toBe(false);
});

test('a file of somebody else is left as it is', () => {
  const folder = temporaryFolder();
  const [text, database] = [join(folder, 'text'), join(folder, 'database')];
  writeFileSync(text, 'a letter, and no database at all, which is long enough to be looked at'.repeat(20));
  expect(() => WorkingFile.open(text)).toThrow('is a file of somebody else');
  new DatabaseSync(database).exec('CREATE TABLE books (title TEXT)');
  expect(() => WorkingFile.open(database)).toThrow('is a database of somebody else');
  expect(statSync(text).size).toBeGreaterThan(1_000);
});

test('a row that cannot be kept ends the others, and the run says why', async () => {
  const file = WorkingFile.open(join(temporaryFolder(), 'run'));
  async function* rows() {
    yield ['a', 'b', 'c'].map((value, index) => ({ kind: 'ENTRY', line: index, entry: entryOf(value) }) as const);
  }
  await file.load(rows(), () => 'these');
  const abandoned: unknown[] = [];
  const run = lookUpRows({
    file,
    rules: RULES,
    timeZoneOf: () => 'Asia/Hong_Kong',
    lookUp: async (reference) => {
      if (JSON.stringify(reference).includes('"b"')) throw new Error('the disk is full');
      return lookUp(reference);
    },
    clock,
    deadline: Number.POSITIVE_INFINITY,
    window: 1,
    onRow: () => {},
    onCall: () => {},
    abandon: (error) => abandoned.push(error),
  });
  await expect(run).rejects.toThrow('the disk is full');
  expect(abandoned).toEqual([new Error('the disk is full')]);
  expect(file.counts()).toMatchObject({ waiting: 2 } satisfies Partial<ReturnType<WorkingFile['counts']>>);
  file.remove();
});

test('what the time of the run does not suffice for is not asked, is UNVERIFIABLE, and is asked another time', async () => {
  const file = WorkingFile.open(join(temporaryFolder(), 'run'));
  async function* rows() {
    yield ['a', 'b'].map((value, index) => ({ kind: 'ENTRY', line: index, entry: entryOf(value) }) as const);
  }
  await file.load(rows(), () => 'these');
  await lookUpRows({
    file,
    rules: RULES,
    timeZoneOf: () => 'Asia/Hong_Kong',
    lookUp: () => Promise.reject(new Error('was asked')),
    clock,
    deadline: clock.monotonic(),
    window: 2,
    onRow: () => {},
    onCall: () => {},
    abandon: () => {},
  });
  const outcomes = [...file.settled()].map((row) => (row.kind === 'ENTRY' ? row.judged.outcome : row.kind));
  expect({ outcomes, counts: file.counts() }).toMatchObject({
    outcomes: ['UNVERIFIABLE', 'UNVERIFIABLE'],
    counts: { open: 2, calls: 0 },
  });
  file.remove();
});

test('a row without an entry keeps its place', async () => {
  const file = WorkingFile.open(join(temporaryFolder(), 'run'));
  async function* rows() {
    yield [
      { kind: 'ENTRY', line: 2, entry: entryOf('missing') },
      { kind: 'UNREADABLE', line: 3, key: 'x', fault: 'why' },
      { kind: 'SKIPPED', line: 4 },
    ] as const;
  }
  await file.load(rows(), () => 'these');
  const none: readonly SettledRow[] = [...file.settled()].slice(1);
  expect(none).toEqual([{ kind: 'UNREADABLE', line: 3, key: 'x', fault: 'why' }]);
  expect(file.counts()).toMatchObject({ entries: 1, unreadable: 1, skipped: 1 });
  file.remove();
});
