import { format, inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';

const VALUE = 'ak_live_7f3a+/=';

describe('a secret', () => {
  const secret = new Secret(VALUE, () => VALUE);

  test.each<readonly [string, () => string]>([
    ['inspect', () => inspect(secret)],
    ['inspect with everything shown', () => inspect(secret, { depth: 10, showHidden: true, getters: true })],
    ['inspect without its own form', () => inspect(secret, { customInspect: false, showHidden: true, depth: 10 })],
    ['inspect inside an account', () => inspect({ accounts: [{ apiKey: secret }] }, { depth: 10 })],
    ['format', () => format('%s %o %O %j', secret, secret, secret, secret)],
    ['JSON', () => JSON.stringify({ secret, list: [secret] })],
    ['a template', () => `${secret}`],
    ['concatenation', () => `key: ${String(secret)}${[secret].join()}`],
    ['an error message', () => new Error(`bad key ${secret}`).stack ?? ''],
    ['own keys', () => JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(secret)))],
    ['a copy', () => JSON.stringify({ ...secret })],
    ['its fingerprint', () => secret.fingerprint()],
  ])('shows in no %s', (_, show) => {
    const shown = show();
    expect(shown).not.toContain(VALUE);
    expect(shown).not.toContain('7f3a');
  });

  test('is given out by reveal alone', () => {
    expect(secret.reveal()).toBe(VALUE);
  });

  test('is told from others by its fingerprint', () => {
    expect(secret.fingerprint()).toBe(new Secret(VALUE).fingerprint());
    expect(secret.fingerprint()).not.toBe(new Secret(`${VALUE}x`).fingerprint());
    expect(secret.fingerprint()).toMatch(/^[\w-]{12}$/);
  });
});

describe('a secret that is read again', () => {
  test('has the new value from then on', () => {
    const secret = new Secret('old', () => 'new');
    expect(secret.reveal()).toBe('old');
    secret.refresh();
    expect(secret.reveal()).toBe('new');
  });

  test('keeps its value where it came by value, or where its file is gone', () => {
    const broken = new Secret('old', () => {
      throw new Error('ENOENT');
    });
    for (const secret of [new Secret('old'), broken]) {
      secret.refresh();
      expect(secret.reveal()).toBe('old');
    }
  });
});
