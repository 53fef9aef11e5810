/** Sockets and calls that a server has open. */
export class Traffic {
    #sockets = new Set();
    #socketCount = 0;
    #inFlight = 0;
    #mostInFlight = 0;
    constructor(server) {
        server.on('connection', (socket) => {
            this.#socketCount += 1;
            this.#sockets.add(socket);
            socket.on('close', () => this.#sockets.delete(socket));
        });
    }
    get sockets() {
        return [...this.#sockets];
    }
    get connections() {
        return { open: this.#sockets.size, total: this.#socketCount };
    }
    get mostInFlight() {
        return this.#mostInFlight;
    }
    /** Counts a call until its reply is sent or its caller is gone; the signal says so. */
    begin(response) {
        const gone = new AbortController();
        this.#inFlight += 1;
        this.#mostInFlight = Math.max(this.#mostInFlight, this.#inFlight);
        response.on('close', () => {
            this.#inFlight -= 1;
            gone.abort();
        });
        return gone.signal;
    }
    /** What is open stays counted. */
    clear() {
        this.#socketCount = this.#sockets.size;
        this.#mostInFlight = this.#inFlight;
    }
}
