/** What a caller may see and do. Fields beyond `transactions:read` are null for a caller without their scope. */
export const SCOPES = [
  'transactions:read',
  'transactions:pii',
  'transactions:secrets',
  'transactions:raw',
  'explore',
] as const;

export type Scope = (typeof SCOPES)[number];

/** The scopes that guard single fields of a transaction. */
export type FieldScope = Extract<Scope, 'transactions:pii' | 'transactions:secrets'>;
