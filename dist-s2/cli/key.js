import { createApiKey } from '../callers/api-key.js';
import { EXIT_CODES } from '../exit-codes.js';
/** Prints a new key and its hash. The key is stored nowhere: who loses it makes another. */
export async function key(args) {
    if (args.length !== 1 || args[0] !== 'create') {
        process.stderr.write('Usage: npx paylens key create\n');
        return EXIT_CODES.usage;
    }
    const { key: created, hash } = createApiKey();
    process.stdout.write([
        'API key, for the caller. It is shown this once and stored nowhere:',
        '',
        `  ${created}`,
        '',
        'Its hash, for `callers[].keys` in the configuration:',
        '',
        `  ${hash}`,
        '',
    ].join('\n'));
    return EXIT_CODES.ok;
}
