import { UpstreamError } from './failure.js';
/**
 * GET with one account's credential. Where the provider refuses it, its file is read again: a rotated token needs no
 * restart.
 *
 * @throws UpstreamError `credential_renewed` where the file holds another value by now: the same call may be made again,
 * by whoever gives calls their tokens.
 */
export function authorizedGet(http, { credential, headers, isRefusal }) {
    return async (url, signal) => {
        const value = credential.reveal();
        const reply = await http.get({ url, headers: headers(value), signal });
        if (!isRefusal(reply))
            return reply;
        // Compared with the value that was refused: a neighbour's call may have read the file already.
        credential.refresh();
        if (credential.reveal() !== value)
            throw new UpstreamError('credential_renewed');
        return reply;
    };
}
