import { connect, type Socket } from 'node:net';

export interface ClientAnswer {
  readonly status: number;
  readonly body: string;
}

/** One connection that asks one question after the other. It costs little, so that the machine is left to the server. */
export class KeepAliveClient {
  readonly #socket: Socket;
  #text = '';
  #settle: { resolve: (answer: ClientAnswer) => void; reject: (error: Error) => void } | null = null;

  static connect(port: number): Promise<KeepAliveClient> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new KeepAliveClient(socket));
      });
    });
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    // One character a byte: lengths are counted in bytes.
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#read(text));
    socket.on('error', (error) => this.#settle?.reject(error));
    socket.on('close', () => this.#settle?.reject(new Error('the server has closed the connection')));
  }

  ask(request: string): Promise<ClientAnswer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(request, 'latin1');
    });
  }

  close(): void {
    this.#settle = null;
    this.#socket.destroy();
  }

  #read(text: string): void {
    this.#text += text;
    const end = this.#text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#text.slice(0, end);
    const rest = this.#text.slice(end + 4);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    const isWhole = length === undefined ? rest.endsWith('0\r\n\r\n') : rest.length >= Number(length);
    if (!isWhole) return;
    this.#text = '';
    const settle = this.#settle;
    this.#settle = null;
    settle?.resolve({ status: Number(head.slice(9, 12)), body: length === undefined ? joinChunks(rest) : rest });
  }
}

function joinChunks(text: string): string {
  let body = '';
  for (let at = 0; ; ) {
    const line = text.indexOf('\r\n', at);
    const length = Number.parseInt(text.slice(at, line), 16);
    if (!(length > 0)) return body;
    body += text.slice(line + 2, line + 2 + length);
    at = line + 2 + length + 2;
  }
}
