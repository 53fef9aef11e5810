import { justFetched } from './freshness.js';
/** Outcomes in which the provider answered what it was asked. */
export const ANSWERED_OUTCOMES = ['FOUND', 'AWAITING_CUSTOMER', 'EXPIRED_UNPAID'];
/** Outcomes that leave a row without an answer, each with whether asking again as is may help. */
export const PROBLEM_RETRYABLE = {
    NOT_FOUND: false,
    INVALID_REFERENCE: false,
    RATE_LIMITED: true,
    PROVIDER_UNAVAILABLE: true,
    PROVIDER_DENIED: false,
    PROVIDER_REJECTED: false,
    MALFORMED_RESPONSE: false,
    DEADLINE_EXCEEDED: true,
    INTERNAL: false,
};
export const PROBLEM_CODES = Object.keys(PROBLEM_RETRYABLE);
/** The outcome of a record that a provider has just given. */
export function found(transaction, now) {
    return { outcome: 'FOUND', transaction, freshness: justFetched(now) };
}
export function isProblem(outcome) {
    return Object.hasOwn(PROBLEM_RETRYABLE, outcome.outcome);
}
const MESSAGES = {
    NOT_FOUND: 'There is no such transaction in an account that you may use.',
    INVALID_REFERENCE: 'This reference cannot name a transaction.',
    RATE_LIMITED: 'No call to this account can be made in time. Ask again after retryAfterSeconds.',
    PROVIDER_UNAVAILABLE: 'The provider could not be reached or answered with an error. Ask again later.',
    PROVIDER_DENIED: "The provider refused this account's credential. Whoever runs the gateway must check it.",
    PROVIDER_REJECTED: 'The provider refused this request. Whoever runs the gateway finds the reason in its log.',
    MALFORMED_RESPONSE: 'The provider answered something that is not the record that was asked for.',
    DEADLINE_EXCEEDED: 'There was no time left to ask the provider. Ask again, or for fewer transactions at once.',
    INTERNAL: 'The gateway failed to look this transaction up. Whoever runs it finds the reason in its log.',
};
export function problem(outcome, details = {}) {
    return {
        outcome,
        message: details.message ?? MESSAGES[outcome],
        retryAfterSeconds: details.retryAfterSeconds ?? null,
    };
}
