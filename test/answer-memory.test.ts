import { beforeEach, describe, expect, test } from 'vitest';
import { AnswerMemory, type Question } from '../src/answer-memory.ts';
import { AnswerBasis, type Lease } from '../src/domain/answer-basis.ts';
import type { Caller } from '../src/domain/caller.ts';
import { Spending } from '../src/spending.ts';
import { ManualClock } from './support/manual-clock.ts';

const DAY = 86_400_000;

const lease = (changes: Partial<Lease> = {}): Lease => ({
  until: DAY,
  state: 'FINAL',
  isOver: () => false,
  ...changes,
});

const callerWith = (changes: Partial<Caller> = {}): Caller => ({
  name: 'dashboard',
  accessEndsAt: null,
  scopes: new Set(['transactions:read', 'watch']),
  accounts: new Map([
    ['genstore', ['shop']],
    ['yedpay', ['hk', 'mo']],
  ]),
  ...changes,
});

const question = (changes: Partial<Question> = {}): Question => ({
  caller: callerWith(),
  accept: 'application/json',
  text: '{"query":"{ a }"}',
  ...changes,
});

let clock: ManualClock;
let memory: AnswerMemory;
beforeEach(() => {
  clock = new ManualClock();
  memory = new AnswerMemory(clock);
});

const SPENDING = new Spending();

function keep({
  asked = question(),
  leases = [lease()],
  holdsUntil = DAY,
  body = '{}',
}: {
  readonly asked?: Question;
  readonly leases?: readonly Lease[];
  readonly holdsUntil?: number;
  readonly body?: string;
} = {}) {
  const basis = new AnswerBasis();
  for (const each of leases) basis.rest(each);
  basis.holdUntil(holdsUntil);
  const accounting = { price: 2, accesses: { x: ['y'] }, operation: 'Rows', spending: SPENDING };
  memory.keep(asked, { headers: { a: 'b' }, body, basis, ...accounting });
}

describe('an answer', () => {
  test('is given again whole, with what it has to be paid and accounted for with', () => {
    keep({ leases: [lease(), lease({ state: 'PAID' }), lease()], body: '{"data":"支付"}' });
    expect(memory.recall(question())).toEqual({
      headers: { a: 'b' },
      body: '{"data":"支付"}',
      price: 2,
      accesses: { x: ['y'] },
      operation: 'Rows',
      spending: SPENDING,
      shown: new Map([
        ['FINAL', 2],
        ['PAID', 1],
      ]),
    });
  });

  test.each([
    ['another name', { caller: callerWith({ name: 'other' }) }],
    ['a scope less', { caller: callerWith({ scopes: new Set(['transactions:read']) }) }],
    ['a scope more', { caller: callerWith({ scopes: new Set(['transactions:read', 'watch', 'transactions:pii']) }) }],
    ['an account less', { caller: callerWith({ accounts: new Map([['genstore', ['shop']]]) }) }],
    [
      'the account of another provider',
      {
        caller: callerWith({
          accounts: new Map([
            ['genstore', []],
            ['yedpay', ['shop', 'hk', 'mo']],
          ]),
        }),
      },
    ],
    ['another media type', { accept: 'application/graphql-response+json' }],
    ['another blank', { text: '{"query": "{ a }"}' }],
    ['nothing at all', { text: '' }],
    ['the line of a name within the text', { accept: '', text: 'application/json\n{"query":"{ a }"}' }],
  ] satisfies [string, Partial<Question>][])('is not given to who asks with %s', (_name, changes) => {
    keep();
    expect(memory.recall(question(changes))).toBeNull();
    expect(memory.recall(question())).not.toBeNull();
  });

  test('is given to the caller whom another token of the same name, scopes and accounts was taken for', () => {
    keep();
    const again = callerWith({ accessEndsAt: 5, scopes: new Set(['watch', 'transactions:read']) });
    expect(memory.recall(question({ caller: again }))).not.toBeNull();
  });

  test('ends ten seconds after it was made, however often it was given', () => {
    keep();
    clock.advance(9_999);
    expect(memory.recall(question())).not.toBeNull();
    clock.advance(1);
    expect(memory.recall(question())).toBeNull();
  });

  test('ends with the first of its leases, at the very moment', () => {
    keep({ leases: [lease(), lease({ until: 3_000 }), lease({ until: 4_000 })] });
    clock.advance(2_999);
    expect(memory.recall(question())).not.toBeNull();
    clock.advance(1);
    expect(memory.recall(question())).toBeNull();
  });

  test('ends when something that it shows is due to change, at the very moment', () => {
    clock.advance(500);
    keep({ holdsUntil: 1_000 });
    clock.advance(499);
    expect(memory.recall(question())).not.toBeNull();
    clock.advance(1);
    expect(memory.recall(question())).toBeNull();
  });

  test('is over for good with any of its leases', () => {
    let isOver = false;
    keep({ leases: [lease(), lease({ isOver: () => isOver })] });
    expect(memory.recall(question())).not.toBeNull();
    isOver = true;
    expect(memory.recall(question())).toBeNull();
    isOver = false;
    expect(memory.recall(question())).toBeNull();
  });

  test('takes the place of the one before', () => {
    keep({ body: 'old' });
    keep({ body: 'new' });
    expect(memory.recall(question())?.body.toString()).toBe('new');
  });
});

describe('the memory', () => {
  const numbered = (n: number) => question({ text: String(n) });
  const keptOf = (count: number) =>
    Array.from({ length: count }, (_, n) => memory.recall(numbered(n))).filter((answer) => answer !== null).length;

  test('holds 16 MiB of long answers, and the newest', () => {
    for (let n = 0; n < 100; n += 1) keep({ asked: numbered(n), body: 'x'.repeat(400_000) });
    expect(keptOf(100)).toBe(41);
    expect(memory.recall(numbered(99))).not.toBeNull();
  });

  test('counts what short answers take beside their text', () => {
    for (let n = 0; n < 20_000; n += 1) keep({ asked: numbered(n) });
    expect(keptOf(20_000)).toBeLessThan(16 * 1024);
  });

  test('counts the records that an answer rests on', () => {
    const leases = Array.from({ length: 1_000 }, () => lease());
    for (let n = 0; n < 100; n += 1) keep({ asked: numbered(n), leases });
    expect(keptOf(100)).toBeLessThan(45);
  });

  test('holds no answer of more than 512 KiB, and not the one before it either', () => {
    keep();
    keep({ body: 'x'.repeat(512 * 1024) });
    expect(memory.recall(question())).toBeNull();
  });

  test('holds the bytes of an answer and no others', () => {
    keep({ body: 'x'.repeat(4_097) });
    const { body } = memory.recall(question()) as { readonly body: Buffer };
    expect(body.buffer.byteLength).toBe(4_097);
  });
});

describe('a basis', () => {
  test('without any record is not firm', () => {
    expect(new AnswerBasis().isFirm).toBe(false);
  });

  test('of known records is firm', () => {
    const basis = new AnswerBasis();
    basis.rest(lease());
    expect(basis.isFirm).toBe(true);
  });

  test('holds until the first of the moments that it was told of', () => {
    const basis = new AnswerBasis();
    expect(basis.until).toBe(Number.POSITIVE_INFINITY);
    for (const moment of [3_000, 1_000, 2_000]) basis.holdUntil(moment);
    expect(basis.until).toBe(1_000);
  });

  test('that has wavered once stays so', () => {
    const basis = new AnswerBasis();
    basis.waver();
    basis.rest(lease());
    expect([basis.isFirm, basis.leases]).toEqual([false, []]);
  });
});
