import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { writeEventStream } from '../../src/server/event-stream.ts';
import { startServer } from '../support/http-server.ts';

const CHUNK = new Uint8Array(64 * 1024).fill(58);
/** More than any system keeps on the way, and what a gateway that does not wait for its reader passes in a moment. */
const FAR_TOO_MANY = 5_000;

/** An endless stream, and a client that asks for it and reads nothing. */
async function silentReader({ patienceMs }: { readonly patienceMs: number }) {
  let made = 0;
  const cancelled = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      made += 1;
      if (made > FAR_TOO_MANY) controller.close();
      else controller.enqueue(CHUNK);
    },
    cancel: () => cancelled.resolve(),
  });
  const server = await startServer((_request, response) => {
    void writeEventStream(response, new Response(body), patienceMs);
  });
  const { hostname, port } = new URL(server.origin);
  const socket = connect(Number(port), hostname).on('error', () => {});
  onTestFinished(async () => {
    socket.destroy();
    await server[Symbol.asyncDispose]();
  });
  socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
  return { cancelled: cancelled.promise, made: () => made, leave: () => socket.destroy() };
}

test('a client that does not read is sent no more than fits on the way, and is cut off in the end', async () => {
  const reader = await silentReader({ patienceMs: 500 });
  await reader.cancelled;
  expect(reader.made()).toBeLessThan(FAR_TOO_MANY / 2);
});

test('a client that leaves ends its stream', async () => {
  const reader = await silentReader({ patienceMs: 600_000 });
  // The first chunk is made before anybody asks.
  await expect.poll(reader.made).toBeGreaterThan(1);
  reader.leave();
  await reader.cancelled;
});
