import { parse as parseYaml } from 'yaml';
import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One environment variable and the setting that it gives. */
export interface EnvironmentVariable {
  readonly name: string;
  /** Where in the configuration; an account's settings make one account of that provider. */
  readonly path: readonly string[];
  readonly type: 'text' | 'integer' | 'boolean' | 'list' | 'yaml' | 'secret-file';
}

/** What `z.toJSONSchema` gives, as far as it is read here. */
export interface SettingSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly secret?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly items?: SettingSchema;
}

export function describeSettings(schema: z.ZodType): SettingSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SettingSchema;
}

/** Variables are derived from the settings, so that none can be forgotten: `server.port` is PAYLENS_PORT. */
export function environmentVariables(settings: SettingSchema): readonly EnvironmentVariable[] {
  return Object.entries(settings.properties ?? {}).flatMap(([section, { type, properties = {} }]) =>
    // A list of objects has no variables for its parts: one variable holds it whole.
    type === 'array'
      ? [{ name: `PAYLENS_${screamingSnake(section)}`, path: [section], type: 'yaml' as const }]
      : section === 'accounts'
        ? Object.entries(properties).flatMap(([provider, { items }]) => accountVariables(provider, items))
        : Object.entries(properties).map(([key, setting]) =>
            variable(section === 'server' ? [] : [section], key, setting, [section, key]),
          ),
  );
}

function accountVariables(provider: string, items: SettingSchema | undefined): EnvironmentVariable[] {
  return Object.entries(items?.properties ?? {}).flatMap(([key, setting]) => {
    const path = ['accounts', provider, key];
    const byValue = variable([provider], key, setting, path);
    return setting.secret ? [byValue, { name: `${byValue.name}_FILE`, path, type: 'secret-file' as const }] : [byValue];
  });
}

function variable(
  prefix: readonly string[],
  key: string,
  setting: SettingSchema,
  path: readonly string[],
): EnvironmentVariable {
  const name = ['paylens', ...prefix, key].map(screamingSnake).join('_');
  return { name, path, type: VARIABLE_TYPES[setting.type ?? ''] ?? 'text' };
}

const VARIABLE_TYPES: Readonly<Record<string, EnvironmentVariable['type']>> = {
  integer: 'integer',
  boolean: 'boolean',
  array: 'list',
  object: 'yaml',
};

function screamingSnake(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

export interface EnvironmentReading {
  readonly value: Record<string, unknown>;
  /** What a person wrote to get the setting at this path: a variable's name, or the path in the file. */
  readonly nameOf: (path: string) => string;
  readonly faults: string[];
}

/** Puts the PAYLENS_ variables over what the file says. An empty variable counts as one that is not set. */
export function readEnvironment(
  environment: Environment,
  schema: z.ZodType,
  file: Readonly<Record<string, unknown>>,
): EnvironmentReading {
  const value: Record<string, unknown> = structuredClone(file);
  const names = new Map<string, string>();
  const faults: string[] = [];
  const variables = environmentVariables(describeSettings(schema));
  for (const { name, path, type } of variables) {
    const text = environment[name];
    if (text === undefined || text === '') continue;
    const target = path[0] === 'accounts' ? accountPath(value, path, names) : path;
    const other = names.get(target.join('.'));
    if (other !== undefined) faults.push(`${name}: is set together with ${other}; set one of the two`);
    names.set(target.join('.'), name);
    put(value, target, READERS[type](text));
  }
  const known = new Set(['PAYLENS_CONFIG', ...variables.map(({ name }) => name)]);
  const unknown = Object.keys(environment).filter((name) => name.startsWith('PAYLENS_') && !known.has(name));
  faults.push(...unknown.map((name) => `${name}: is no known setting`));
  return { value, nameOf: (path) => names.get(path) ?? nameInside(path, names) ?? guessName(path, names), faults };
}

/** The variables of one provider make one account, after those of the file. */
function accountPath(value: Record<string, unknown>, path: readonly string[], names: Map<string, string>): string[] {
  const [section = '', provider = '', key = ''] = path;
  const list = (value[section] as Record<string, unknown> | undefined)?.[provider];
  const mark = `${section}.${provider}.index`;
  const index = names.get(mark) ?? String(Array.isArray(list) ? list.length : 0);
  names.set(mark, index);
  return [section, provider, index, key];
}

/** A part of what one variable holds whole, such as `PAYLENS_CALLERS.0.name`. */
function nameInside(path: string, names: ReadonlyMap<string, string>): string | null {
  const whole = [...names].find(([known]) => path.startsWith(`${known}.`));
  return whole === undefined ? null : `${whole[1]}${path.slice(whole[0].length)}`;
}

/** A setting that is missing beside a variable that is there: named as that variable's neighbour. */
function guessName(path: string, names: ReadonlyMap<string, string>): string {
  const parent = path.slice(0, path.lastIndexOf('.') + 1);
  const key = path.slice(parent.length);
  const neighbour = [...names].find(([known, name]) => known.startsWith(parent) && name.startsWith('PAYLENS_'));
  const provider = /^accounts\.([^.]+)\./.exec(path)?.[1];
  return neighbour !== undefined && provider !== undefined
    ? `PAYLENS_${screamingSnake(provider)}_${screamingSnake(key)}`
    : path;
}

/** Text that is not of its type stays text, and the schema says what is wrong with it. */
const READERS: Readonly<Record<EnvironmentVariable['type'], (text: string) => unknown>> = {
  text: (text) => text,
  integer: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text),
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : text),
  list: (text) => text.split(',').map((part) => part.trim()),
  yaml: (text) => {
    try {
      return parseYaml(text);
    } catch {
      // The parser's message quotes the text.
      return text;
    }
  },
  'secret-file': (text) => ({ file: text }),
};

function put(value: Record<string, unknown>, path: readonly string[], setting: unknown): void {
  const [key = '', next] = path;
  if (next === undefined) {
    value[key] = setting;
    return;
  }
  value[key] ??= /^\d+$/.test(next) ? [] : {};
  const inner = value[key];
  // Anything else is a fault of the file, which its schema names.
  if (typeof inner === 'object' && inner !== null) put(inner as Record<string, unknown>, path.slice(1), setting);
}
