import { expect, test } from 'vitest';
import { shareLookups } from '../../src/cache/shared-lookups.ts';
import { type LookupProblem, problem } from '../../src/domain/lookup-outcome.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import type { LookupContext, LookupSource } from '../../src/domain/transaction-source.ts';
import { lookupContext } from '../support/lookup-context.ts';
import { settled } from '../support/manual-clock.ts';

const key = (value: string): TransactionKey => ({ provider: 'p', account: 'a', kind: 'REFUND_ID', value });
const ANSWER = problem('PROVIDER_REJECTED', { message: 'the answer' });

/** A source whose calls stay under way until a test lands them. */
function pendingSource() {
  const calls: (PromiseWithResolvers<LookupProblem> & { readonly context: LookupContext })[] = [];
  const source: LookupSource<LookupProblem> = {
    lookup: (_key, context) => {
      const call = { ...Promise.withResolvers<LookupProblem>(), context };
      calls.push(call);
      return call.promise;
    },
  };
  const shared = shareLookups(source);
  const ask = (value: string, context: Partial<LookupContext> = {}) =>
    shared.lookup(key(value), lookupContext(context));
  return { calls, ask };
}

test('whoever asks the same while it is asked has the same answer, and nothing is kept of it', async () => {
  const { calls, ask } = pendingSource();
  const waiting = [ask('1'), ask('1'), ask('2')];
  expect(calls).toHaveLength(2);
  for (const call of calls) call.resolve(ANSWER);
  expect(await Promise.all(waiting)).toEqual([ANSWER, ANSWER, ANSWER]);
  await settled();
  const again = ask('1');
  expect(calls).toHaveLength(3);
  calls[2]?.resolve(ANSWER);
  expect(await again).toEqual(ANSWER);
});

test('whoever leaves, leaves alone; with the last one the call is given up', async () => {
  const { calls, ask } = pendingSource();
  const [first, second] = [new AbortController(), new AbortController()];
  const waiting = [ask('1', { signal: first.signal }), ask('1', { signal: second.signal })];
  first.abort();
  expect(await waiting[0]).toEqual(problem('DEADLINE_EXCEEDED'));
  expect(calls[0]?.context.signal.aborted).toBe(false);
  second.abort();
  expect(await waiting[1]).toEqual(problem('DEADLINE_EXCEEDED'));
  expect(calls[0]?.context.signal.aborted).toBe(true);
});

test('one who has more time than whoever began asks once more where that one ran out of it', async () => {
  const { calls, ask } = pendingSource();
  const hasty = ask('1', { deadline: 1 });
  const patient = ask('1', { deadline: 100 });
  calls[0]?.resolve(problem('RATE_LIMITED'));
  expect(await hasty).toEqual(problem('RATE_LIMITED'));
  await settled();
  expect(calls.map(({ context }) => context.deadline)).toEqual([1, 100]);
  calls[1]?.resolve(ANSWER);
  expect(await patient).toEqual(ANSWER);
});

test('a source that rejects, or throws, costs an answer and not the process', async () => {
  const rejecting = shareLookups<LookupProblem>({ lookup: () => Promise.reject(new Error('canary')) });
  const throwing = shareLookups<LookupProblem>({
    lookup: () => {
      throw new Error('canary');
    },
  });
  for (const source of [rejecting, throwing]) {
    expect(await source.lookup(key('1'), lookupContext())).toEqual(problem('INTERNAL'));
  }
});
