/** As a proxy or a maintenance window answers, whatever was asked. */
export function htmlPage(status) {
    return {
        status,
        headers: { 'Content-Type': 'text/html; charset=utf-8' },
        body: '<!doctype html><title>Maintenance</title><p>We will be back soon.</p>',
    };
}
