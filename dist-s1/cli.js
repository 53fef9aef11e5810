#!/usr/bin/env node
import { printConfigReference } from './cli/config-reference.js';
import { doctor } from './cli/doctor.js';
import { init } from './cli/init.js';
import { key } from './cli/key.js';
import { LOOKUP_HELP, lookup } from './cli/lookup.js';
import { RECONCILE_HELP, reconcile } from './cli/reconcile.js';
import { printOrCheckSchema } from './cli/schema.js';
import { simulate } from './cli/simulate.js';
import { WATCH_HELP, watch } from './cli/watch.js';
import { EXIT_CODES } from './exit-codes.js';
const COMMANDS = {
    lookup: { run: lookup, does: 'look transactions up and print them: genstore:PI… yedpay:…', help: LOOKUP_HELP },
    watch: { run: watch, does: 'follow transactions until they are decided', help: WATCH_HELP },
    reconcile: {
        run: reconcile,
        does: 'compare books with the providers: orders.csv --rules rules.yml --out report.html',
        help: RECONCILE_HELP,
    },
    init: { run: init, does: 'write a configuration in which every setting is said: [FILE], or paylens.yaml' },
    doctor: { run: doctor, does: 'look at configuration, accounts, clock and issuers, and say what to do' },
    simulate: {
        run: simulate,
        does: 'start the provider simulators alone: [--port N] [--seed N] [--latency MS] [--metered]',
    },
    schema: { run: printOrCheckSchema, does: 'print the schema; with --check, compare it with schema/schema.graphql' },
    key: { run: key, does: 'create: make an API key, and print it with its hash' },
    'config-reference': { run: printConfigReference, does: 'print every setting as a Markdown table' },
};
const HELP = new Set(['--help', '-h']);
function commandList() {
    const lines = Object.entries(COMMANDS).map(([name, { does }]) => `  ${name.padEnd(18)}${does}`);
    return `Usage: npx paylens COMMAND\n\n${lines.join('\n')}\n\nnpx paylens COMMAND --help says more.\n`;
}
async function run([name = '', ...args]) {
    if (HELP.has(name)) {
        process.stdout.write(commandList());
        return EXIT_CODES.ok;
    }
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined) {
        process.stderr.write(commandList());
        return EXIT_CODES.usage;
    }
    if (!args.some((arg) => HELP.has(arg)))
        return command.run(args);
    process.stdout.write(command.help ?? `Usage: npx paylens ${name}\n\n  ${command.does}\n`);
    return EXIT_CODES.ok;
}
process.exitCode = await run(process.argv.slice(2));
