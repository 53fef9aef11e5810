#!/usr/bin/env node
import { printConfigReference } from './cli/config-reference.ts';
import { doctor } from './cli/doctor.ts';
import { init } from './cli/init.ts';
import { key } from './cli/key.ts';
import { printOrCheckSchema } from './cli/schema.ts';
import { simulate } from './cli/simulate.ts';
import { EXIT_CODES } from './exit-codes.ts';

type Command = (args: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, { readonly run: Command; readonly does: string }>> = {
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

function usage(): number {
  const lines = Object.entries(COMMANDS).map(([name, { does }]) => `  ${name.padEnd(18)}${does}`);
  process.stderr.write(`Usage: npx paylens COMMAND\n\n${lines.join('\n')}\n`);
  return EXIT_CODES.usage;
}

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
process.exitCode = command === undefined ? usage() : await command.run(args);
