import { confirmationsOf, describeLink } from '../domain/counterpart-link.js';
import { DEFAULT_FRESHNESS } from '../domain/freshness.js';
import { identifierOf, linkOf, rulesFrom } from '../domain/link-rule.js';
import { problem } from '../domain/lookup-outcome.js';
import { keyText } from '../domain/transaction-key.js';
import { derivedCandidate, observedCandidate, ownAccounts, questionOf, } from './counterpart-candidates.js';
/**
 * Each record has one counterpart in one request, whatever state of it a row shows: so no reference costs more look-ups
 * than were counted for it.
 */
export function createCounterparts(parts) {
    const { rules, load, onAccess } = parts;
    const known = new Map();
    async function find(near) {
        const candidate = await firstCandidate(near, parts);
        if (candidate === null)
            return null;
        const { link, source, reference } = candidate;
        if ('problem' in candidate)
            return { reference, outcome: candidate.problem, link: describeLink(link, source, []) };
        const outcome = carrying(link, await load(candidate.key, DEFAULT_FRESHNESS));
        onAccess(candidate.key, outcome.outcome);
        const confirmations = outcome.outcome === 'FOUND' ? confirmationsOf(link.rule, { rules, near, far: outcome.transaction }) : [];
        return { reference, outcome, link: describeLink(link, source, confirmations) };
    }
    return (near) => {
        const name = keyText(near.key);
        const found = known.get(name) ?? find(near);
        known.set(name, found);
        return found;
    };
}
/** Whether a look-up of a counterpart may follow from a look-up of this key. */
export function mayHaveCounterpart(key, { rules, caller }) {
    return rulesFrom(rules, key).some(({ far }) => ownAccounts(caller, far).length > 0);
}
/** Of the first rule, in their order, that leads anywhere. What was seen is asked for once, for all rules and rows. */
async function firstCandidate(near, parts) {
    const candidates = [];
    for (const directed of rulesFrom(parts.rules, near.key)) {
        const link = linkOf(directed, near);
        if (link === null)
            continue;
        const candidate = candidateOf(link, parts);
        if (candidate === null)
            continue;
        candidates.push(Promise.resolve(candidate));
        // It is known without asking, and goes before all that come behind it.
        if (link.far.isQueryable)
            break;
    }
    return (await Promise.all(candidates)).find((candidate) => candidate !== null) ?? null;
}
function candidateOf(link, { caller, readers, loadCarrier }) {
    const accounts = ownAccounts(caller, link.far);
    const reader = readers.get(link.far.provider);
    if (accounts.length === 0 || reader === undefined)
        return null;
    if (link.far.isQueryable)
        return derivedCandidate(link, { accounts, reader });
    return loadCarrier(questionOf(link, accounts)).then((carrier) => carrier === null ? null : observedCandidate(link, carrier));
}
/** What a reference gives now may be another record than the one that was seen under it. */
function carrying({ far, farValue }, outcome) {
    if (outcome.outcome !== 'FOUND' || identifierOf(outcome.transaction, far) === farValue)
        return outcome;
    return problem('NOT_FOUND', { message: 'The record that this reference gives now does not carry the identifier.' });
}
