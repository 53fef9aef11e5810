import { type InspectColor, styleText } from 'node:util';

/** Marks text in colour where the stream shows it: a terminal, unless NO_COLOR or the like says otherwise. */
export type Paint = (mark: Mark, text: string) => string;

export type Mark = 'good' | 'open' | 'bad' | 'plain' | 'quiet';

const FORMATS: Readonly<Record<Mark, readonly InspectColor[]>> = {
  good: ['bold', 'green'],
  open: ['bold', 'yellow'],
  bad: ['bold', 'red'],
  plain: ['bold'],
  quiet: ['dim'],
};

export function paintFor(stream: NodeJS.WritableStream): Paint {
  return (mark, text) => styleText(FORMATS[mark], text, { stream });
}

/** By the word that a row begins with: a headline, or an outcome without a record. What is not here is open. */
const MARKS: Readonly<Record<string, Mark>> = {
  PAID: 'good',
  SETTLED: 'good',
  REFUNDED: 'plain',
  PARTLY_REFUNDED: 'plain',
  VOIDED: 'plain',
  CANCELLED: 'plain',
  EXPIRED: 'plain',
  EXPIRED_UNPAID: 'plain',
  FAILED: 'bad',
  NOT_FOUND: 'bad',
  INVALID_REFERENCE: 'bad',
  PROVIDER_DENIED: 'bad',
  PROVIDER_REJECTED: 'bad',
  MALFORMED_RESPONSE: 'bad',
  INTERNAL: 'bad',
};

export function markOf(word: string): Mark {
  return MARKS[word] ?? 'open';
}
