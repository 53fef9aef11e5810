import { KeepAliveClient } from './keep-alive-client.ts';
import { type Question, requestBody, type Style } from './questions.ts';
import { type BenchReference, referenceOf } from './references.ts';

/** Asks one server for some seconds, over connections that each ask again as soon as they have their answer. */
export interface LoadTask {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly style: Style;
  readonly question: Question;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadReport {
  /** All that were asked, those included whose answer came after the end. */
  readonly asked: number;
  readonly answers: number;
  readonly failures: number;
  /** The first of them, as it was answered. */
  readonly failure: string | null;
  readonly milliseconds: number;
  /** In milliseconds, ascending. */
  readonly latencies: readonly number[];
  readonly bytes: number;
  /** An answer, and what it answers. */
  readonly sample: { readonly references: readonly BenchReference[]; readonly body: string } | null;
}

/** References are never asked for twice in cold questions, also not of different servers. */
let next = 1_000_000;

function references({ size, distinct, isHot, outOf = size }: Question): readonly BenchReference[] {
  // Even, so that the providers come in the same order, and aliases make one document.
  const first = isHot ? 2 * Math.floor((Math.random() * (outOf - size)) / 2) : next;
  // Beginning with the same provider, so that aliases make one document.
  if (!isHot) next += distinct + (distinct % 2);
  return Array.from({ length: size }, (_, index) => referenceOf(first + (index % distinct)));
}

async function run(task: LoadTask): Promise<LoadReport> {
  const { port, path, headers, style, question } = task;
  const head = Object.entries({ host: 'localhost', 'content-type': 'application/json', ...headers });
  const lines = [`POST ${path} HTTP/1.1`, ...head.map(([name, value]) => `${name}: ${value}`)].join('\r\n');
  const latencies: number[] = [];
  let asks = 0;
  let failures = 0;
  let bytes = 0;
  let sample: LoadReport['sample'] = null;
  let failure: string | null = null;
  const started = performance.now();
  const end = started + task.seconds * 1000;

  const ask = async (client: KeepAliveClient) => {
    while (performance.now() < end) {
      const asked = references(question);
      asks += 1;
      const body = requestBody(style, question, asked);
      const askedAt = performance.now();
      const answer = await client.ask(`${lines}\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
      const now = performance.now();
      if (answer.status !== 200 || answer.body.includes('"errors":[')) {
        failures += 1;
        failure ??= answer.body.slice(0, 1_000);
      } else if (now <= end) {
        latencies.push(now - askedAt);
        bytes = answer.body.length;
        sample ??= { references: asked, body: answer.body };
      }
    }
  };
  const clients = await Promise.all(Array.from({ length: task.connections }, () => KeepAliveClient.connect(port)));
  await Promise.all(clients.map(ask));
  for (const client of clients) client.close();
  latencies.sort((a, b) => a - b);
  return {
    asked: asks,
    answers: latencies.length,
    failures,
    milliseconds: task.seconds * 1000,
    latencies,
    bytes,
    sample,
    failure,
  };
}

process.on('message', (task: LoadTask) => {
  run(task).then(
    (report) => process.send?.(report),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit());
