/** `host:port`, which is all of the address that a log may have. */
export function placeOf({ url }) {
    const { hostname, port } = new URL(url.reveal());
    return `${hostname}:${port === '' ? 6379 : port}`;
}
/**
 * Where and as whom to connect. The password is read at each connection: one that was replaced in its file holds from the
 * next on, and Redis refuses the old one by ending it.
 */
export function addressOf({ url: given, password }) {
    const url = new URL(given.reveal());
    const database = Number(url.pathname.slice(1) || 0);
    const hasCredentials = password !== undefined || url.username !== '' || url.password !== '';
    return {
        socket: {
            // An IPv6 address stands in brackets in a URL and nowhere else.
            host: url.hostname.replace(/^\[|\]$/g, ''),
            port: Number(url.port || 6379),
            tls: url.protocol === 'rediss:',
        },
        database,
        ...(hasCredentials && {
            credentialsProvider: {
                type: 'async-credentials-provider',
                credentials: async () => {
                    password?.refresh();
                    return {
                        username: decoded(url.username) || 'default',
                        password: password?.reveal() ?? decoded(url.password),
                    };
                },
            },
        }),
    };
}
/** As it is written, where its bytes are no text. */
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
