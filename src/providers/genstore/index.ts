import { defineProvider } from '../provider.ts';
import { GENSTORE_CAPABILITIES } from './capabilities.ts';
import { genstoreAccountSchema } from './config.ts';
import { GenstoreReferenceRef } from './graphql.ts';
import { connectGenstore } from './lookup.ts';
import { genstoreBucket } from './plans.ts';
import { GENSTORE_REFERENCE_KINDS, parseGenstoreReference, readGenstoreReference } from './references.ts';
import { GENSTORE_STATUSES } from './statuses.ts';

export const genstore = defineProvider({
  name: 'genstore',
  label: 'Genstore',
  description: 'Commerce platform; its record of a payment, by shop.',
  capabilities: GENSTORE_CAPABILITIES,
  statuses: GENSTORE_STATUSES,
  referenceKinds: GENSTORE_REFERENCE_KINDS,
  accountSchema: genstoreAccountSchema,
  credential: (account) => account.accessToken,
  bucket: genstoreBucket,
  simulatedAccount: (origin, isMetered) => ({
    shop: 'demo-shop',
    accessToken: 'simulated-token',
    baseUrl: origin,
    plan: isMetered ? 'default' : 'unlimited',
  }),
  simulatedLink: 'PAYMENT_ID',
  parseReference: parseGenstoreReference,
  readReference: readGenstoreReference,
  connect: connectGenstore,
  notification: null,
  simulate: async () => (await import('./simulator.ts')).simulateGenstore,
  graphql: { reference: GenstoreReferenceRef, referenceDescription: 'A Genstore payment.' },
});
