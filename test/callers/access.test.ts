import { expect, test } from 'vitest';
import { type AccessRules, createAccess } from '../../src/callers/access.ts';
import { createApiKey } from '../../src/callers/api-key.ts';
import type { Caller } from '../../src/domain/caller.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { sendJson, startServer } from '../support/http-server.ts';
import { upstreamTools } from '../support/upstream-tools.ts';
import { createSigningKey, goodToken, issuerOf, keySetOf, publicPem } from './issuer.ts';

const OLD = createApiKey();
const NEW = createApiKey();
const SIGNING = createSigningKey('known');
const SCOPES: Scope[] = ['transactions:read', 'explore'];

const accountsOf = (...names: string[]) => new Map([['yedpay', names]]);

const caller = (changes: object = {}) => ({
  name: 'dashboard',
  keys: [OLD.hash, NEW.hash],
  scopes: SCOPES,
  accounts: ['*'],
  ...changes,
});

const issuer = (changes: object = {}) =>
  issuerOf({ publicKey: publicPem(SIGNING), algorithms: ['ES256'], scopes: SCOPES, accounts: ['*'], ...changes });

const rules = (changes: Partial<AccessRules> = {}): AccessRules => ({
  callers: [caller()],
  issuers: [issuer()],
  accounts: accountsOf('one', 'two'),
  ...changes,
});

function accessUnder(first: AccessRules) {
  const { clock, http } = upstreamTools();
  const access = createAccess({ rules: first, clock, http });
  return {
    ...access,
    async recognised(credential: string): Promise<Caller> {
      const decision = await access.authenticate([`Bearer ${credential}`]);
      if (decision.kind !== 'accepted') throw new Error(decision.kind);
      return decision.caller;
    },
    token: () => goodToken(SIGNING, clock.now()),
  };
}

test('while nothing is reloaded, a caller is who he was', async () => {
  const { recognised, regrant, token } = accessUnder(rules());
  for (const credential of [OLD.key, token()]) {
    const known = await recognised(credential);
    expect(regrant(known)).toBe(known);
  }
});

test('of two keys one can be withdrawn, and whoever came with the other goes on', async () => {
  const { recognised, regrant, reload, authenticate } = accessUnder(rules());
  const [old, kept] = [await recognised(OLD.key), await recognised(NEW.key)];
  reload(rules({ callers: [caller({ keys: [NEW.hash] })] }));
  expect(regrant(old)).toBeNull();
  expect(regrant(kept)).toEqual(kept);
  expect(await authenticate([`Bearer ${OLD.key}`])).toMatchObject({ kind: 'refused' });
});

test('a key that another caller has now is a key of somebody else', async () => {
  const { recognised, regrant, reload } = accessUnder(rules());
  const known = await recognised(OLD.key);
  reload(rules({ callers: [caller({ name: 'other' })] }));
  expect(regrant(known)).toBeNull();
});

test('scopes and accounts are those of now: fewer, and for a key also more', async () => {
  const { recognised, regrant, reload, token } = accessUnder(rules());
  const [byKey, byToken] = [await recognised(OLD.key), await recognised(token())];
  const fewer = { scopes: ['transactions:read'], accounts: ['yedpay/one'] };
  reload(rules({ callers: [caller(fewer)], issuers: [issuer(fewer)], accounts: accountsOf('one', 'two', 'three') }));
  for (const known of [byKey, byToken]) {
    expect(regrant(known)).toMatchObject({ scopes: new Set(['transactions:read']), accounts: accountsOf('one') });
  }
  reload(rules({ accounts: accountsOf('one', 'two', 'three') }));
  expect(regrant(byKey)?.accounts).toEqual(accountsOf('one', 'two', 'three'));
  // A token names what it names, and the issuer does not name it again.
  expect(regrant(byToken)?.accounts).toEqual(accountsOf('one', 'two'));
});

test('whom a reload has regranted is known as he is now, and under the next rules, too', async () => {
  const { recognised, regrant, reload, token } = accessUnder(rules());
  const callers = [await recognised(OLD.key), await recognised(token())];
  reload(rules());
  const regranted = callers.map((caller) => regrant(caller) as Caller);
  expect(regranted).not.toContain(null);
  for (const caller of regranted) expect(regrant(caller)).toBe(caller);
  reload(rules({ accounts: accountsOf('one') }));
  for (const caller of regranted) expect(regrant(caller)?.accounts).toEqual(accountsOf('one'));
  reload(rules({ callers: [], issuers: [issuer({ audience: 'somebody-else' })] }));
  for (const caller of regranted) expect(regrant(caller)).toBeNull();
});

test.each([
  ['key', { publicKey: publicPem(createSigningKey('other')) }],
  ['audience', { audience: 'somebody-else' }],
])('a token is not good any more where its issuer has another %s', async (_what, changes) => {
  const { recognised, regrant, reload, token } = accessUnder(rules());
  const known = await recognised(token());
  reload(rules({ issuers: [issuer(changes)] }));
  expect(regrant(known)).toBeNull();
});

test('who came while everybody was let in is nobody once callers are named, and the other way round', async () => {
  const open = { callers: [], issuers: [] };
  const { recognised, regrant, reload } = accessUnder(rules(open));
  const anybody = await recognised('anything');
  expect(regrant(anybody)).toBe(anybody);
  reload(rules({ ...open, accounts: accountsOf('one') }));
  expect(regrant(anybody)?.accounts).toEqual(accountsOf('one'));
  reload(rules());
  expect(regrant(anybody)).toBeNull();
  const known = await recognised(OLD.key);
  reload(rules(open));
  expect(regrant(known)).toBeNull();
});

test('an issuer that cannot be reached after a reload is known by the keys from before', async () => {
  let isThere = true;
  await using server = await startServer((_request, response) =>
    isThere ? sendJson(response, keySetOf([SIGNING])) : sendJson(response, '{}', 503),
  );
  const remote = rules({ issuers: [issuer({ publicKey: undefined, jwksUrl: server.origin })] });
  const { recognised, reload, token } = accessUnder(remote);
  await recognised(token());
  isThere = false;
  reload({ ...remote, callers: [] });
  expect(await recognised(token())).toMatchObject({ scopes: new Set(SCOPES) });
});
