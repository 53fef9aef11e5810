/** A configuration that the process cannot start with: one line for each fault, safe to print. */
export class ConfigError extends Error {
    faults;
    constructor(faults) {
        super(faults.join('\n'));
        this.name = 'ConfigError';
        this.faults = faults;
    }
}
/** `key: what is wrong, what is allowed`. zod's messages say what was expected and never repeat the input. */
export function configFaults(error, nameOf) {
    return error.issues.flatMap((issue) => {
        const path = issue.path.map(String).join('.');
        if (issue.code !== 'unrecognized_keys')
            return [`${nameOf(path)}: ${sentence(issue.message)}`];
        return issue.keys.map((key) => `${nameOf(path === '' ? key : `${path}.${key}`)}: is no known setting`);
    });
}
function sentence(message) {
    return message.replace(/^Invalid (input|option): /, '').replace(/^expected .*, received undefined$/, 'is required');
}
