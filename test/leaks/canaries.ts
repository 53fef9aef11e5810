/** What a planted text stands for, and so where it may be seen. */
export const KINDS = [
  /** Credentials of the providers' accounts. */
  'Credential',
  /** API keys and tokens of callers, good and bad, and the claims in them. */
  'Key',
  /** Personal data of payers. */
  'Personal',
  /** What lets its holder act on a payment. */
  'Seal',
  /** What a provider sent beside the documented fields: in a body, an error, a header. */
  'Body',
  /** Ordinary fields of a record: for callers, and for no log. */
  'Record',
  /** Payment tokens, as a client asked with them. */
  'Token',
  /** Anything else that a client wrote. */
  'Asked',
] as const;

export type Kind = (typeof KINDS)[number];

/** In every canary. Letters alone: whatever escapes or quotes a text leaves them as they are. */
const STEM = 'kanarie';

let planted = 0;

/** A new text that is nowhere else, of letters and digits. */
export function canary(kind: Kind): string {
  planted += 1;
  return `${STEM}${kind}${planted}`;
}

const ANY = formsOf(STEM);
const BY_KIND = new Map(KINDS.map((kind) => [kind, formsOf(STEM + kind)]));

/** Which canaries are in a text, in whatever form; `unknown` where one is cut off behind its stem. */
export function kindsIn(text: string): ReadonlyArray<Kind | 'unknown'> {
  // Almost every text has none: one pass says so.
  if (!ANY.test(text)) return [];
  const kinds = KINDS.filter((kind) => BY_KIND.get(kind)?.test(text));
  return kinds.length > 0 ? kinds : ['unknown'];
}

/** A text as it is, in hex, percent-encoded, JSON-escaped character by character, and in base64 and base64url. */
function formsOf(text: string): RegExp {
  const codes = [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0'));
  const forms = [text, codes.join(''), `%${codes.join('%')}`, codes.map((code) => `\\\\u00${code}`).join('')];
  // Letters and digits of any three bytes: neither alphabet's two special characters occur in it.
  const base64 = [0, 1, 2].map((offset) => base64Within(text, offset));
  return new RegExp([...forms, ...base64].join('|'), 'i');
}

/** The part that base64 of any longer text has where this text begins `offset` bytes behind a group of three. */
function base64Within(text: string, offset: number): string {
  const encoded = Buffer.from('\0'.repeat(offset) + text).toString('base64url');
  const first = Math.ceil((offset * 8) / 6);
  const end = Math.floor(((offset + text.length) * 8) / 6);
  return encoded.slice(first, end);
}
