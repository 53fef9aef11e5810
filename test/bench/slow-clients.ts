import { connect, type Socket } from 'node:net';

const HEADERS = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
const BODY = `${HEADERS}content-length: 1000\r\n\r\n{"query":"`;

/** Half of them are slow in their headers, half in their body; each begins anew when it is closed. */
export class SlowClients {
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  readonly #ticking: NodeJS.Timeout;
  #hasEnded = false;
  #closed = 0;

  constructor(port: number, count: number) {
    this.#port = port;
    for (let index = 0; index < count; index += 1) this.#open(index % 2 === 0 ? HEADERS : BODY);
    this.#ticking = setInterval(() => {
      for (const socket of this.#sockets) if (socket.writable) socket.write('x');
    }, 500);
  }

  /** How often one was closed. */
  end(): { readonly connections: number; readonly closed: number } {
    this.#hasEnded = true;
    clearInterval(this.#ticking);
    const connections = this.#sockets.size;
    for (const socket of this.#sockets) socket.destroy();
    return { connections, closed: this.#closed };
  }

  #open(start: string): void {
    const socket = connect(this.#port, '127.0.0.1', () => socket.write(start));
    this.#sockets.add(socket);
    socket.resume();
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      this.#sockets.delete(socket);
      if (this.#hasEnded) return;
      this.#closed += 1;
      this.#open(start);
    });
  }
}
