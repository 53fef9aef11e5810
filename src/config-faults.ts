import type { z } from 'zod';

/** A configuration that the process cannot start with: one line for each fault, safe to print. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/** `key: what is wrong, what is allowed`. zod's messages say what was expected and never repeat the input. */
export function configFaults(error: z.ZodError, nameOf: (path: string) => string): string[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String).join('.');
    if (issue.code !== 'unrecognized_keys') return [`${nameOf(path)}: ${sentence(issue.message)}`];
    return issue.keys.map((key) => `${nameOf(path === '' ? key : `${path}.${key}`)}: is no known setting`);
  });
}

function sentence(message: string): string {
  return message.replace(/^Invalid (input|option): /, '').replace(/^expected .*, received undefined$/, 'is required');
}
