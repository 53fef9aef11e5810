/** What is worth a line is worth a count: each event goes to both. */
export function countedLog(log, metrics) {
    return {
        ...log,
        providerCall(entry) {
            metrics.providerCall(entry);
            log.providerCall(entry);
        },
        untrustedDocument(event) {
            metrics.untrustedDocument();
            log.untrustedDocument(event);
        },
        historyFailed(event) {
            metrics.historyFailed(event.lost);
            log.historyFailed(event);
        },
        internalError(event) {
            metrics.internalError();
            log.internalError(event);
        },
    };
}
