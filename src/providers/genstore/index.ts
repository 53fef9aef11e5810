import { defineProvider } from '../provider.ts';
import { GENSTORE_CAPABILITIES } from './capabilities.ts';
import { genstoreAccountSchema } from './config.ts';
import { GenstoreReferenceRef } from './graphql.ts';
import { connectGenstore } from './lookup.ts';
import { genstoreBucket } from './plans.ts';
import { GENSTORE_REFERENCE_KINDS, parseGenstoreReference, readGenstoreReference } from './references.ts';
import { GENSTORE_REFUND_RESOURCE } from './refund-graphql.ts';
import { connectGenstoreRefunds } from './refund-lookup.ts';
import { parseRefundReference } from './refund-references.ts';
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
    refunds: 'published',
  }),
  simulatedLink: 'PAYMENT_ID',
  parseReference: parseGenstoreReference,
  readReference: readGenstoreReference,
  connect: connectGenstore,
  resources: [
    { name: GENSTORE_REFUND_RESOURCE, parseReference: parseRefundReference, connect: connectGenstoreRefunds },
  ],
  notification: null,
  simulate: async () => (await import('./simulator.ts')).simulateGenstore,
  graphql: { reference: GenstoreReferenceRef, referenceDescription: 'A Genstore payment.' },
});
