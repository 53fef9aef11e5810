/** The record of an outcome, with its freshness beside it. */
export function answered({ transaction, freshness }) {
    return { ...transaction, freshness };
}
