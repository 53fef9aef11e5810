import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
export function describeSettings(schema) {
    return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}
/** Variables are derived from the settings, so that none can be forgotten: `server.port` is PAYLENS_PORT. */
export function environmentVariables(settings) {
    return Object.entries(settings.properties ?? {}).flatMap(([section, { type, properties = {} }]) => 
    // A list of objects has no variables for its parts: one variable holds it whole.
    type === 'array'
        ? [{ name: `PAYLENS_${screamingSnake(section)}`, path: [section], type: 'yaml' }]
        : section === 'accounts'
            ? Object.entries(properties).flatMap(([provider, { items }]) => accountVariables(provider, items))
            : Object.entries(properties).flatMap(([key, setting]) => variables(section === 'server' ? [] : [section], key, setting, [section, key])));
}
function accountVariables(provider, items) {
    return Object.entries(items?.properties ?? {}).flatMap(([key, setting]) => variables([provider], key, setting, ['accounts', provider, key]));
}
/** A secret has two: one that holds it, and one that names its file. */
function variables(prefix, key, setting, path) {
    const name = ['paylens', ...prefix, key].map(screamingSnake).join('_');
    const byValue = { name, path, type: VARIABLE_TYPES[setting.type ?? ''] ?? 'text' };
    return setting.secret ? [byValue, { name: `${name}_FILE`, path, type: 'secret-file' }] : [byValue];
}
const VARIABLE_TYPES = {
    integer: 'integer',
    boolean: 'boolean',
    array: 'list',
    object: 'yaml',
};
function screamingSnake(word) {
    return word.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
/** Puts the PAYLENS_ variables over what the file says. An empty variable counts as one that is not set. */
export function readEnvironment(environment, schema, file) {
    const value = structuredClone(file);
    const names = new Map();
    const faults = [];
    const variables = environmentVariables(describeSettings(schema));
    for (const { name, path, type } of variables) {
        const text = environment[name];
        if (text === undefined || text === '')
            continue;
        const target = path[0] === 'accounts' ? accountPath(value, path, names) : path;
        const other = names.get(target.join('.'));
        if (other !== undefined)
            faults.push(`${name}: is set together with ${other}; set one of the two`);
        names.set(target.join('.'), name);
        put(value, target, READERS[type](text));
    }
    const known = new Set(['PAYLENS_CONFIG', ...variables.map(({ name }) => name)]);
    const unknown = Object.keys(environment).filter((name) => name.startsWith('PAYLENS_') && !known.has(name));
    faults.push(...unknown.map((name) => `${name}: is no known setting`));
    return { value, nameOf: (path) => names.get(path) ?? nameInside(path, names) ?? guessName(path, names), faults };
}
/** The variables of one provider make one account, after those of the file. */
function accountPath(value, path, names) {
    const [section = '', provider = '', key = ''] = path;
    const list = value[section]?.[provider];
    const mark = `${section}.${provider}.index`;
    const index = names.get(mark) ?? String(Array.isArray(list) ? list.length : 0);
    names.set(mark, index);
    return [section, provider, index, key];
}
/** A part of what one variable holds whole, such as `PAYLENS_CALLERS.0.name`. */
function nameInside(path, names) {
    const whole = [...names].find(([known]) => path.startsWith(`${known}.`));
    return whole === undefined ? null : `${whole[1]}${path.slice(whole[0].length)}`;
}
/** A setting that is missing beside a variable that is there: named as that variable's neighbour. */
function guessName(path, names) {
    const parent = path.slice(0, path.lastIndexOf('.') + 1);
    const key = path.slice(parent.length);
    const neighbour = [...names].find(([known, name]) => known.startsWith(parent) && name.startsWith('PAYLENS_'));
    const provider = /^accounts\.([^.]+)\./.exec(path)?.[1];
    return neighbour !== undefined && provider !== undefined
        ? `PAYLENS_${screamingSnake(provider)}_${screamingSnake(key)}`
        : path;
}
/** Text that is not of its type stays text, and the schema says what is wrong with it. */
const READERS = {
    text: (text) => text,
    integer: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text),
    boolean: (text) => (text === 'true' ? true : text === 'false' ? false : text),
    list: (text) => text.split(',').map((part) => part.trim()),
    yaml: (text) => {
        try {
            return parseYaml(text);
        }
        catch {
            // The parser's message quotes the text.
            return text;
        }
    },
    'secret-file': (text) => ({ file: text }),
};
function put(value, path, setting) {
    const [key = '', next] = path;
    if (next === undefined) {
        value[key] = setting;
        return;
    }
    value[key] ??= /^\d+$/.test(next) ? [] : {};
    const inner = value[key];
    // Anything else is a fault of the file, which its schema names.
    if (typeof inner === 'object' && inner !== null)
        put(inner, path.slice(1), setting);
}
