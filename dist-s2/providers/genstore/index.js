import { defineProvider } from '../provider.js';
import { GENSTORE_CAPABILITIES } from './capabilities.js';
import { genstoreAccountSchema } from './config.js';
import { GenstoreReferenceRef } from './graphql.js';
import { connectGenstore } from './lookup.js';
import { genstoreBucket } from './plans.js';
import { GENSTORE_REFERENCE_KINDS, parseGenstoreReference, readGenstoreReference } from './references.js';
import { GENSTORE_REFUND_RESOURCE } from './refund-graphql.js';
import { connectGenstoreRefunds } from './refund-lookup.js';
import { parseRefundReference } from './refund-references.js';
import { GENSTORE_STATUSES } from './statuses.js';
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
    simulate: async () => (await import('./simulator.js')).simulateGenstore,
    graphql: { reference: GenstoreReferenceRef, referenceDescription: 'A Genstore payment.' },
});
