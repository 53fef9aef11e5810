import { z } from 'zod';
import { accountName, baseUrl, secret, timeZone } from '../account-config.js';
import { refundEndpoint } from './refund-config.js';
/** One shop. Its tokens are issued per shop, and an offline token does not expire. */
export function genstoreAccountSchema(read) {
    return z
        .strictObject({
        name: accountName.optional(),
        shop: z
            .string()
            .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'must be the shop\'s sub-domain alone, such as "my-shop"')
            .describe('The sub-domain of genmystore.com.'),
        accessToken: secret(read, 'An offline access token with read_payments_transaction or write_payments_transaction.'),
        baseUrl: baseUrl({ path: 'none' }).optional().describe('Replaces https://{shop}.genmystore.com.'),
        apiVersion: z
            .string()
            .regex(/^\d{6}$/, 'must be six digits such as "202412"')
            .default('202412')
            .describe('The version of the Genstore API.'),
        plan: z
            .enum(['default', 'basic', 'standard', 'advanced', 'unlimited'])
            .default('default')
            .describe('How many calls Genstore grants the shop: default 40 and 2 a second, basic 40 and 4, standard 200 and 20, advanced 400 and 40.'),
        timeZone: timeZone('UTC', 'In which this shop counts its business days. Genstore states an offset with every time.'),
        refunds: refundEndpoint().optional(),
    })
        .transform(({ name, baseUrl: base, ...account }) => ({
        ...account,
        name: name ?? account.shop,
        baseUrl: base ?? `https://${account.shop}.genmystore.com`,
    }));
}
