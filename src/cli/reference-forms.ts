import type { ReferenceForm } from '../books/reference-form.ts';
import { PROVIDERS } from '../providers/index.ts';
import { isSecretMember, membersOf } from './reference-argument.ts';

/** How books may name transactions. What is secret moves money, and books lie in folders and mails. */
export const BOOKS_REFERENCE_FORMS: readonly ReferenceForm[] = PROVIDERS.map((provider) => ({
  provider: provider.name,
  members: membersOf(provider).filter((member) => !isSecretMember(provider, member)),
}));
