import type { CancelSignal } from '../domain/cancellation.ts';
import type { Secret } from '../domain/secret.ts';
import { UpstreamError } from './failure.ts';
import type { GetRequest, Http, Reply } from './http.ts';

export interface Authorization {
  readonly credential: Secret;
  readonly headers: (value: string) => Readonly<Record<string, string>>;
  /** Whether the provider refused the credential, in its own way of saying so. */
  readonly isRefusal: (reply: Reply) => boolean;
}

/**
 * GET with one account's credential. Where the provider refuses it, its file is read again: a rotated token needs no
 * restart.
 *
 * @throws UpstreamError `credential_renewed` where the file holds another value by now: the same call may be made again,
 * by whoever gives calls their tokens.
 */
export function authorizedGet(http: Http, { credential, headers, isRefusal }: Authorization) {
  // Made once for each value: a credential changes almost never.
  let sent: { readonly value: string; readonly headers: GetRequest['headers'] } | null = null;

  return (url: string, signal: CancelSignal): Promise<Reply> => {
    const value = credential.reveal();
    if (sent?.value !== value) sent = { value, headers: headers(value) };
    return http.get({ url, headers: sent.headers, signal }).then((reply) => {
      if (!isRefusal(reply)) return reply;
      // Compared with the value that was refused: a neighbour's call may have read the file already.
      credential.refresh();
      if (credential.reveal() !== value) throw new UpstreamError('credential_renewed');
      return reply;
    });
  };
}
