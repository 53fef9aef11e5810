import { expect, test } from 'vitest';
import { accountChange, settingsDigest } from '../src/account-change.ts';
import { Secret } from '../src/domain/secret.ts';
import type { ProviderAccount } from '../src/providers/provider.ts';

const account = (changes: object = {}) =>
  ({ name: 'main', timeZone: 'UTC', plan: 'default', token: new Secret('first'), ...changes }) as ProviderAccount & {
    readonly token: Secret;
    readonly signKey?: Secret;
  };

function kept(before: ProviderAccount, after: ProviderAccount) {
  const change = accountChange(before, after);
  if (change.kind !== 'KEPT') throw new Error(change.kind);
  return change;
}

test('where a credential differs, whoever holds the old one has the new value as soon as it is renewed', () => {
  const [before, after] = [account(), account({ token: new Secret('second') })];
  const change = kept(before, after);
  expect(change.account).toMatchObject({ token: before.token });
  expect(before.token.reveal()).toBe('first');
  expect(change.renew()).toBe(true);
  expect(before.token.reveal()).toBe('second');
});

test('where nothing differs, nothing is renewed; but the file that a value lives in from now on is read when it is refused', () => {
  const before = account();
  let inFile = 'first';
  expect(kept(before, account({ token: new Secret('first', () => inFile) })).renew()).toBe(false);
  inFile = 'rotated';
  before.token.refresh();
  expect(before.token.reveal()).toBe('rotated');
});

test('a secret that is new is taken over, and one that is gone is gone', () => {
  const signKey = new Secret('sign');
  const [without, having] = [account(), account({ signKey })];
  const added = kept(without, having);
  expect(added.account).toMatchObject({ signKey });
  expect(added.renew()).toBe(false);
  expect(kept(having, without).account).not.toHaveProperty('signKey');
});

test('where anything else differs, it is another account, and what was read of the old one is not its own', () => {
  for (const changes of [{ plan: 'basic' }, { timeZone: 'Asia/Hong_Kong' }, { region: 'eu' }]) {
    expect(accountChange(account(), account(changes))).toEqual({ kind: 'REPLACED' });
    expect(settingsDigest(account(changes))).not.toBe(settingsDigest(account()));
  }
  expect(settingsDigest(account({ token: new Secret('second') }))).toBe(settingsDigest(account()));
});
