import { readFileSync } from 'node:fs';
import { EXIT_CODES } from '../exit-codes.js';
import { printedSchema } from '../schema.js';
const COMMITTED = new URL('../../schema/schema.graphql', import.meta.url);
export async function printOrCheckSchema(args) {
    const isCheck = args[0] === '--check';
    if (args.length > (isCheck ? 1 : 0)) {
        process.stderr.write('Usage: node src/cli.ts schema [--check]\n');
        return EXIT_CODES.usage;
    }
    if (!isCheck) {
        process.stdout.write(printedSchema());
        return EXIT_CODES.ok;
    }
    if (readFileSync(COMMITTED, 'utf8') === printedSchema()) {
        process.stdout.write('schema/schema.graphql is what the code says.\n');
        return EXIT_CODES.ok;
    }
    process.stderr.write('schema/schema.graphql is not what the code says. Run `npm run schema:print` and review the change.\n');
    return EXIT_CODES.failed;
}
