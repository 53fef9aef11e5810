/** The rules that may lead from the records of an account, in their order. */
export function rulesFrom(rules, { provider, account }) {
    return rules.flatMap((rule) => {
        const [first, second] = rule.ends;
        const near = rule.ends.find((end) => end.provider === provider && coversAccount(end, account));
        return near === undefined ? [] : [{ rule, near, far: near === first ? second : first }];
    });
}
/** Null where the record does not carry the identifier, or carries one without the prefix of the rule. */
export function linkOf({ rule, near, far }, transaction) {
    const value = identifierOf(transaction, near);
    if (value === null || !value.startsWith(near.prefix))
        return null;
    const shared = value.slice(near.prefix.length);
    return shared === '' ? null : { rule, near, far, value, farValue: far.prefix + shared };
}
/** What a record carries at an end of a rule; null where it carries nothing, or is not of that end. */
export function identifierOf({ provider, references }, end) {
    if (provider !== end.provider)
        return null;
    return references.find(({ kind }) => kind === end.kind)?.value ?? null;
}
export function coversAccount({ account }, name) {
    return account === null || account === name;
}
/** By provider, the identifiers that rules name and no look-up accepts: counterparts are found by them among what was seen. */
export function linkableKindsOf(rules) {
    const ends = rules.flatMap((rule) => rule.ends).filter(({ isQueryable }) => !isQueryable);
    const byProvider = Map.groupBy(ends, ({ provider }) => provider);
    const kinds = new Map([...byProvider].map(([provider, of]) => [provider, new Set(of.map(({ kind }) => kind))]));
    const none = new Set();
    return (provider) => kinds.get(provider) ?? none;
}
/** For people, the same from both sides: `genstore.OUT_ORDER_NO = yedpay.CUSTOM_ID after "WC-"`. */
export function ruleText({ ends }) {
    return ends
        .map(({ provider, kind, prefix, account }) => {
        const where = account === null ? provider : `${provider}/${account}`;
        return `${where}.${kind}${prefix === '' ? '' : ` after ${JSON.stringify(prefix)}`}`;
    })
        .join(' = ');
}
