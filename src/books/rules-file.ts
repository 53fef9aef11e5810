import { parse as parseYaml } from 'yaml';
import type { z } from 'zod';
import { yamlPlace } from '../domain/yaml-place.ts';
import type { ReferenceForm } from './reference-form.ts';
import { RulesError } from './rules-error.ts';
import { type BooksRules, rulesSchema } from './rules-schema.ts';

/**
 * Reads a rules file: YAML, or JSON.
 *
 * @throws RulesError with one line for each fault.
 */
export function readRules(text: string, forms: readonly ReferenceForm[]): BooksRules {
  let given: unknown;
  try {
    given = parseYaml(text, { schema: 'failsafe', maxAliasCount: 0 });
  } catch (error) {
    throw new RulesError([`the file is no YAML${yamlPlace(error)}`]);
  }
  // An absent value, such as `file:` with nothing under it, is as if the line were not there.
  const result = rulesSchema(forms).safeParse(withoutEmpty(given));
  if (!result.success) throw new RulesError(result.error.issues.flatMap(faultsOf));
  return result.data;
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (inner === '' ? [] : [[name, withoutEmpty(inner)]])),
  );
}

function faultsOf(issue: z.core.$ZodIssue): readonly string[] {
  const place = issue.path.map(String).join('.');
  const at = (message: string) => (place === '' ? message : `${place}: ${message}`);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => at(`there is no setting "${key}"`));
  }
  if (issue.code === 'invalid_value') return [at(`must be one of ${issue.values.join(', ')}`)];
  if (issue.code === 'invalid_type') {
    const wanted = { object: 'a group of settings', record: 'a group of settings', array: 'a list', string: 'a text' };
    return [at(`must be ${wanted[issue.expected as keyof typeof wanted] ?? issue.expected}`)];
  }
  return [at(issue.message)];
}
