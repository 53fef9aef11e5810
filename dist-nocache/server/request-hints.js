export function requestHints({ headers }) {
    return {
        traceparent: headers.traceparent === undefined ? null : String(headers.traceparent),
        wantsSteps: headers['x-paylens-debug'] === 'upstream',
    };
}
