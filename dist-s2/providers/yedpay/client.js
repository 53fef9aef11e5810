import { authorizedGet } from '../../upstream/authorized-get.js';
import { isUnauthenticated, readYedpayBody } from './wire.js';
/** In the message, whose letters may be escaped. */
const UNAUTHENTICATED = /unauthenticated|\\u00/i;
export function createYedpayClient(account, http) {
    const get = authorizedGet(http, {
        credential: account.apiKey,
        headers: (key) => ({
            Authorization: `API-KEY ${key}`,
            // Documented for this endpoint, though a GET has no body.
            'Content-Type': 'application/x-www-form-urlencoded',
        }),
        // Read again only where it may say so: a record is read by whoever asked for it.
        isRefusal: ({ status, text }) => status === 401 || (UNAUTHENTICATED.test(text) && isUnauthenticated(readYedpayBody(text))),
    });
    const query = `${account.baseUrl.replace(/\/+$/, '')}/online-payment/query?`;
    return {
        queryOnlinePayment: (asked, signal) => get(query + new URLSearchParams(asked), signal),
    };
}
