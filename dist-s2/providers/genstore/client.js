import { authorizedGet } from '../../upstream/authorized-get.js';
import { refundUrl } from './refund-config.js';
export function createGenstoreClient(account, http) {
    const get = authorizedGet(http, {
        credential: account.accessToken,
        headers: (token) => ({ 'X-Genstore-Access-Token': token }),
        isRefusal: ({ status }) => status === 401,
    });
    const payments = new URL(`/api/${account.apiVersion}/payment/`, account.baseUrl).href;
    return {
        getPayment: (paymentId, signal) => get(payments + encodeURIComponent(paymentId), signal),
        getRefund: (endpoint, refundId, signal) => get(refundUrl(endpoint, { baseUrl: account.baseUrl, version: account.apiVersion, refundId }).href, signal),
    };
}
