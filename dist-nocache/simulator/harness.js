// This file is all that a provider's simulation may import from here.
export { createRandom } from './random.js';
export { replaceField } from './record-text.js';
export function jsonReply(status, body) {
    return { status, headers: { 'Content-Type': 'application/json' }, body };
}
