import { Agent, request } from 'node:http';

/** What became of one request. */
export interface LoadedRequest {
  /** The operating system had all of it before the mark. */
  readonly sentBeforeMark: boolean;
  readonly answeredBeforeMark: boolean;
  /** Null where the connection ended without an answer. */
  readonly status: number | null;
  readonly requestId: string | null;
}

export interface SteadyLoad {
  /** What is sent from now on is sent after it. */
  mark(): void;
  /** Resolves when every client has met a connection that is refused or ends. */
  untilTurnedAway(): Promise<readonly LoadedRequest[]>;
}

export interface LoadOptions {
  /** Clients that keep their connection, and clients that make one for each request. */
  readonly keeping: number;
  readonly connecting: number;
  /** The body of the nth request. */
  readonly bodyOf: (nth: number) => string;
}

/** Clients that each ask again as soon as they are answered, until nobody answers. */
export function startLoad(url: string, { keeping, connecting, bodyOf }: LoadOptions): SteadyLoad {
  const done: LoadedRequest[] = [];
  let isMarked = false;
  let nth = 0;

  function ask(agent: Agent): Promise<LoadedRequest> {
    nth += 1;
    const body = bodyOf(nth);
    return new Promise((resolve) => {
      let sentBeforeMark = false;
      const end = (status: number | null, requestId: string | null) =>
        resolve({ sentBeforeMark, answeredBeforeMark: !isMarked, status, requestId });
      const asked = request(
        url,
        {
          method: 'POST',
          agent,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          response.once('error', () => end(null, null));
          response.once('end', () => end(response.statusCode ?? null, String(response.headers['x-request-id'])));
          response.resume();
        },
      );
      asked.once('finish', () => {
        sentBeforeMark = !isMarked;
      });
      asked.once('error', () => end(null, null));
      asked.end(body);
    });
  }

  async function client(isKeeping: boolean): Promise<void> {
    const agent = new Agent({ keepAlive: isKeeping, maxSockets: 1 });
    for (;;) {
      const request = await ask(agent);
      done.push(request);
      if (request.status === null) break;
    }
    agent.destroy();
  }

  const clients = [...Array(keeping).fill(true), ...Array(connecting).fill(false)].map(client);
  return {
    mark: () => {
      isMarked = true;
    },
    untilTurnedAway: async () => {
      await Promise.all(clients);
      return done;
    },
  };
}
