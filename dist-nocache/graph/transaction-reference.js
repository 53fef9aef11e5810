import { builder } from './builder.js';
/** Declared here, implemented in `schema.ts`: its members come from the provider registry. */
export const TransactionReferenceRef = builder.inputRef('TransactionReference');
