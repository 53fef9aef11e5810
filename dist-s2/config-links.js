import { z } from 'zod';
import { accountName } from './providers/account-config.js';
import { PROVIDERS } from './providers/index.js';
/** One rule: two providers, an identifier of each. Whoever holds a secret one could act on the payment, so none links. */
export const linkSchema = z
    .strictObject(Object.fromEntries(PROVIDERS.map((provider) => [
    provider.name,
    endSchema(provider).optional().describe(`An identifier of ${provider.label}.`),
])))
    .transform((ends, context) => {
    const given = Object.values(ends).filter((end) => end !== undefined);
    const [first, second] = given;
    if (first !== undefined && second !== undefined && given.length === 2)
        return { ends: [first, second] };
    context.addIssue({ code: 'custom', message: 'must name an identifier of exactly two providers' });
    return z.NEVER;
});
function endSchema(provider) {
    const kinds = linkableKinds(provider);
    return z
        .strictObject({
        kind: z.enum(kinds.map(({ kind }) => kind)).describe('The identifier that both records have.'),
        prefix: z
            .string()
            .regex(/^[A-Za-z0-9_-]{1,36}$/, 'must be 1 to 36 letters, digits, "_" or "-"')
            .optional()
            .describe('What stands before the identifier here and not in the other record.'),
        account: accountName.optional().describe('Of this account only. Left out: the only one that the caller has.'),
    })
        .transform(({ kind, prefix = '', account = null }) => endOf(provider, { kind, prefix, account }));
}
function endOf(provider, end) {
    const isQueryable = provider.referenceKinds.some(({ kind, queryable }) => kind === end.kind && queryable);
    return { ...end, provider: provider.name, isQueryable };
}
function linkableKinds({ referenceKinds }) {
    return referenceKinds.filter(({ secret }) => !secret);
}
/** The rules by which the simulated records of each two providers belong together. */
export function simulatedLinks() {
    const ends = PROVIDERS.flatMap((provider) => provider.simulatedLink === null
        ? []
        : [endOf(provider, { kind: provider.simulatedLink, prefix: '', account: null })]);
    return ends.flatMap((first, index) => ends.slice(index + 1).map((second) => ({ ends: [first, second] })));
}
