/** What every command about transactions takes. */
export const TRANSACTION_OPTIONS = {
    account: { type: 'string' },
    json: { type: 'boolean', default: false },
    document: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    pii: { type: 'boolean', default: false },
    secrets: { type: 'boolean', default: false },
    raw: { type: 'boolean', default: false },
};
const SCOPES = {
    pii: 'transactions:pii',
    secrets: 'transactions:secrets',
    raw: 'transactions:raw',
};
/** The scopes of the fields that were asked to be shown. */
export function shownScopes(values) {
    return Object.keys(SCOPES).filter((name) => values[name]).map((name) => SCOPES[name]);
}
