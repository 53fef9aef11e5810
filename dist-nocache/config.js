import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { configContradictions } from './config-contradictions.js';
import { readEnvironment } from './config-environment.js';
import { ConfigError, configFaults } from './config-faults.js';
import { configSchema } from './config-schema.js';
import { yamlPlace } from './domain/yaml-place.js';
export { redisOf } from './config-schema.js';
/**
 * Reads and checks the configuration once: the file that PAYLENS_CONFIG names, if any, and the PAYLENS_ variables over
 * it. This is the only reader of the process's environment.
 *
 * @throws ConfigError with one line for each fault, which names the key and never the value.
 */
export function loadConfig(environment = process.env, readFile = (path) => readFileSync(path, 'utf8')) {
    const schema = configSchema(readFile);
    const file = readConfigFile(environment.PAYLENS_CONFIG, readFile);
    const { value, nameOf, faults } = readEnvironment(environment, schema, file);
    if (environment.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
        faults.push('NODE_TLS_REJECT_UNAUTHORIZED: must not be 0: the providers would no longer be verified');
    }
    const result = schema.safeParse(value);
    if (!result.success)
        faults.push(...configFaults(result.error, nameOf));
    else
        faults.push(...configContradictions(result.data, nameOf));
    if (!result.success || faults.length > 0)
        throw new ConfigError(faults);
    return Object.freeze(result.data);
}
function readConfigFile(path, readFile) {
    if (path === undefined || path === '')
        return {};
    let text;
    try {
        text = readFile(path);
    }
    catch {
        throw new ConfigError(['PAYLENS_CONFIG: the file cannot be read']);
    }
    try {
        // JSON is YAML, so one parser reads both.
        const value = parseYaml(text) ?? {};
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
            return value;
    }
    catch (error) {
        throw new ConfigError([`PAYLENS_CONFIG: the file is no YAML or JSON object${yamlPlace(error)}`]);
    }
    throw new ConfigError(['PAYLENS_CONFIG: the file is no YAML or JSON object']);
}
