import { connect, type Socket } from 'node:net';

/**
 * Clients in a process of their own, as cheap as they can be: each connection sends nearly the same text and reads of
 * an answer its status and its length. They speak over `process.send`.
 */
export interface LoadTask {
  readonly port: number;
  readonly request: string;
  /** What of the request is another text each time, in every `freshEvery`th request: a reference that nobody knows yet. */
  readonly fresh: string;
  readonly freshEvery: number;
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second, whether the gateway keeps up or not; null where each connection sends as soon as it may. */
  readonly rate: number | null;
  /** How long a refused connection waits before it asks again. */
  readonly pauseMs: number;
}

export interface LoadReport {
  /** Milliseconds of each answer. */
  readonly accepted: readonly number[];
  /** Of the accepted, those whose answer was there before the time was over. */
  readonly acceptedInTime: number;
  readonly refused: readonly number[];
  /** Answers with neither 200 nor 503, and connections that ended. */
  readonly broken: number;
  /** Requests that were due and found no free connection: all waited for answers. */
  readonly unsent: number;
}

process.on('message', (task: LoadTask) => {
  void run(task).then((report) => process.send?.(report));
});

/** Goes on over all tasks, because the gateway remembers. */
let asked = 0;

async function run({ port, request, fresh, freshEvery, ...task }: LoadTask): Promise<LoadReport> {
  const { connections, seconds, rate, pauseMs } = task;
  const nextRequest = () => {
    asked += 1;
    if (asked % freshEvery !== 0) return request;
    return request.replace(fresh, `PI-${asked}`.padEnd(fresh.length, 'x'));
  };
  const report = { accepted: [] as number[], acceptedInTime: 0, refused: [] as number[], broken: 0, unsent: 0 };
  const idle: Client[] = [];
  const end = performance.now() + seconds * 1000;

  const onAnswer: OnAnswer = (client, status, milliseconds) => {
    if (status === 200) {
      report.accepted.push(milliseconds);
      if (performance.now() <= end) report.acceptedInTime += 1;
    }
    if (status === 503) report.refused.push(milliseconds);
    else if (status !== 200) report.broken += 1;
    if (status === 0 || performance.now() > end) return;
    if (rate !== null) idle.push(client);
    else if (status === 503 && pauseMs > 0) setTimeout(() => client.send(), pauseMs);
    else client.send();
  };
  const clients = await Promise.all(
    Array.from({ length: connections }, () => Client.open(port, nextRequest, onAnswer)),
  );
  if (rate === null) for (const client of clients) client.send();
  else {
    idle.push(...clients);
    const started = performance.now();
    let due = 0;
    const timer = setInterval(() => {
      const now = performance.now();
      if (now > end) return clearInterval(timer);
      for (; due < ((now - started) / 1000) * rate; due += 1) {
        const client = idle.pop();
        if (client === undefined) report.unsent += 1;
        else client.send();
      }
    }, 1);
  }
  await new Promise((resolve) => setTimeout(resolve, end - performance.now() + 1_000));
  for (const client of clients) client.close();
  return report;
}

type OnAnswer = (client: Client, status: number, milliseconds: number) => void;

class Client {
  readonly #socket: Socket;
  readonly #nextRequest: () => string;
  readonly #onAnswer: OnAnswer;
  #text = '';
  #askedAt = 0;

  static open(port: number, nextRequest: () => string, onAnswer: OnAnswer): Promise<Client> {
    return new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      const client = new Client(socket, nextRequest, onAnswer);
      socket.once('connect', () => resolve(client));
    });
  }

  private constructor(socket: Socket, nextRequest: () => string, onAnswer: OnAnswer) {
    this.#socket = socket;
    this.#nextRequest = nextRequest;
    this.#onAnswer = onAnswer;
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#read(text));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => onAnswer(this, 0, 0));
  }

  send(): void {
    this.#askedAt = performance.now();
    this.#socket.write(this.#nextRequest(), 'latin1');
  }

  close(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
  }

  #read(text: string): void {
    this.#text += text;
    const head = this.#text.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#text.slice(0, head))?.[1]);
    if (this.#text.length < head + 4 + length) return;
    const status = Number(this.#text.slice(9, 12));
    this.#text = '';
    this.#onAnswer(this, status, performance.now() - this.#askedAt);
  }
}
