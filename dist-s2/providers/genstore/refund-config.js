import { z } from 'zod';
/**
 * The one published form that takes the id of the record alone: Genstore, "About Refund", API 202412, first version of
 * the page. The second also wants the order's id, and the parameters of the third are not published.
 */
const PUBLISHED = { path: '/api/{version}/refunds', parameters: { ids: '{refundId}' } };
// A segment begins with no dot and none is empty: neither `..` nor `//host` can be written, nor anything be escaped.
const PATH = /^(?:\/(?:\{version\}|\{refundId\}|[A-Za-z0-9_~-][A-Za-z0-9_.~-]{0,63})){1,10}$/;
const PARAMETER_NAME = /^[A-Za-z0-9_.[\]-]{1,64}$/;
/** Printable ASCII; braces for nothing but what stands for something. */
const PARAMETER_VALUE = /^(?:\{version\}|\{refundId\}|[ -z|~]){0,128}$/;
const MOST_PARAMETERS = 10;
export function refundEndpoint() {
    return z
        .preprocess((given) => (given === 'published' ? PUBLISHED : given), z
        .strictObject({
        path: z
            .string()
            .regex(PATH, 'must be a path such as "/api/{version}/refunds", of letters, digits and "_.~-"')
            .describe('Below the base URL of the shop.'),
        parameters: z
            .record(z.string().regex(PARAMETER_NAME, 'must be 1 to 64 letters, digits, or of "_.[]-"'), z.string().regex(PARAMETER_VALUE, 'must be at most 128 printable ASCII characters, with {refundId}'))
            .refine((given) => Object.keys(given).length <= MOST_PARAMETERS, `must be ${MOST_PARAMETERS} at most`)
            .default({})
            .describe('Of the query string, by name.'),
    }, { error: ({ code }) => (code === 'invalid_type' ? 'must be published, or { path, parameters }' : undefined) })
        .refine(namesTheRecord, 'must hold {refundId} in the path or in a parameter'))
        .describe('Lets after-sales records be asked for (`genstoreRefund`): `published`, or `{ path, parameters }` with `{refundId}` and `{version}`. Left out: not offered.');
}
function namesTheRecord({ path, parameters }) {
    return [path, ...Object.values(parameters)].some((text) => text.includes('{refundId}'));
}
export function refundUrl({ path, parameters }, { baseUrl, version, refundId }) {
    const fill = (template, encode) => template.replaceAll('{version}', version).replaceAll('{refundId}', () => encode(refundId));
    const url = new URL(fill(path, encodeURIComponent), baseUrl);
    for (const [name, value] of Object.entries(parameters)) {
        url.searchParams.append(name, fill(value, (text) => text));
    }
    return url;
}
