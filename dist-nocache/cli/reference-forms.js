import { PROVIDERS } from '../providers/index.js';
import { isSecretMember, membersOf } from './reference-argument.js';
/** How books may name transactions. What is secret moves money, and books lie in folders and mails. */
export const BOOKS_REFERENCE_FORMS = PROVIDERS.map((provider) => ({
    provider: provider.name,
    members: membersOf(provider).filter((member) => !isSecretMember(provider, member)),
}));
