/**
 * `X-Genstore-Shop-Api-Rate-Limit: 30/40`, read as used/size: Genstore's own text explains it so, though it also calls
 * a full bucket "40/40". So it is advice, and may only ever slow us down.
 */
export function readRateLimit(reply) {
    const [, used, size] = /^(\d{1,6})\/(\d{1,6})$/.exec(reply.header('x-genstore-shop-api-rate-limit') ?? '') ?? [];
    return used === undefined || size === undefined || Number(size) === 0
        ? null
        : { used: Number(used), size: Number(size) };
}
