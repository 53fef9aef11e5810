export const UNLIMITED = Object.freeze({
    capacity: Number.POSITIVE_INFINITY,
    refillPerSecond: Number.POSITIVE_INFINITY,
});
/** Keeps the name a literal and checks the contract, without widening the account's type. */
export function defineProvider(definition) {
    return definition;
}
