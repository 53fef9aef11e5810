import { coversAccount } from '../domain/link-rule.js';
import { problem } from '../domain/lookup-outcome.js';
/** The caller's accounts at an end of a rule. Whatever else is there is not, for this caller. */
export function ownAccounts({ accounts }, end) {
    return (accounts.get(end.provider) ?? []).filter((name) => coversAccount(end, name));
}
/** The candidate that the identifier itself is the reference of; null where it can be none. */
export function derivedCandidate(link, { accounts, reader }) {
    const { provider, kind } = link.far;
    const parsed = reader.read(kind, link.farValue);
    const [account, ...others] = accounts;
    if (!parsed.valid || account === undefined)
        return null;
    const { value } = parsed;
    if (others.length > 0) {
        const message = `Which of your ${reader.label} accounts has the counterpart is not known: the link rule must name one.`;
        const reference = { provider, account: null, kind, value, id: null };
        return { link, source: 'DERIVED', reference, problem: problem('INVALID_REFERENCE', { message }) };
    }
    const key = { provider, account, kind, value };
    return { link, source: 'DERIVED', reference: { ...key, id: null }, key };
}
/** What to ask of the records that were seen, where the identifier is one that no look-up accepts. */
export function questionOf({ far, farValue }, accounts) {
    return { provider: far.provider, accounts, kind: far.kind, value: farValue };
}
export function observedCandidate(link, carrier) {
    const { provider, kind } = link.far;
    if (!carrier.isUnique) {
        const message = 'Several records were seen with this identifier, and which one is meant is not known.';
        const reference = { provider, account: null, kind, value: link.farValue, id: null };
        return { link, source: 'OBSERVED', reference, problem: problem('INVALID_REFERENCE', { message }) };
    }
    const key = { provider, account: carrier.account, ...carrier.reference };
    return { link, source: 'OBSERVED', reference: { ...key, id: null }, key };
}
