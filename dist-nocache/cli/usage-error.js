/** A command that was called the wrong way. The message is for the person who typed it, and repeats no secret. */
export class UsageError extends Error {
    constructor(message) {
        super(message);
        this.name = 'UsageError';
    }
}
