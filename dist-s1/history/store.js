/** Equal for equal questions and for no others. */
export function questionText({ provider, accounts, kind, value }) {
    return JSON.stringify([provider, accounts, kind, value]);
}
