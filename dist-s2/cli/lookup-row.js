/** `provider/account reference`, as it is written on the command line; a secret is not repeated. */
export function nameOf({ reference, transaction }, isSecret) {
    const provider = reference.provider ?? transaction?.provider;
    const account = reference.account ?? transaction?.account;
    const place = [provider?.toLowerCase(), account].filter((part) => typeof part === 'string').join('/');
    const value = isSecret
        ? `(${reference.kind})`
        : (reference.value ?? transaction?.merchantReference ?? shortId(reference.id));
    return [place, value].filter((part) => part !== '').join(' ');
}
function shortId(id) {
    if (id === null)
        return '';
    return id.length <= 24 ? `id:${id}` : `id:${id.slice(0, 20)}…`;
}
