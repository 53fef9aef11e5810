import { expect, test } from 'vitest';
import type { Lease } from '../src/domain/answer-basis.ts';
import type { Caller } from '../src/domain/caller.ts';
import type { Span, SpanFacts } from '../src/domain/span.ts';
import { type AnswerParts, OperationAnswers, type OwnedOperation } from '../src/operation-answers.ts';
import type { AnswerExtensions } from '../src/server/answer-extensions.ts';
import type { WholeAnswer } from '../src/server/direct-answer.ts';
import { newOperationReport } from '../src/server/operation-report.ts';
import type { ServerContext } from '../src/server/server-context.ts';
import type { AccessEntry } from '../src/telemetry/audit-log.ts';
import { NO_METRICS } from '../src/telemetry/metrics/recording.ts';
import { customId } from './support/known-transactions.ts';
import { ManualClock } from './support/manual-clock.ts';

const CALLER: Caller = {
  name: 'dashboard',
  accessEndsAt: null,
  scopes: new Set(['transactions:read']),
  accounts: new Map([['yedpay', ['shop']]]),
};
const OPERATOR: Caller = { ...CALLER, scopes: new Set(['operations']) };
const STEPS = { traceparent: null, wantsSteps: true };
const LEASE: Lease = { until: 60_000, state: 'PAID', isOver: () => false };

/** What an answer that may be kept is made of; a test says what is different about its own. */
function known(owned: OwnedOperation): void {
  owned.basis.rest(LEASE);
  owned.report.outcome = 'OK';
  owned.report.operation = 'Rows';
  owned.report.price = 3;
  owned.trail.record(customId('order-1'), 'FOUND');
}

interface Started {
  readonly answer?: (owned: OwnedOperation) => void | Promise<void>;
  readonly parts?: Partial<AnswerParts>;
  readonly status?: number;
}

function start({ answer = known, parts = {}, status = 200 }: Started = {}) {
  const told: unknown[] = [];
  const lines: AccessEntry[] = [];
  let taken = 0;
  let requests = 0;
  const span = (): Span => ({ begin: span, carry: (work) => work(), end: (facts) => told.push(['end', facts]) });
  /** As a budget is: other than a moment ago. */
  const extensionsOf = ({ caller, spending }: Pick<OwnedOperation, 'caller' | 'spending'>): AnswerExtensions => ({
    requests,
    caller,
    spending,
  });
  const answers = new OperationAnswers({
    graphql: async (_operation, context) => {
      const owned = context as OwnedOperation;
      await answer(owned);
      const headers = { 'content-type': 'application/json' };
      return { status, headers, body: '{"data":{}}', extensions: extensionsOf(owned) };
    },
    extensionsOf,
    access: { regrant: (caller) => caller },
    take: (_caller, references) => {
      taken += references;
      return null;
    },
    audit: { access: (entry) => lines.push(entry), refusal: () => {} },
    metrics: { ...NO_METRICS, operation: ({ operation, outcome }) => told.push(['operation', operation, outcome]) },
    tracing: {
      operation: (traceparent: string | null, facts: SpanFacts) => {
        told.push(['begin', traceparent, facts]);
        return span();
      },
      headers: () => ({}),
      close: async () => {},
    },
    clock: new ManualClock(),
    ...parts,
  });

  function contextOf(changes: Partial<ServerContext> = {}): ServerContext {
    requests += 1;
    return {
      requestId: `request-${requests}`,
      caller: CALLER,
      accept: 'application/json',
      signal: new AbortController().signal,
      deadline: 8_000,
      allowMilliseconds: () => {},
      text: '{}',
      isUntrusted: false,
      hints: { traceparent: 'trace', wantsSteps: false },
      report: newOperationReport(),
      ...changes,
    };
  }
  return {
    answers,
    told,
    lines,
    taken: () => taken,
    make: (changes?: Partial<ServerContext>) => answers.answer({}, contextOf(changes)),
    recall: (changes?: Partial<ServerContext>) => answers.recall(contextOf(changes)),
  };
}

test('an answer that is given again is written, counted and traced as the one that was made', async () => {
  const { make, recall, told, lines } = start();
  await make();
  expect(recall()?.body.toString()).toBe('{"data":{}}');
  const [made, again] = lines.map(({ requestId: _own, ...line }) => line);
  expect(again).toEqual(made);
  expect(lines.map(({ requestId }) => requestId)).toEqual(['request-1', 'request-2']);
  const steps = (requestId: string) => [
    ['begin', 'trace', { requestId }],
    ['operation', 'Rows', 'OK'],
    ['end', { operation: 'Rows', outcome: 'OK' }],
  ];
  expect(told).toEqual([...steps('request-1'), ...steps('request-2')]);
});

test('what is said beside it is said anew, of the same accounts', async () => {
  const { make, recall } = start();
  const made = (await make()) as WholeAnswer;
  const again = recall();
  expect(made.extensions).toMatchObject({ requests: 1, caller: CALLER });
  expect(again).toEqual({ ...made, status: undefined, extensions: { ...made.extensions, requests: 2 } });
});

test('the rest of its price is taken, and where that is not there it is to be made, or refused', async () => {
  const { make, recall, taken } = start();
  await make();
  expect([recall() === null, taken()]).toEqual([false, 2]);
  const poor = start({ parts: { take: () => 20 } });
  await poor.make();
  expect([poor.recall(), poor.lines.length]).toEqual([null, 1]);
});

test('without a line in the audit log nothing is given again', async () => {
  let isAway = false;
  const access = () => {
    if (isAway) throw new Error('the disk is full');
  };
  const { make, recall } = start({ parts: { audit: { access, refusal: () => {} } } });
  await make();
  isAway = true;
  expect(() => recall()).toThrow('the disk is full');
});

test('a caller that may ask nothing any more is not answered from memory', async () => {
  let isWithdrawn = false;
  const { make, recall, lines } = start({ parts: { access: { regrant: (own) => (isWithdrawn ? null : own) } } });
  await make();
  isWithdrawn = true;
  expect([recall(), lines.length]).toEqual([null, 1]);
});

test('who may see less than when the request came gets what that is', async () => {
  const less: Caller = { ...CALLER, accounts: new Map([['yedpay', []]]) };
  let now = CALLER;
  const { make, recall } = start({ parts: { access: { regrant: () => now } } });
  await make();
  now = less;
  expect(recall()).toBeNull();
});

test.each<[string, Started, Partial<ServerContext>?]>([
  [
    'of no record',
    {
      answer: ({ report }) => {
        report.outcome = 'OK';
      },
    },
  ],
  [
    'of this moment',
    {
      answer: (owned) => {
        known(owned);
        owned.basis.waver();
      },
    },
  ],
  [
    'with an error',
    {
      answer: (owned) => {
        known(owned);
        owned.report.outcome = 'NOT_FOUND';
      },
    },
  ],
  ['with another status', { status: 429 }],
  ['to a document that is logged each time', {}, { isUntrusted: true }],
])('an answer %s is not given again', async (_name, started, context) => {
  const { make, recall } = start(started);
  await make(context);
  expect(recall(context)).toBeNull();
});

test('steps are told of to who may know them, each time, and to nobody else', async () => {
  const { make, recall } = start();
  await make({ caller: OPERATOR, hints: STEPS });
  await make();
  expect(recall({ caller: OPERATOR, hints: STEPS })).toBeNull();
  expect(recall({ caller: OPERATOR })).not.toBeNull();
  expect(recall({ hints: STEPS })).not.toBeNull();
});

test('after a reload nothing of before is given again, also not what was under way', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let isFirst = true;
  const { answers, make, recall } = start({
    answer: async (owned) => {
      known(owned);
      if (!isFirst) await promise;
    },
  });
  await make();
  isFirst = false;
  const underWay = make({ text: 'other' });
  answers.forget();
  resolve();
  await underWay;
  expect([recall(), recall({ text: 'other' })]).toEqual([null, null]);
  await make({ text: 'other' });
  expect(recall({ text: 'other' })).not.toBeNull();
});
