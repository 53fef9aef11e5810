import { existsSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { type Child, startProgram } from '../support/child-process.ts';
import { type Fifo, openFifo } from '../support/fifo.ts';
import { freePort } from '../support/free-port.ts';
import { post } from '../support/post.ts';
import { simulatedEnvironment } from '../support/simulated-environment.ts';

const QUERY = 'query ($references: [TransactionReference!]!) { transactions(references: $references) { outcome } }';
const REFERENCES = 40;

interface Running {
  readonly gateway: Child;
  /** Asks for payments that nobody knows, so that each is a provider call; what came of it, as one word. */
  readonly ask: (nth: number) => Promise<string>;
}

/** A gateway whose log and audit log are on standard output, at `path`. */
async function startWritingTo(path: string, flags = ''): Promise<Running> {
  const { environment } = await simulatedEnvironment();
  // The banner, which would name a free one, may not be readable.
  const port = await freePort();
  const gateway = startProgram('bash', ['-c', `exec "$0" ${flags} src/main.ts > "$1"`, process.execPath, path], {
    env: { ...environment, PAYLENS_PORT: String(port), PAYLENS_LOG_LEVEL: 'info' },
  });
  const endpoint = `http://127.0.0.1:${port}/graphql`;
  await expect
    .poll(
      () =>
        post(endpoint, {}).then(
          () => true,
          () => false,
        ),
      { timeout: 45_000 },
    )
    .toBe(true);
  return {
    gateway,
    ask: async (nth) => {
      const references = Array.from({ length: REFERENCES }, (_, index) => ({
        yedpay: { customId: `unknown-${nth}-${index}` },
      }));
      const { body, code } = await post(endpoint, { query: QUERY, variables: { references } });
      return code ?? body.data.transactions[0].outcome;
    },
  };
}

/** Reads up to so many bytes every few milliseconds. */
function reading(fifo: Fifo, bytes: number) {
  const all = { text: '' };
  const timer = setInterval(() => {
    all.text += fifo.read(bytes);
  }, 5);
  onTestFinished(() => clearInterval(timer));
  return all;
}

/** By event; the banner is for people. */
function countsIn(text: string): Readonly<Record<string, number>> {
  expect(text.endsWith('\n')).toBe(true);
  const lines = text.replace(/Paylens is running[\s\S]*Ctrl-C ends everything\.\n/, '');
  const events = lines
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly event: string }).event);
  return Object.fromEntries([...Map.groupBy(events, (event) => event)].map(([event, { length }]) => [event, length]));
}

/** Eight clients, each of which asks again when it has its answer. */
async function askMany({ ask }: Running, times: number): Promise<ReadonlySet<string>> {
  const said = new Set<string>();
  let nth = 0;
  const client = async () => {
    while (nth < times) {
      nth += 1;
      said.add(await ask(nth));
    }
  };
  await Promise.all(Array.from({ length: 8 }, client));
  return said;
}

test.each([
  ['reads at once', 1_000_000],
  ['is slow', 8_192],
])(
  'under load, every line of the log and of the audit log is whole, and none is missing after SIGTERM, where the reader of the pipe %s',
  async (_, bytes) => {
    const fifo = openFifo();
    const all = reading(fifo, bytes);
    const running = await startWritingTo(fifo.path);
    expect(await askMany(running, 60)).toEqual(new Set(['NOT_FOUND']));
    running.gateway.signal('SIGTERM');
    expect(await running.gateway.untilEnd()).toMatchObject({ code: 0, signal: null, stderr: '' });
    const { provider_call, access } = countsIn(all.text + fifo.read());
    expect({ provider_call, access }).toEqual({ provider_call: 60 * REFERENCES, access: 60 });
  },
);

test('where the reader of the pipe stands still, nothing is answered without its audit line, and SIGTERM is heard', async () => {
  const fifo = openFifo();
  const running = await startWritingTo(fifo.path);
  const answers: string[] = [];
  while (!answers.includes('INTERNAL')) answers.push(await running.ask(answers.length));
  const answered = answers.length - 1;
  // Nobody waits for it a second time.
  expect(await running.ask(answers.length)).toBe('INTERNAL');
  const all = reading(fifo, 1_000_000);
  // Whether it has read by then is up to the machine.
  await expect.poll(() => all.text).not.toBe('');
  expect(await running.ask(answers.length + 1)).toBe('NOT_FOUND');
  running.gateway.signal('SIGTERM');
  expect(await running.gateway.untilEnd()).toMatchObject({ code: 0, signal: null, stderr: '' });
  expect(countsIn(all.text + fifo.read())).toMatchObject({ access: answered + 1 });
});

/** Those of the image, but for what may be read. */
const PERMISSIONS = '--permission --allow-net --allow-worker --allow-fs-read=* --allow-fs-write=/proc/self/fd/1';

test.each([
  ['', ''],
  [', also under the permissions of the image', PERMISSIONS],
])('a reader that stands still to the end holds up no end%s', async (_, flags) => {
  const fifo = openFifo();
  const running = await startWritingTo(fifo.path, flags);
  for (let nth = 0; (await running.ask(nth)) !== 'INTERNAL'; nth += 1);
  running.gateway.signal('SIGTERM');
  expect(await running.gateway.untilEnd()).toMatchObject({ code: 0, signal: null });
});

test('where the reader of the pipe has gone, nothing is answered, and SIGTERM is heard', async () => {
  const fifo = openFifo();
  const running = await startWritingTo(fifo.path);
  expect(await running.ask(1)).toBe('NOT_FOUND');
  fifo.leave();
  for (let nth = 2; nth < 5; nth += 1) expect(await running.ask(nth)).toBe('INTERNAL');
  running.gateway.signal('SIGTERM');
  expect(await running.gateway.untilEnd()).toMatchObject({ code: 0, signal: null, stderr: '' });
});

test.skipIf(!existsSync('/dev/full'))(
  'on a full disk a gateway starts, answers nothing without its audit line, and hears SIGTERM',
  async () => {
    const running = await startWritingTo('/dev/full');
    for (let nth = 0; nth < 3; nth += 1) expect(await running.ask(nth)).toBe('INTERNAL');
    running.gateway.signal('SIGTERM');
    expect(await running.gateway.untilEnd()).toMatchObject({ code: 0, signal: null, stderr: '' });
  },
);
