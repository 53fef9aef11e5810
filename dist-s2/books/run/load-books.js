import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readBooks } from '../read-books.js';
import { bindingOf, whyAnother } from './binding.js';
/**
 * Sees that the working file has the rows of these books, rules and accounts.
 *
 * @throws RulesError where the rules do not fit the books.
 */
export async function loadBooks({ file, books, rules, accounts, isFresh }) {
    const bindingFor = (digest) => bindingOf({ books: digest, rules, accounts });
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
async function digestOf(path) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path))
        hash.update(chunk);
    return hash.digest('hex');
}
/** What is hashed is what was read, also where somebody writes to the file meanwhile. */
async function* hashed(chunks, add) {
    for await (const chunk of chunks) {
        add(chunk);
        yield chunk;
    }
}
