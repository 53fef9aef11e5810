import { GatewayError, problemError } from '../domain/errors.js';
import { requireAccount } from './single-lookup.js';
/** A record that is no transaction; where there is none, there is no row to say so in, so it throws. */
export async function loadRecord(context, question) {
    const { provider, resource, input, howToOffer } = question;
    requireAccount(context, provider);
    const outcome = await context.records().byReference(resource, input);
    if (outcome === null)
        throw new GatewayError('NOT_CONFIGURED', howToOffer, { provider });
    // The same words for an account that is not the caller's.
    if (outcome.outcome === 'NOT_FOUND') {
        throw new GatewayError('NOT_FOUND', 'There is no such record in an account that you may use.', { provider });
    }
    if (outcome.outcome === 'FOUND')
        return { ...outcome.record, freshness: outcome.freshness };
    throw problemError(outcome, provider);
}
