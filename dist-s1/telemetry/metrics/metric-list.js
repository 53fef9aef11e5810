const ACCOUNT = ['provider', 'account'];
/** An attempt has 2 s as configured by default, and never more than 30. */
const CALL_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 2, 4, 8, 30];
/** A person's look-up waits for 8 s at most by default, a stream's for a minute. */
const QUEUE_SECONDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60];
const OPERATION_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 60];
/**
 * Every metric of this gateway. What a label may say is bounded: configured accounts, lists of our own words, and the names
 * of published or trusted operations. No label has a reference, a status code of a provider or a caller.
 */
export const METRICS = {
    providerCalls: define('counter', 'paylens_provider_calls_total', [...ACCOUNT, 'outcome'], {
        help: 'Attempts at a provider by what came of them, retries included.',
    }),
    providerCallSeconds: define('histogram', 'paylens_provider_call_duration_seconds', ACCOUNT, {
        help: 'How long an attempt at a provider took, from its start to the last byte.',
        buckets: CALL_SECONDS,
    }),
    callsNotMade: define('counter', 'paylens_provider_calls_not_made_total', [...ACCOUNT, 'reason'], {
        help: 'Calls that were wanted and not made: no budget in time, an open breaker, a refused credential, nobody who waits.',
    }),
    queueWaitSeconds: define('histogram', 'paylens_queue_wait_seconds', ['provider', 'priority'], {
        help: 'How long calls that were made had waited for their turn.',
        buckets: QUEUE_SECONDS,
    }),
    tokensAvailable: define('gauge', 'paylens_budget_tokens_available', ACCOUNT, {
        help: 'Calls that may be made at this moment. Absent where the provider publishes no limit.',
    }),
    tokensCapacity: define('gauge', 'paylens_budget_tokens_capacity', ACCOUNT, {
        help: 'The most calls that can be saved up. Absent where the provider publishes no limit.',
    }),
    callsWaiting: define('gauge', 'paylens_calls_waiting', ACCOUNT, { help: 'Calls that wait for their turn.' }),
    callsInFlight: define('gauge', 'paylens_calls_in_flight', ACCOUNT, { help: 'Calls that are under way.' }),
    breakerState: define('gauge', 'paylens_breaker_state', [...ACCOUNT, 'state'], {
        help: 'The state of the breaker of an account: 1 for the one that it is in, 0 for the others.',
    }),
    accountHealth: define('gauge', 'paylens_account_health', [...ACCOUNT, 'health'], {
        help: '1 for how the account does, 0 for the others.',
    }),
    cacheLookups: define('counter', 'paylens_cache_lookups_total', ['result', 'state'], {
        help: 'Look-ups by what the cache was to them, and by the state class of what was known.',
    }),
    unmappedStatuses: define('counter', 'paylens_unmapped_statuses_total', ACCOUNT, {
        help: 'Records that were read with a status that no table of this gateway has.',
    }),
    dataIssues: define('counter', 'paylens_data_issues_total', ['provider', 'kind'], {
        help: 'Things that looked wrong in records that were read.',
    }),
    watchedReferences: define('gauge', 'paylens_watched_references', [], {
        help: 'Different payments that are watched.',
    }),
    streams: define('gauge', 'paylens_streams', [], { help: 'Live streams of clients.' }),
    oldestPendingRefundSeconds: define('gauge', 'paylens_oldest_pending_refund_seconds', ACCOUNT, {
        help: 'How long the refund that has been pending for longest is known to be so. Absent where none is, or the store is away.',
    }),
    looksLost: define('counter', 'paylens_history_looks_lost_total', [], {
        help: 'Looks at records that were not remembered, because the store was away for too long.',
    }),
    historyFailures: define('counter', 'paylens_history_failures_total', [], {
        help: 'Times that the store of observations was said to be away, at most once a minute.',
    }),
    reconcileOutcomes: define('counter', 'paylens_reconcile_outcomes_total', ['outcome'], {
        help: 'Compared entries by what came of the comparison.',
    }),
    operations: define('counter', 'paylens_graphql_operations_total', ['operation', 'outcome'], {
        help: 'GraphQL operations by name, and by the code of their first error or OK.',
    }),
    operationSeconds: define('histogram', 'paylens_graphql_operation_duration_seconds', ['operation'], {
        help: 'How long an operation took to its whole answer. Streams are not in it.',
        buckets: OPERATION_SECONDS,
    }),
    operationsInFlight: define('gauge', 'paylens_graphql_operations_in_flight', [], {
        help: 'Operations that are being answered.',
    }),
    requestsRefused: define('counter', 'paylens_requests_refused_total', ['code'], {
        help: 'Requests that were refused before they became an operation.',
    }),
    internalErrors: define('counter', 'paylens_internal_errors_total', [], { help: 'Faults of the gateway itself.' }),
    untrustedDocuments: define('counter', 'paylens_untrusted_documents_total', [], {
        help: 'Documents that were taken though the manifest has them not.',
    }),
    spans: define('counter', 'paylens_trace_spans_total', ['result'], {
        help: 'Spans that were handed to the collector of traces, or that it did not take.',
    }),
};
/** What prom-client tells of the process; the same names as every Node process has. Not every system has all of them. */
export const PROCESS_METRICS = {
    process_cpu_user_seconds_total: [],
    process_cpu_system_seconds_total: [],
    process_cpu_seconds_total: [],
    process_start_time_seconds: [],
    process_resident_memory_bytes: [],
    process_virtual_memory_bytes: [],
    process_heap_bytes: [],
    process_open_fds: [],
    process_max_fds: [],
    nodejs_eventloop_lag_seconds: [],
    nodejs_eventloop_lag_min_seconds: [],
    nodejs_eventloop_lag_max_seconds: [],
    nodejs_eventloop_lag_mean_seconds: [],
    nodejs_eventloop_lag_stddev_seconds: [],
    nodejs_eventloop_lag_p50_seconds: [],
    nodejs_eventloop_lag_p90_seconds: [],
    nodejs_eventloop_lag_p99_seconds: [],
    nodejs_active_resources: ['type'],
    nodejs_active_resources_total: [],
    nodejs_active_handles: ['type'],
    nodejs_active_handles_total: [],
    nodejs_active_requests: ['type'],
    nodejs_active_requests_total: [],
    nodejs_heap_size_total_bytes: [],
    nodejs_heap_size_used_bytes: [],
    nodejs_external_memory_bytes: [],
    nodejs_heap_space_size_total_bytes: ['space'],
    nodejs_heap_space_size_used_bytes: ['space'],
    nodejs_heap_space_size_available_bytes: ['space'],
    nodejs_version_info: ['version', 'major', 'minor', 'patch'],
    nodejs_gc_duration_seconds: ['kind'],
};
function define(kind, name, labels, { help, buckets }) {
    return { name, kind, help, labels, ...(buckets === undefined ? {} : { buckets }) };
}
