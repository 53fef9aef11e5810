import { defineProvider, UNLIMITED } from '../provider.js';
import { YEDPAY_CAPABILITIES } from './capabilities.js';
import { yedpayAccountSchema } from './config.js';
import { YedpayReferenceRef } from './graphql.js';
import { connectYedpay } from './lookup.js';
import { parseYedpayNotification } from './notification.js';
import { parseYedpayReference, readYedpayReference, YEDPAY_REFERENCE_KINDS } from './references.js';
import { YEDPAY_STATUSES } from './statuses.js';
export const yedpay = defineProvider({
    name: 'yedpay',
    label: 'Yedpay',
    description: 'Acquirer and payment service provider; its record of an online payment, by API key.',
    capabilities: YEDPAY_CAPABILITIES,
    statuses: YEDPAY_STATUSES,
    referenceKinds: YEDPAY_REFERENCE_KINDS,
    accountSchema: yedpayAccountSchema,
    credential: (account) => account.apiKey,
    // Yedpay publishes no limit; the calls in flight bound it.
    bucket: () => UNLIMITED,
    simulatedAccount: (origin) => ({
        name: 'demo-store',
        apiKey: 'simulated-key',
        signKey: 'simulated-sign-key-of-32-letters',
        baseUrl: `${origin}/v1`,
    }),
    simulatedLink: 'CUSTOM_ID',
    parseReference: parseYedpayReference,
    readReference: readYedpayReference,
    connect: connectYedpay,
    resources: [],
    notification: {
        signKey: (account) => account.signKey,
        contentType: 'application/x-www-form-urlencoded',
        acknowledgement: 'success',
        parse: parseYedpayNotification,
    },
    simulate: async () => (await import('./simulator.js')).simulateYedpay,
    graphql: { reference: YedpayReferenceRef, referenceDescription: 'A Yedpay online payment.' },
});
