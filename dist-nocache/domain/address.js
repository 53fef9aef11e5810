/** Whether nobody in between can read what is sent there: https, or http that does not leave this machine. */
export function isConfidential({ protocol, hostname }) {
    return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
}
export function hasUser({ username, password }) {
    return username !== '' || password !== '';
}
/** Whether a host name or address reaches this machine only. An IPv6 address may stand in brackets, as in a URL. */
export function isLoopbackHost(host) {
    return /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|\[::1\])$/i.test(host);
}
