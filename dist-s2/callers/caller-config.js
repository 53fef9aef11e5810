import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { hasUser, isConfidential } from '../domain/address.js';
import { SCOPES } from '../domain/scope.js';
import { HASHED_KEY } from './api-key.js';
/** An account that a caller may use: `provider/name`, `provider/*` for all of a provider, `*` for all. */
const accountPattern = z
    .string()
    .regex(/^(\*|[a-z]+\/(\*|[A-Za-z0-9_-]{1,64}))$/, 'must be "provider/name", "provider/*" or "*"');
const name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, "_" or "-"');
const scopes = z.array(z.enum(SCOPES)).min(1);
const accounts = z.array(accountPattern).min(1);
/** One caller with API keys. The configuration holds hashes only, so it gives nobody a key. */
export const callerSchema = z.strictObject({
    name: name.describe('Who it is, in the audit log.'),
    keys: z
        .array(z.string().regex(HASHED_KEY, 'must be a hash that `npx paylens key create` printed'))
        .min(1)
        .max(2)
        .refine((keys) => new Set(keys).size === keys.length, 'must not hold one hash twice')
        .describe('The hashes of its API keys; two while one replaces the other.'),
    scopes: scopes.describe('What it may see and do.'),
    accounts: accounts.describe('Which accounts it may use: `provider/name`, `provider/*` or `*`.'),
});
/** Only what a public key verifies: with a shared secret, whoever can check a token could make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const jwksUrl = z.string().refine((text) => {
    if (!URL.canParse(text))
        return false;
    const url = new URL(text);
    return isConfidential(url) && !hasUser(url);
}, 'must be an https:// URL without user name and password (http:// is accepted for loopback addresses only)');
const publicKey = z.string().refine((text) => publicKeyOf(text) !== null, {
    message: 'must be one public key in PEM form (BEGIN PUBLIC KEY), and RSA has at least 2048 bits',
});
/** One issuer of JWTs. Its tokens say who asks; what is configured here bounds what they may grant. */
export const issuerSchema = z
    .strictObject({
    name: name.describe('Who issues, in the audit log.'),
    issuer: z.string().min(1).max(512).describe('The `iss` of its tokens, exactly.'),
    audience: z.string().min(1).max(512).describe('The `aud` that its tokens must name.'),
    jwksUrl: jwksUrl.optional().describe('Where its public keys are.'),
    publicKey: publicKey.optional().describe('Its public key in PEM form, instead of jwksUrl.'),
    algorithms: z
        .array(z.enum(ALGORITHMS))
        .min(1)
        .default(['RS256', 'ES256'])
        .describe('The signature algorithms that are accepted.'),
    scopes: scopes.describe('The most that its tokens may grant.'),
    accounts: accounts.describe('The accounts that its tokens may name at most.'),
})
    .superRefine((issuer, context) => {
    if ((issuer.jwksUrl === undefined) === (issuer.publicKey === undefined)) {
        context.addIssue({ code: 'custom', path: ['jwksUrl'], message: 'give either jwksUrl or publicKey' });
    }
    const key = publicKeyOf(issuer.publicKey ?? '');
    const { algorithms } = issuer;
    if (key === null || algorithms.length === 0 || algorithms.some((algorithm) => fits(key, algorithm)))
        return;
    context.addIssue({ code: 'custom', path: ['algorithms'], message: 'must have one that publicKey can verify' });
});
/** One key, one owner: else the audit log would name the wrong one. */
export function refuseSharedKeys(callers, context) {
    const seen = new Set();
    callers.forEach(({ keys }, index) => {
        if (keys.some((key) => seen.has(key))) {
            context.addIssue({ code: 'custom', path: [index, 'keys'], message: 'has a key of a caller above, too' });
        }
        for (const key of keys)
            seen.add(key);
    });
}
/** The whole text, because beside a public key there could be a private one, which nobody wants in a configuration. */
const PUBLIC_KEY = /^\s*-----BEGIN PUBLIC KEY-----[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----\s*$/;
const MIN_RSA_BITS = 2048;
function publicKeyOf(text) {
    if (!PUBLIC_KEY.test(text))
        return null;
    try {
        const key = createPublicKey(text);
        const { modulusLength = MIN_RSA_BITS } = key.asymmetricKeyDetails ?? {};
        return modulusLength < MIN_RSA_BITS ? null : key;
    }
    catch {
        return null;
    }
}
/** The curve of each algorithm that is bound to one. */
const CURVES = { ES256: 'prime256v1', ES384: 'secp384r1', ES512: 'secp521r1' };
function fits({ asymmetricKeyType, asymmetricKeyDetails }, algorithm) {
    if (asymmetricKeyType === 'rsa')
        return /^[RP]S/.test(algorithm);
    if (asymmetricKeyType === 'ec')
        return CURVES[algorithm] === asymmetricKeyDetails?.namedCurve;
    return asymmetricKeyType === 'ed25519' && algorithm === 'EdDSA';
}
