import { z } from 'zod';
import { accountName, baseUrl, secret, timeZone } from '../account-config.js';
const HOSTS = {
    production: 'https://api.yedpay.com/v1',
    staging: 'https://api-staging.yedpay.com/v1',
};
const SIGN_KEY = {
    pattern: /^[!-~]{32}$/,
    message: 'must be exactly 32 printable ASCII characters without blanks',
};
/** One API key. Yedpay binds a key to one store, and each environment has keys of its own. */
export function yedpayAccountSchema(read) {
    return z
        .strictObject({
        name: accountName.default('default'),
        apiKey: secret(read, 'An API key from Merchant Portal > Admin > App Keys.'),
        signKey: secret(read, "The company's sign key, 32 characters. With it, notifications of the account are received.", SIGN_KEY).optional(),
        environment: z
            .enum(['production', 'staging'])
            .default('production')
            .describe('Which Yedpay host the key belongs to.'),
        baseUrl: baseUrl({ path: 'allowed' }).optional().describe('Replaces the host of the environment, path included.'),
        timeZone: timeZone('Asia/Hong_Kong', 'The zone of the times that Yedpay sends without one, and in which business days are counted.'),
    })
        .transform(({ baseUrl: base, environment, ...account }) => ({ ...account, baseUrl: base ?? HOSTS[environment] }));
}
