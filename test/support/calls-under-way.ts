import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { onTestFinished } from 'vitest';

/** Whether HTTP requests of this process have begun and none is under way, as undici tells; until the test is over. */
export function untilCallsAreOver(): () => boolean {
  const requests = new Set<unknown>();
  let hasBegun = false;
  const begin = (message: unknown) => {
    hasBegun = true;
    requests.add((message as { request: unknown }).request);
  };
  const end = (message: unknown) => void requests.delete((message as { request: unknown }).request);
  const listeners = [
    ['undici:request:create', begin],
    ['undici:request:trailers', end],
    ['undici:request:error', end],
  ] as const;
  for (const [name, listener] of listeners) subscribe(name, listener);
  onTestFinished(() => {
    for (const [name, listener] of listeners) unsubscribe(name, listener);
  });
  return () => hasBegun && requests.size === 0;
}
