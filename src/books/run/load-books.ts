import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readBooks } from '../read-books.ts';
import type { BooksRules } from '../rules-schema.ts';
import { bindingOf, whyAnother } from './binding.ts';
import type { WorkingFile } from './working-file.ts';

export interface LoadParts {
  readonly file: WorkingFile;
  /** Where the books are. */
  readonly books: string;
  readonly rules: BooksRules;
  readonly accounts: unknown;
  /** Forget what is known. */
  readonly isFresh: boolean;
}

/** Whether what is known of an earlier run is used; if not, why, where there was one. */
export type Loaded = { readonly isResumed: true } | { readonly isResumed: false; readonly why: string | null };

/**
 * Sees that the working file has the rows of these books, rules and accounts.
 *
 * @throws RulesError where the rules do not fit the books.
 */
export async function loadBooks({ file, books, rules, accounts, isFresh }: LoadParts): Promise<Loaded> {
  const bindingFor = (digest: string) => bindingOf({ books: digest, rules, accounts });
  const known = file.binding;
  const why = isFresh || known === null ? null : whyAnother(known, bindingFor(await digestOf(books)));
  if (known !== null && !isFresh && why === null) {
    file.reopen();
    return { isResumed: true };
  }
  const hash = createHash('sha256');
  const chunks = hashed(createReadStream(books), (chunk) => hash.update(chunk));
  await file.load(readBooks(chunks, rules), () => bindingFor(hash.digest('hex')));
  return { isResumed: false, why };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** What is hashed is what was read, also where somebody writes to the file meanwhile. */
async function* hashed(chunks: AsyncIterable<Buffer>, add: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    add(chunk);
    yield chunk;
  }
}
