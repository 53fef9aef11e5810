import type { ParseArgsOptionsConfig } from 'node:util';
import type { ShownScope } from './open-application.ts';

/** What every command about transactions takes. */
export const TRANSACTION_OPTIONS = {
  account: { type: 'string' },
  json: { type: 'boolean', default: false },
  document: { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
  pii: { type: 'boolean', default: false },
  secrets: { type: 'boolean', default: false },
  raw: { type: 'boolean', default: false },
} as const satisfies ParseArgsOptionsConfig;

const SCOPES = {
  pii: 'transactions:pii',
  secrets: 'transactions:secrets',
  raw: 'transactions:raw',
} as const satisfies Readonly<Record<string, ShownScope>>;

/** The scopes of the fields that were asked to be shown. */
export function shownScopes(values: Readonly<Record<keyof typeof SCOPES, boolean>>): readonly ShownScope[] {
  return (Object.keys(SCOPES) as (keyof typeof SCOPES)[]).filter((name) => values[name]).map((name) => SCOPES[name]);
}
