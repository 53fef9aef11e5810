import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { closeServer, listen } from '../../src/listen.ts';
import { createListener } from '../../src/server/listener.ts';
import { LoadShedder } from '../../src/server/load-shedding.ts';
import { createRequestHandler, type HandlerParts } from '../../src/server/request-handler.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { NO_WEBHOOKS } from '../support/no-webhooks.ts';
import { QUIET_LOG } from '../support/quiet-log.ts';

/** The edge alone, over whatever answers; its time stands still. */
export async function startEdge(
  answer: HandlerParts['answer'],
  requestsInFlight = 10,
  recall: HandlerParts['recall'] = () => null,
) {
  const clock = new ManualClock();
  const failures: unknown[] = [];
  const load = new LoadShedder({ limits: { requestsInFlight }, clock, loopDelay: () => 0 });
  const handle = createRequestHandler({
    answer,
    recall,
    clock,
    load,
    operationTimeoutMs: 8_000,
    authenticate: async () => ({
      kind: 'accepted',
      caller: { name: 'someone', accessEndsAt: null, scopes: new Set(['explore']), accounts: new Map() },
    }),
    findDocument: ({ query }) => ({ query: query ?? '', isUntrusted: false }),
    take: () => null,
    pages: () => {
      throw new Error('the page is broken');
    },
    hosts: new Set(),
    origins: new Set(),
    webhooks: NO_WEBHOOKS,
    onRefusal: () => {},
  });
  const limits = { headersTimeoutMs: 60_000, requestTimeoutMs: 60_000, idleTimeoutMs: 60_000, connections: 100 };
  const log = { ...QUIET_LOG, internalError: (event: unknown) => failures.push(event) };
  const server = createListener({ handle, limits, log });
  const url = await listen(server, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => closeServer(server));
  const connections = () => promisify(server.getConnections.bind(server))();
  return { url, clock, failures, load, connections };
}
