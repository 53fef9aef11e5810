/** Where nobody asks for metrics, nothing is counted. */
export const NO_METRICS = {
    providerCall: () => { },
    callNotMade: () => { },
    cacheLookup: () => { },
    recordRead: () => { },
    operation: () => { },
    refusal: () => { },
    reconcileOutcome: () => { },
    historyFailed: () => { },
    untrustedDocument: () => { },
    internalError: () => { },
    spans: () => { },
    readFrom: () => { },
};
