import { hash } from 'node:crypto';
/** Equal for equal keys and for no others: the parts are joined by a character that no allow-list lets in. */
export function keyText({ provider, account, kind, value }) {
    return `${provider}\n${account}\n${kind}\n${value}`;
}
/** Enough to follow one payment through the logs, and no way back to its reference. */
export function keyDigest(key) {
    return hash('sha256', keyText(key), 'base64url').slice(0, 16);
}
/** Those that a record has a value for; nearly always all of them. */
export function statedReferences(references) {
    return references.every(isStated) ? references : references.filter(isStated);
}
function isStated(reference) {
    return reference.value !== null;
}
