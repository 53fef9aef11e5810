/** What a driver calls its failure, such as `ECONNREFUSED`; never its message, which may hold an address or a value. */
export function failureReason(error) {
    const { code, errcode } = error;
    if (typeof code !== 'string' || !/^[A-Z0-9_]{1,40}$/.test(code))
        return null;
    return typeof errcode === 'number' ? `${code} ${errcode}` : code;
}
