import { GatewayError } from '../domain/errors.js';
import { builder } from './builder.js';
export const PageInfoRef = builder.objectRef('PageInfo').implement({
    description: 'Whether there is more.',
    fields: (t) => ({
        hasNextPage: t.exposeBoolean('hasNextPage', { nullable: false, description: 'Whether there is a next page.' }),
        endCursor: t.exposeString('endCursor', {
            description: 'For `after` of the next page. Null on an empty page.',
        }),
    }),
});
export function pageInfoOf({ edges, hasNextPage }) {
    return { hasNextPage, endCursor: edges.at(-1)?.cursor ?? null };
}
const MOST_ROWS = 200;
/** One row more than the page has is asked for, to know whether there is a next one. */
export function readPageArguments({ first, after }) {
    const size = first ?? 50;
    if (size < 1 || size > MOST_ROWS)
        throw new GatewayError('BAD_USER_INPUT', 'first must be from 1 to 200.');
    return { size, after: after == null ? null : parseCursor(after) };
}
export function pageOf(rows, size, cursorOf) {
    const edges = rows.slice(0, size).map((node) => ({ cursor: cursorText(cursorOf(node)), node }));
    return { edges, hasNextPage: rows.length > size };
}
function cursorText({ lastChangedAt, provider, account, recordId }) {
    return Buffer.from(JSON.stringify([lastChangedAt, provider, account, recordId])).toString('base64url');
}
function parseCursor(text) {
    try {
        const [lastChangedAt, provider, account, recordId, ...rest] = JSON.parse(Buffer.from(text, 'base64url').toString());
        const isCursor = Number.isSafeInteger(lastChangedAt) &&
            [provider, account, recordId].every((part) => typeof part === 'string') &&
            rest.length === 0;
        if (isCursor)
            return { lastChangedAt, provider, account, recordId };
    }
    catch {
        // Not one of ours.
    }
    throw new GatewayError('BAD_USER_INPUT', 'after must be a cursor that this gateway gave.');
}
