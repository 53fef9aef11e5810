/**
 * What one answer rests on. It is firm as long as it shows nothing but known records: the same question would be answered
 * in the same words until one of them is over.
 */
export class AnswerBasis {
    leases = [];
    #isFirm = true;
    get isFirm() {
        return this.#isFirm && this.leases.length > 0;
    }
    rest(lease) {
        // A stream has looked at much by its end, and nobody asks what it rests on.
        if (this.#isFirm)
            this.leases.push(lease);
    }
    /** The answer shows something of this moment: somebody was asked, or the time is told. */
    waver() {
        this.#isFirm = false;
    }
}
