/** Rules that cannot be followed, or that do not fit the books; one line for each fault, for whoever wrote them. */
export class RulesError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'RulesError';
    this.faults = faults;
  }
}
