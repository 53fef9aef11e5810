import { failureOf } from '../upstream/failure.js';
/** Whether the public keys of each issuer can be had. */
export const checkIssuers = async ({ config, http }) => {
    const remote = config.issuers.flatMap(({ name, jwksUrl }) => (jwksUrl === undefined ? [] : [{ name, jwksUrl }]));
    return Promise.all(remote.map(async ({ name, jwksUrl }) => {
        const subject = `issuer ${name}`;
        try {
            const reply = await http.get({ url: jwksUrl, headers: {}, signal: new AbortController().signal });
            const keys = reply.status === 200 ? keysIn(reply.text) : null;
            if (keys !== null && keys > 0)
                return { state: 'ok', subject, says: `${keys} public keys` };
            return {
                state: 'failed',
                subject,
                says: `keys: answered ${reply.status}, and no set of keys. Look at jwksUrl.`,
            };
        }
        catch (error) {
            return { state: 'failed', subject, says: `keys: cannot be had (${failureOf(error).reason}). Look at jwksUrl.` };
        }
    }));
};
/** Null where the text is no key set. */
function keysIn(text) {
    try {
        const { keys } = JSON.parse(text);
        return Array.isArray(keys) ? keys.length : null;
    }
    catch {
        return null;
    }
}
