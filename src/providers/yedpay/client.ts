import type { CancelSignal } from '../../domain/cancellation.ts';
import { authorizedGet } from '../../upstream/authorized-get.ts';
import type { Http, Reply } from '../../upstream/http.ts';
import type { YedpayAccount } from './config.ts';
import { isUnauthenticated, readYedpayBody } from './wire.ts';

export interface YedpayQuery {
  readonly name: 'custom_id' | 'payment_token';
  readonly value: string;
}

export interface YedpayClient {
  /** `GET /online-payment/query`. @throws UpstreamError where no whole reply could be had. */
  queryOnlinePayment(query: YedpayQuery, signal: CancelSignal): Promise<Reply>;
}

/** In the message, whose letters may be escaped. */
const UNAUTHENTICATED = /unauthenticated|\\u00/i;

export function createYedpayClient(account: YedpayAccount, http: Http): YedpayClient {
  const get = authorizedGet(http, {
    credential: account.apiKey,
    headers: (key) => ({
      Authorization: `API-KEY ${key}`,
      // Documented for this endpoint, though a GET has no body.
      'Content-Type': 'application/x-www-form-urlencoded',
    }),
    // Read again only where it may say so: a record is read by whoever asked for it.
    isRefusal: ({ status, text }) =>
      status === 401 || (UNAUTHENTICATED.test(text) && isUnauthenticated(readYedpayBody(text))),
  });
  const query = `${account.baseUrl.replace(/\/+$/, '')}/online-payment/query?`;
  return {
    queryOnlinePayment: ({ name, value }, signal) => get(`${query}${name}=${encodeURIComponent(value)}`, signal),
  };
}
