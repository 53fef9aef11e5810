import { describeSettings, environmentVariables } from '../config-environment.js';
import { configSchema } from '../config-schema.js';
import { EXIT_CODES } from '../exit-codes.js';
export async function printConfigReference() {
    process.stdout.write(configReference());
    return EXIT_CODES.ok;
}
/** Every setting, from the schema that checks them; `docs/configuration.md` holds this text, and a test compares. */
export function configReference() {
    const settings = describeSettings(configSchema(() => ''));
    const variables = environmentVariables(settings);
    const rows = variables
        .filter(({ type }) => type !== 'secret-file')
        .map(({ name, path }) => {
        const setting = settingAt(settings, path);
        const names = setting.secret ? `\`${name}\` or \`${name}_FILE\`` : `\`${name}\``;
        return `| \`${inFile(path)}\` | ${names} | ${allowed(setting)} | ${fallback(setting, isRequired(settings, path))} | ${setting.description ?? ''} |`;
    });
    return ['| in the file | variable | value | default | meaning |', '|---|---|---|---|---|', ...rows, ''].join('\n');
}
function isRequired(settings, path) {
    const group = settingAt(settings, path.slice(0, -1));
    return (group.items ?? group).required?.includes(path.at(-1) ?? '') ?? false;
}
function inFile([section = '', ...rest]) {
    return section === 'accounts' ? `accounts.${rest[0]}[].${rest[1]}` : [section, ...rest].join('.');
}
function settingAt(settings, path) {
    const [key, ...rest] = path;
    if (key === undefined)
        return settings.items ?? settings;
    const inner = (settings.items ?? settings).properties?.[key];
    if (inner === undefined)
        throw new Error(`no setting at ${path.join('.')}`);
    return rest.length === 0 ? inner : settingAt(inner, rest);
}
function allowed({ type, items, enum: values, minimum, maximum, secret }) {
    if (secret)
        return 'text, or `{ file: path }`';
    if (type === 'boolean')
        return '`true`, `false`';
    if (type === 'array')
        return items?.type === 'object'
            ? 'a list; the variable holds it as JSON or YAML'
            : 'texts; commas between them in the variable';
    if (type === 'object')
        return 'text, or an object; the variable holds it as JSON or YAML';
    if (values !== undefined)
        return values.map((value) => `\`${value}\``).join(', ');
    return type === 'integer' ? `${minimum} to ${maximum}` : 'text';
}
function fallback({ default: value, secret }, required) {
    if (Array.isArray(value))
        return 'none';
    if (value !== undefined)
        return `\`${String(value)}\``;
    return secret && required ? 'required' : '–';
}
