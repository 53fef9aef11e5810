/** The right to make one call; it ends once. */
export class Permit {
    #office;
    #started;
    #isOpen = true;
    constructor(office, started) {
        this.#office = office;
        this.#started = started;
    }
    /** The call is over: its place is free. */
    release() {
        if (this.#close())
            this.#office.released(this.#started);
    }
    /** The call was not made after all: its place and its token are free. */
    refund() {
        if (this.#close())
            this.#office.refunded();
    }
    #close() {
        const wasOpen = this.#isOpen;
        this.#isOpen = false;
        return wasOpen;
    }
}
