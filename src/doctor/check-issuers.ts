import { failureOf } from '../upstream/failure.ts';
import type { Check, Finding } from './finding.ts';

/** Whether the public keys of each issuer can be had. */
export const checkIssuers: Check = async ({ config, http }) => {
  const remote = config.issuers.flatMap(({ name, jwksUrl }) => (jwksUrl === undefined ? [] : [{ name, jwksUrl }]));
  return Promise.all(
    remote.map(async ({ name, jwksUrl }): Promise<Finding> => {
      const subject = `issuer ${name}`;
      try {
        const reply = await http.get({ url: jwksUrl, headers: {}, signal: new AbortController().signal });
        const keys = reply.status === 200 ? keysIn(reply.text) : null;
        if (keys !== null && keys > 0) return { state: 'ok', subject, says: `${keys} public keys` };
        return {
          state: 'failed',
          subject,
          says: `keys: answered ${reply.status}, and no set of keys. Look at jwksUrl.`,
        };
      } catch (error) {
        return { state: 'failed', subject, says: `keys: cannot be had (${failureOf(error).reason}). Look at jwksUrl.` };
      }
    }),
  );
};

/** Null where the text is no key set. */
function keysIn(text: string): number | null {
  try {
    const { keys } = JSON.parse(text) as { readonly keys?: unknown };
    return Array.isArray(keys) ? keys.length : null;
  } catch {
    return null;
  }
}
