import { expect, test } from 'vitest';
import { accountsNamed, scopesNamed } from '../../src/callers/permissions.ts';

const KNOWN = new Map([
  ['genstore', ['main', 'outlet']],
  ['yedpay', ['hong-kong']],
]);

test.each([
  ['one account', ['genstore/outlet'], [['outlet'], []]],
  ['all of a provider', ['genstore/*'], [['main', 'outlet'], []]],
  ['all', ['*'], [['main', 'outlet'], ['hong-kong']]],
  ['several', ['yedpay/hong-kong', 'genstore/main'], [['main'], ['hong-kong']]],
  ['none that exists', ['genstore/other', 'stripe/*'], [[], []]],
  ['nothing', [], [[], []]],
  ['a name that only looks like a pattern', ['genstore/ma*', 'genstore/', '*/main', '**'], [[], []]],
  ["names of objects' own", ['__proto__', 'constructor/*', 'genstore/__proto__'], [[], []]],
  ['another case', ['GENSTORE/main', 'genstore/Main'], [[], []]],
])('patterns for %s name accounts that exist and no others', (_what, patterns, [genstore, yedpay]) => {
  expect(accountsNamed(patterns, KNOWN)).toEqual(
    new Map([
      ['genstore', genstore],
      ['yedpay', yedpay],
    ]),
  );
});

test('scopes are those that are named, exist and are allowed', () => {
  const allowed = new Set(['transactions:read', 'explore'] as const);
  expect(scopesNamed(['transactions:read', 'transactions:pii', 'admin'], allowed)).toEqual(
    new Set(['transactions:read']),
  );
  expect(scopesNamed(['TRANSACTIONS:READ', 'transactions:*', '*', ''], allowed)).toEqual(new Set());
  expect(scopesNamed([], allowed)).toEqual(new Set());
});
