import type { Secret } from '../domain/secret.ts';
import type { Http, Reply } from './http.ts';

/**
 * GET with one account's credential. Where the provider refuses it and its file holds another value by now, the call is
 * made once more with that: a rotated token needs no restart.
 */
export function authorizedGet(
  http: Http,
  credential: Secret,
  header: (value: string) => Readonly<Record<string, string>>,
) {
  return async (url: URL, signal: AbortSignal): Promise<Reply> => {
    const value = credential.reveal();
    const reply = await http.get({ url, headers: header(value), signal });
    if (reply.status !== 401) return reply;
    // Compared with the value that was refused: a neighbour's call may have read the file already.
    credential.refresh();
    return credential.reveal() === value ? reply : http.get({ url, headers: header(credential.reveal()), signal });
  };
}
