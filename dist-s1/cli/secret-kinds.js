import { PROVIDERS } from '../providers/index.js';
/** The kinds of reference that whoever holds one can act with: they are read from standard input and not repeated. */
export const SECRET_KINDS = new Set(PROVIDERS.flatMap(({ referenceKinds }) => referenceKinds.filter(({ secret }) => secret).map(({ kind }) => kind)));
