import { expect, test } from 'vitest';
import type { Caller } from '../src/domain/caller.ts';
import { OpenStreams } from '../src/open-streams.ts';
import { customId } from './support/known-transactions.ts';

const KEY = customId('order');

const caller = (changes: Partial<Caller> = {}): Caller => ({
  name: 'dashboard',
  accessEndsAt: null,
  scopes: new Set(['transactions:read', 'watch', 'transactions:pii']),
  accounts: new Map([[KEY.provider, [KEY.account, 'other']]]),
  ...changes,
});

function openOne(streams: OpenStreams) {
  const stream = { ended: 0 };
  const close = streams.open({
    caller: caller(),
    keys: [KEY],
    end: () => {
      stream.ended += 1;
    },
  });
  return { stream, close };
}

test.each<[string, Caller | null, number]>([
  ['is known as before', caller(), 0],
  ['has more accounts', caller({ accounts: new Map([[KEY.provider, [KEY.account, 'other', 'new']]]) }), 0],
  ['has lost an account that is not watched', caller({ accounts: new Map([[KEY.provider, [KEY.account]]]) }), 0],
  ['has lost the account that is watched', caller({ accounts: new Map([[KEY.provider, ['other']]]) }), 1],
  ['has lost a scope', caller({ scopes: new Set(['transactions:read', 'watch']) }), 1],
  ['is not known any more', null, 1],
])('of a caller who %s', (_what, now, ended) => {
  const streams = new OpenStreams();
  const { stream } = openOne(streams);
  expect(streams.review(() => now)).toBe(ended);
  expect(stream.ended).toBe(ended);
  // Told once.
  expect(streams.review(() => null)).toBe(1 - ended);
});

test('one that is begun by a request from before the reload ends at once', () => {
  const streams = new OpenStreams();
  streams.review(() => null);
  expect(openOne(streams).stream.ended).toBe(1);
});

test('one that is over is not told', () => {
  const streams = new OpenStreams();
  const { stream, close } = openOne(streams);
  close();
  expect(streams.review(() => null)).toBe(0);
  expect(stream.ended).toBe(0);
});
