import { parse as parseYaml } from 'yaml';
import { yamlPlace } from '../domain/yaml-place.js';
import { RulesError } from './rules-error.js';
import { rulesSchema } from './rules-schema.js';
/**
 * Reads a rules file: YAML, or JSON.
 *
 * @throws RulesError with one line for each fault.
 */
export function readRules(text, forms) {
    let given;
    try {
        given = parseYaml(text, { schema: 'failsafe', maxAliasCount: 0 });
    }
    catch (error) {
        throw new RulesError([`the file is no YAML${yamlPlace(error)}`]);
    }
    // An absent value, such as `file:` with nothing under it, is as if the line were not there.
    const result = rulesSchema(forms).safeParse(withoutEmpty(given));
    if (!result.success)
        throw new RulesError(result.error.issues.flatMap(faultsOf));
    return result.data;
}
function withoutEmpty(value) {
    if (Array.isArray(value))
        return value.map(withoutEmpty);
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => (inner === '' ? [] : [[name, withoutEmpty(inner)]])));
}
function faultsOf(issue) {
    const place = issue.path.map(String).join('.');
    const at = (message) => (place === '' ? message : `${place}: ${message}`);
    if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => at(`there is no setting "${key}"`));
    }
    if (issue.code === 'invalid_value')
        return [at(`must be one of ${issue.values.join(', ')}`)];
    if (issue.code === 'invalid_type') {
        const wanted = { object: 'a group of settings', record: 'a group of settings', array: 'a list', string: 'a text' };
        return [at(`must be ${wanted[issue.expected] ?? issue.expected}`)];
    }
    return [at(issue.message)];
}
