import { createHash } from 'node:crypto';
import type { ConfiguredCaller, ConfiguredIssuer } from '../../src/callers/caller-config.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { createSigningKey, goodToken, issuerOf, publicPem, signToken } from '../callers/issuer.ts';
import { canary, type Kind } from './canaries.ts';

/** Somebody who asks, and what of the planted texts the answers may show. */
export interface Person {
  readonly name: string;
  readonly authorization: (now: number) => string | null;
  readonly mayRead: readonly Kind[];
}

const SIGNING_KEY = createSigningKey('leaks');
const STRANGER = createSigningKey('leaks');

/** An API key whose text is a canary; only its hash is configured. */
function plantedKey(): { readonly key: string; readonly hash: string } {
  const key = `paylens_${canary('Key').padEnd(43, '-')}`;
  return { key, hash: `sha256:${createHash('sha256').update(key).digest('hex')}` };
}

const READ: Scope = 'transactions:read';
const SCOPES: Readonly<Record<string, readonly Scope[]>> = {
  ordinary: [READ],
  explorer: [READ, 'explore', 'operations', 'reconcile', 'watch'],
  personal: [READ, 'transactions:pii'],
  secretive: [READ, 'transactions:secrets'],
  raw: [READ, 'transactions:raw'],
  everything: [READ, 'transactions:pii', 'transactions:secrets', 'transactions:raw', 'explore', 'operations'],
};

const keys = Object.entries(SCOPES).map(([name, scopes]) => ({ name, scopes, ...plantedKey() }));

export const CALLERS: readonly ConfiguredCaller[] = keys.map(({ name, scopes, hash }) => ({
  name,
  scopes: [...scopes],
  keys: [hash],
  accounts: ['*'],
}));

export const ISSUERS: readonly ConfiguredIssuer[] = [
  issuerOf({ publicKey: publicPem(SIGNING_KEY), algorithms: ['ES256'], scopes: [READ, 'transactions:pii'] }),
];

const claims = () => ({ sub: `${canary('Key')}@example.org`, email: canary('Key'), jti: canary('Key') });

const KNOWN: readonly Person[] = [
  ...keys.map(({ name, scopes, key }) => ({
    name,
    authorization: () => `Bearer ${key}`,
    mayRead: [
      'Record' as const,
      ...(scopes.includes('transactions:pii') ? (['Personal'] as const) : []),
      ...(scopes.includes('transactions:secrets') ? (['Seal'] as const) : []),
    ],
  })),
  {
    name: 'token',
    authorization: (now) => `Bearer ${goodToken(SIGNING_KEY, now, { ...claims(), scope: READ })}`,
    mayRead: ['Record'],
  },
];

/** Nobody that the gateway knows: nothing may be shown to them. */
const STRANGERS: readonly Person[] = [
  () => null,
  () => `Bearer ${plantedKey().key}`,
  () => `Bearer ${canary('Key')}`,
  () => `Basic ${Buffer.from(`user:${canary('Key')}`).toString('base64')}`,
  (now: number) => `Bearer ${goodToken(SIGNING_KEY, now, { ...claims(), exp: 1 })}`,
  (now: number) => `Bearer ${goodToken(SIGNING_KEY, now, { ...claims(), iss: canary('Key') })}`,
  (now: number) => `Bearer ${goodToken(SIGNING_KEY, now, { ...claims(), scope: { canary: canary('Key') } })}`,
  (now: number) => `Bearer ${signToken(STRANGER, { alg: 'ES256', kid: canary('Key') }, claims())}${now}`,
  () => `Bearer ${signToken(SIGNING_KEY, { alg: 'ES256', crit: [canary('Key')] }, canary('Key'))}`,
].map((authorization) => ({ name: 'stranger', authorization, mayRead: [] }));

export const PEOPLE = { known: KNOWN, strangers: STRANGERS };
