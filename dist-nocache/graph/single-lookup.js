import { GatewayError, problemError } from '../domain/errors.js';
import { isProblem } from '../domain/lookup-outcome.js';
import { answered } from './answered.js';
const WITHOUT_RECORD = {
    AWAITING_CUSTOMER: 'The payer has not acted yet, so there is no record. Ask again later.',
    EXPIRED_UNPAID: 'The payment link ran out unpaid, so there is no record.',
};
/** The record that a query for a single one gives; where there is none, there is no row to say so in, so it throws. */
export async function loadSingle(context, provider, input) {
    requireAccount(context, provider);
    const { outcome } = await context.lookups.byReference({ [provider]: input });
    if (isProblem(outcome))
        throw problemError(outcome, provider);
    if (outcome.outcome === 'FOUND')
        return answered(outcome);
    throw new GatewayError(outcome.outcome, WITHOUT_RECORD[outcome.outcome], { provider });
}
/** @throws GatewayError `NOT_CONFIGURED` where the caller has no account of the provider. */
export function requireAccount({ caller }, provider) {
    if ((caller.accounts.get(provider) ?? []).length > 0)
        return;
    throw new GatewayError('NOT_CONFIGURED', 'No account of this provider is configured.', { provider });
}
/** The record that an id names; null where it is gone, and an error where that is not known. */
export async function loadNode({ lookups }, input) {
    const { outcome, reference } = await lookups.byReference(input);
    if (isProblem(outcome) && outcome.outcome !== 'NOT_FOUND')
        throw problemError(outcome, reference.provider);
    return outcome.outcome === 'FOUND' ? answered(outcome) : null;
}
