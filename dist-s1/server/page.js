import { createHash } from 'node:crypto';
/**
 * Only these scripts run, each known by its hash, and they reach this gateway only. Monaco writes style elements at run
 * time and starts its workers from blobs.
 */
export function pageOf(html, scripts) {
    const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    const policy = [
        "default-src 'none'",
        `script-src ${hashes.join(' ')}`,
        "style-src 'unsafe-inline'",
        'img-src data:',
        'font-src data:',
        "connect-src 'self'",
        'worker-src blob:',
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ].join('; ');
    return { body: Buffer.from(html), policy };
}
export function writePage(response, status, { body, policy }) {
    response
        .writeHead(status, {
        'content-type': 'text/html; charset=utf-8',
        'content-length': body.length,
        'content-security-policy': policy,
    })
        .end(body);
}
