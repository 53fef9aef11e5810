import { closeServer, listen } from './listen.js';
import { createPrivatePort } from './server/private-port.js';
import { readinessOf } from './server/readiness.js';
import { NO_METRICS } from './telemetry/metrics/recording.js';
/** Loads what counts and what traces only where it is configured: a start without them pays nothing. */
export async function openObservability({ config, clock, log }) {
    const { host, port, traces, samplePercent } = config.observability;
    const prometheus = port === undefined ? undefined : (await import('./telemetry/metrics/prometheus.js')).createPrometheus(clock);
    const metrics = prometheus ?? NO_METRICS;
    const tracing = traces === undefined ? undefined : await openTracing(traces);
    let stop = async () => { };
    async function openTracing(endpoint) {
        const { createOtlpTracing } = await import('./telemetry/tracing/otlp-tracing.js');
        return createOtlpTracing({ endpoint, samplePercent, clock, onExport: metrics.spans });
    }
    return {
        metrics,
        tracing,
        async listen({ accounts, isDraining }) {
            if (prometheus === undefined || port === undefined)
                return null;
            const server = createPrivatePort({
                host,
                metrics: prometheus,
                readiness: () => readinessOf({ accounts: accounts(), isDraining: isDraining() }),
                onFailure: (error) => log.internalError({ requestId: 'private-port', error }),
            });
            const origin = await listen(server, { host, port, setting: 'PAYLENS_OBSERVABILITY_PORT' });
            stop = () => closeServer(server);
            return origin;
        },
        async close() {
            await tracing?.close();
            await stop();
        },
    };
}
