import { z } from 'zod';
import { isTimeZone } from '../domain/instant.ts';
import { Secret } from '../domain/secret.ts';

/** Reads a secret file. Given by `config.ts`, so that no schema touches a disk by itself. */
export type ReadSecretFile = (path: string) => string;

/** A name that people choose, that a caller sends and that ids carry. */
export const accountName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, "_" or "-"')
  .describe('How queries name this account.');

export function timeZone(fallback: string, why: string) {
  return z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone such as "Asia/Hong_Kong" or "UTC"')
    .default(fallback)
    .describe(why);
}

/** A credential by value, or by the file that holds it; the file is read again when the provider refuses the value. */
export function secret(read: ReadSecretFile) {
  const byFile = z.strictObject({ file: z.string().min(1) }).transform(({ file }, context) => {
    const readFile = () => read(file).trim();
    try {
      const value = readFile();
      if (isHeaderSafe(value)) return new Secret(value, readFile);
      context.addIssue({ code: 'custom', message: 'the file is empty or holds more than one line of printable ASCII' });
    } catch {
      context.addIssue({ code: 'custom', message: 'the file cannot be read' });
    }
    return z.NEVER;
  });
  const byValue = z
    .string()
    .refine(isHeaderSafe, 'must be 1 to 4096 printable ASCII characters without blanks')
    .transform((value) => new Secret(value));
  return z.union([byValue, byFile]);
}

function isHeaderSafe(value: string): boolean {
  return /^[!-~]{1,4096}$/.test(value);
}

const LOOPBACK_HOST = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** Where a provider answers. Credentials travel in headers, so anything but loopback must be https. */
export function baseUrl({ path }: { path: 'allowed' | 'none' }) {
  return z.string().superRefine((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const fault = url === null ? 'must be an absolute URL' : baseUrlFault(url, path);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });
}

function baseUrlFault(url: URL, path: 'allowed' | 'none'): string | null {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname))) {
    return 'must be https:// (http:// is accepted for loopback addresses only)';
  }
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or a password';
  if (url.search !== '' || url.hash !== '') return 'must not hold a query or a fragment';
  if (path === 'none' && url.pathname !== '/') return 'must not hold a path';
  return null;
}
