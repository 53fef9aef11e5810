import { writeFileSync } from 'node:fs';
import { describeSettings } from '../config-environment.js';
import { configSchema } from '../config-schema.js';
import { EXIT_CODES } from '../exit-codes.js';
const DEFAULT_PATH = 'paylens.yaml';
/** Writes a configuration in which everything is said and nothing is set; never over a file that is there. */
export async function init(args) {
    const [path = DEFAULT_PATH, ...rest] = args;
    if (rest.length > 0 || path.startsWith('-')) {
        process.stderr.write('Usage: npx paylens init [FILE]\n');
        return EXIT_CODES.usage;
    }
    try {
        // For its owner: whoever fills it in may put a credential there.
        writeFileSync(path, commentedConfiguration(), { flag: 'wx', mode: 0o600 });
    }
    catch (error) {
        const isThere = error.code === 'EEXIST';
        process.stderr.write(isThere ? `${path} is there already, and stays as it is.\n` : `${path} cannot be written.\n`);
        return EXIT_CODES.failed;
    }
    process.stdout.write(`${path} is written. Fill in an account and a caller, look with PAYLENS_CONFIG=${path} npx paylens doctor, and start with PAYLENS_CONFIG=${path} npm start.\n`);
    return EXIT_CODES.ok;
}
/** YAML, from the schema that checks it. A line that begins with `#` and a letter is a setting with its default. */
export function commentedConfiguration() {
    const settings = describeSettings(configSchema(() => ''));
    const sections = Object.entries(settings.properties ?? {}).map(([name, setting]) => linesOf([name], setting, ''));
    return `${[HEAD, ...sections.map((lines) => lines.join('\n'))].join('\n\n')}\n`;
}
const HEAD = [
    '# Everything that can be configured. Take away the "#" before a setting, and before the section that it is in.',
    '# Without an account, both providers are simulated. What a secret is, a file may hold: { file: /path/of/it }.',
].join('\n');
function linesOf(path, setting, indent) {
    const name = path.at(-1) ?? '';
    const { properties, items, description } = setting;
    const said = [description, allowed(setting)].filter((text) => text !== undefined).join(' ');
    const prose = said === '' ? [] : [`${indent}# ${said}`];
    if (properties !== undefined)
        return [...prose, `${indent}#${name}:`, ...membersOf(path, properties, `${indent}  `)];
    if (items?.properties === undefined)
        return [...prose, `${indent}#${name}:${fallback(path, setting)}`];
    const { properties: own, required = [] } = items;
    // What an entry cannot do without comes first: the others may stay as they are.
    const sorted = Object.entries(own).toSorted(([left], [right]) => Number(required.includes(right)) - Number(required.includes(left)));
    const members = membersOf(path, Object.fromEntries(sorted), `${indent}    `);
    // The first setting of an entry has the dash that begins it.
    const first = members.findIndex((line) => line.trimStart().startsWith('#') && !line.trimStart().startsWith('# '));
    const entry = members.map((line, index) => (index === first ? `${indent}  #- ${line.trimStart().slice(1)}` : line));
    return [...prose, `${indent}#${name}:`, ...entry];
}
function membersOf(path, properties, indent) {
    return Object.entries(properties).flatMap(([name, setting]) => linesOf([...path, name], setting, indent));
}
function allowed({ type, enum: values, minimum, maximum, secret }) {
    if (secret)
        return 'A secret.';
    if (values !== undefined)
        return `One of ${values.join(', ')}.`;
    return type === 'integer' ? `${minimum} to ${maximum}.` : undefined;
}
/** Nothing where there is no default: whoever takes the line has something to write. */
function fallback(path, { default: value, secret }) {
    // A name of its own for each: two settings on one file would hand one's secret to the other.
    if (secret)
        return ` { file: /run/secrets/${path.slice(-2).map(kebab).join('-')} }`;
    return value === undefined ? '' : ` ${JSON.stringify(value)}`;
}
function kebab(name) {
    return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
