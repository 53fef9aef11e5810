/** Rules that cannot be followed, or that do not fit the books; one line for each fault, for whoever wrote them. */
export class RulesError extends Error {
    faults;
    constructor(faults) {
        super(faults.join('\n'));
        this.name = 'RulesError';
        this.faults = faults;
    }
}
