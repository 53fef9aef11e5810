import type { CheckedField, FieldCheck } from './field-check.ts';
import { describeNormalization, normalizeReference } from './normalize-reference.ts';
import type { ReconciliationRules } from './rules.ts';

export function referenceCheck(
  field: CheckedField,
  expected: string,
  actual: string | null,
  { normalization }: ReconciliationRules,
): FieldCheck {
  const base = {
    field,
    expected,
    actual,
    delta: null,
    rule: `the same reference; ${describeNormalization(normalization)}`,
  };
  if (actual === null) {
    return { ...base, verdict: 'UNAVAILABLE', explanation: 'The provider states no such reference.' };
  }
  if (actual === expected) return { ...base, verdict: 'PASS', explanation: 'The references are equal.' };
  return normalizeReference(actual, normalization) === normalizeReference(expected, normalization)
    ? { ...base, verdict: 'TOLERATED', explanation: 'The references are equal but for what the rules ignore.' }
    : { ...base, verdict: 'FAIL', explanation: 'The references differ.' };
}
