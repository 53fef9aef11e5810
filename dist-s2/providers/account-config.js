import { z } from 'zod';
import { hasUser, isConfidential } from '../domain/address.js';
import { isTimeZone } from '../domain/instant.js';
import { Secret } from '../domain/secret.js';
/** A name that people choose, that a caller sends and that ids carry. */
export const accountName = z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, "_" or "-"')
    .describe('How queries name this account.');
export function timeZone(fallback, why) {
    return z
        .string()
        .refine(isTimeZone, 'must be an IANA time zone such as "Asia/Hong_Kong" or "UTC"')
        .default(fallback)
        .describe(why);
}
const HEADER_SAFE = {
    pattern: /^[!-~]{1,4096}$/,
    message: 'must be 1 to 4096 printable ASCII characters without blanks',
};
/**
 * A credential by value, or as `{ file }` by the file that holds it; the file is read again when the provider refuses the
 * value. One schema instead of a union, so that a fault has one message, and none repeats the value.
 */
export function secret(read, description, { pattern, message: form } = HEADER_SAFE) {
    return z
        .unknown()
        .transform((given, context) => {
        const fault = (message) => {
            context.addIssue({ code: 'custom', message });
            return z.NEVER;
        };
        if (given === undefined)
            return fault('is required: a value, or { file: path }');
        if (typeof given === 'string')
            return pattern.test(given) ? new Secret(given) : fault(form);
        const byFile = SECRET_FILE.safeParse(given);
        if (!byFile.success)
            return fault('must be a text, or { file: path }');
        const readFile = () => {
            const value = read(byFile.data.file).trim();
            if (!pattern.test(value))
                throw new RangeError(form);
            return value;
        };
        try {
            return new Secret(readFile(), readFile);
        }
        catch (error) {
            return fault(error instanceof RangeError ? `the content of the file ${form}` : 'the file cannot be read');
        }
    })
        .meta({ description, secret: true });
}
const SECRET_FILE = z.strictObject({ file: z.string().min(1) });
/** Where a provider answers. Credentials travel in headers, so anything but loopback must be https. */
export function baseUrl({ path }) {
    return z.string().superRefine((text, context) => {
        const url = URL.canParse(text) ? new URL(text) : null;
        // In the text, because an empty query or fragment shows nowhere in the parsed URL and still swallows a path.
        const hasQuery = /[?#]/.test(text) ? 'must not hold a query or a fragment' : null;
        const fault = url === null ? 'must be an absolute URL' : (hasQuery ?? baseUrlFault(url, path));
        if (fault !== null)
            context.addIssue({ code: 'custom', message: fault });
    });
}
function baseUrlFault(url, path) {
    if (!isConfidential(url))
        return 'must be https:// (http:// is accepted for loopback addresses only)';
    if (hasUser(url))
        return 'must not hold a user name or a password';
    if (path === 'none' && url.pathname !== '/')
        return 'must not hold a path';
    return null;
}
