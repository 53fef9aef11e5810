import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAuthentication } from '../../src/callers/authentication.ts';
import { remoteKeySet } from '../../src/callers/key-set.ts';
import type { Caller } from '../../src/domain/caller.ts';
import { SCOPES, type Scope } from '../../src/domain/scope.ts';
import { startTestGateway } from '../support/gateway.ts';
import { upstreamTools } from '../support/upstream-tools.ts';
import { CALLERS, KEYS, RSA } from './credentials.ts';
import { type Claims, goodToken, issuerOf, publicPem } from './issuer.ts';

const ACCOUNTS = new Map([
  ['genstore', ['main', 'outlet']],
  ['yedpay', ['hong-kong', 'staging']],
]);

const BACKEND = issuerOf({
  publicKey: publicPem(RSA),
  algorithms: ['RS256'],
  scopes: ['transactions:read', 'transactions:pii'],
  accounts: ['genstore/*', 'yedpay/hong-kong'],
});

/** The caller that a bearer credential makes. */
async function callerOf(credential: string): Promise<Caller> {
  const { http, clock } = upstreamTools();
  const authenticate = createAuthentication({
    callers: CALLERS,
    issuers: [BACKEND],
    accounts: ACCOUNTS,
    clock,
    keySetOf: (url) => remoteKeySet(url, { clock, http }),
  });
  const decision = await authenticate([`Bearer ${credential}`]);
  if (decision.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(decision)}`);
  return decision.caller;
}

/** On the clock that `upstreamTools` starts with. */
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const tokenWith = (claims: Claims) => goodToken(RSA, NOW, claims);
const granted = ({ accounts }: Caller) => Object.fromEntries(accounts);

test.each<[string, unknown, readonly Scope[]]>([
  ['what both name', 'transactions:read transactions:pii', ['transactions:read', 'transactions:pii']],
  ['less, where it names less', 'transactions:read', ['transactions:read']],
  ['nothing beyond its issuer', 'transactions:secrets operations explore', []],
  ['only the part that its issuer may grant', [...SCOPES], ['transactions:read', 'transactions:pii']],
  ['nothing by a scope that does not exist', 'admin * transactions:* TRANSACTIONS:READ', []],
  ['nothing, where it names nothing', '', []],
  ['nothing by an empty list', [], []],
])('a token grants %s', async (_what, scope, expected) => {
  const caller = await callerOf(tokenWith({ scope }));
  expect([...caller.scopes].sort()).toEqual([...expected].sort());
});

test.each<[string, unknown, Readonly<Record<string, readonly string[]>>]>([
  ['what its issuer may grant', ['*'], { genstore: ['main', 'outlet'], yedpay: ['hong-kong'] }],
  ['less, where it names less', 'genstore/main', { genstore: ['main'], yedpay: [] }],
  ['nothing beyond its issuer', ['yedpay/staging'], { genstore: [], yedpay: [] }],
  ['only the part that its issuer may grant', ['yedpay/*'], { genstore: [], yedpay: ['hong-kong'] }],
  ['nothing that does not exist', ['genstore/other', '__proto__/x'], { genstore: [], yedpay: [] }],
])('a token gives the accounts of %s', async (_what, accounts, expected) => {
  expect(granted(await callerOf(tokenWith({ accounts })))).toEqual(expected);
});

test('a key grants what is configured for it', async () => {
  const caller = await callerOf(KEYS.next.key);
  expect(caller.name).toBe('dashboard');
  expect([...caller.scopes]).toEqual(['transactions:read', 'explore']);
  expect(granted(caller)).toEqual(Object.fromEntries(ACCOUNTS));
});

test("the name of a token's caller holds its issuer and a hash of its subject, because subjects name people", async () => {
  const sub = 'sam@example.org';
  const { name } = await callerOf(tokenWith({ sub }));
  expect(name).toBe(`backend:${createHash('sha256').update(sub).digest('base64url').slice(0, 16)}`);
});

test('what a token does not grant, the gateway refuses: introspection without explore, fields without their scope', async () => {
  const gateway = await startTestGateway({
    config: { issuers: [issuerOf({ publicKey: publicPem(RSA), algorithms: ['RS256'], scopes: [...SCOPES] })] },
  });
  const as = (claims: Claims) => ({ authorization: `Bearer ${goodToken(RSA, gateway.clock.now(), claims)}` });
  const ask = async (document: string, claims: Claims) => {
    const { data, errors } = await gateway.query(document, {}, as(claims));
    return errors?.[0]?.extensions.code ?? data;
  };
  const introspection = '{ __schema { queryType { name } } }';
  expect(await ask(introspection, { scope: 'transactions:read' })).toBe('FORBIDDEN');
  expect(await ask(introspection, { scope: 'explore' })).toEqual({ __schema: { queryType: { name: 'Query' } } });
  const lookup = '{ genstorePayment(paymentId: "PI-success") { paymentId raw } }';
  expect(await ask(lookup, { scope: 'explore' })).toBe('FORBIDDEN');
  expect(gateway.genstore.callCount()).toBe(0);
  expect(await ask(lookup, { scope: 'transactions:read' })).toEqual({
    genstorePayment: { paymentId: 'PI-success', raw: null },
  });
  const { genstorePayment } = await ask(lookup, { scope: 'transactions:read transactions:raw' });
  expect(genstorePayment.raw).toMatchObject({ paymentId: 'PI-success' });
  const elsewhere = await gateway.query(lookup, {}, as({ scope: 'transactions:read', accounts: ['yedpay/*'] }));
  expect(elsewhere.errors?.[0]?.extensions.code).toBe('NOT_CONFIGURED');
});
