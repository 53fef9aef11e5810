import type { TransactionReferenceInput } from '../domain/transaction-reference.ts';
import { builder } from './builder.ts';

/** Declared here, implemented in `schema.ts`: its members come from the provider registry. */
export const TransactionReferenceRef = builder.inputRef<TransactionReferenceInput>('TransactionReference');
