import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { configContradictions } from './config-contradictions.ts';
import { type Environment, readEnvironment } from './config-environment.ts';
import { ConfigError, configFaults } from './config-faults.ts';
import { type Config, configSchema, type ReadFile } from './config-schema.ts';
import { yamlPlace } from './domain/yaml-place.ts';

export { type Config, redisOf } from './config-schema.ts';

/**
 * Reads and checks the configuration once: the file that PAYLENS_CONFIG names, if any, and the PAYLENS_ variables over
 * it. This is the only reader of the process's environment.
 *
 * @throws ConfigError with one line for each fault, which names the key and never the value.
 */
export function loadConfig(
  environment: Environment = process.env,
  readFile: ReadFile = (path) => readFileSync(path, 'utf8'),
): Config {
  const schema = configSchema(readFile);
  const file = readConfigFile(environment.PAYLENS_CONFIG, readFile);
  const { value, nameOf, faults } = readEnvironment(environment, schema, file);
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    faults.push('NODE_TLS_REJECT_UNAUTHORIZED: must not be 0: the providers would no longer be verified');
  }
  const result = schema.safeParse(value);
  if (!result.success) faults.push(...configFaults(result.error, nameOf));
  else faults.push(...configContradictions(result.data as unknown as Config, nameOf));
  if (!result.success || faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(result.data as unknown as Config);
}

function readConfigFile(path: string | undefined, readFile: ReadFile): Record<string, unknown> {
  if (path === undefined || path === '') return {};
  let text: string;
  try {
    text = readFile(path);
  } catch {
    throw new ConfigError(['PAYLENS_CONFIG: the file cannot be read']);
  }
  try {
    // JSON is YAML, so one parser reads both.
    const value: unknown = parseYaml(text) ?? {};
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw new ConfigError([`PAYLENS_CONFIG: the file is no YAML or JSON object${yamlPlace(error)}`]);
  }
  throw new ConfigError(['PAYLENS_CONFIG: the file is no YAML or JSON object']);
}
