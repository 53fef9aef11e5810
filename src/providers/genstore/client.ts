import type { CancelSignal } from '../../domain/cancellation.ts';
import { authorizedGet } from '../../upstream/authorized-get.ts';
import type { Http, Reply } from '../../upstream/http.ts';
import type { GenstoreAccount } from './config.ts';
import { type RefundEndpoint, refundUrl } from './refund-config.ts';

export interface GenstoreClient {
  /** `GET /api/{version}/payment/{paymentId}`. @throws UpstreamError where no whole reply could be had. */
  getPayment(paymentId: string, signal: CancelSignal): Promise<Reply>;
  /** GET of an after-sales record, as the shop is configured. @throws UpstreamError as above. */
  getRefund(endpoint: RefundEndpoint, refundId: string, signal: CancelSignal): Promise<Reply>;
}

export function createGenstoreClient(account: GenstoreAccount, http: Http): GenstoreClient {
  const get = authorizedGet(http, {
    credential: account.accessToken,
    headers: (token) => ({ 'X-Genstore-Access-Token': token }),
    isRefusal: ({ status }) => status === 401,
  });
  const payments = new URL(`/api/${account.apiVersion}/payment/`, account.baseUrl).href;
  return {
    getPayment: (paymentId, signal) => get(payments + encodeURIComponent(paymentId), signal),
    getRefund: (endpoint, refundId, signal) =>
      get(refundUrl(endpoint, { baseUrl: account.baseUrl, version: account.apiVersion, refundId }).href, signal),
  };
}
