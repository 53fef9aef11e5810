import type { Config } from './config.ts';
import type { AccountStatus } from './domain/account-status.ts';
import type { Clock } from './domain/clock.ts';
import { closeServer, listen } from './listen.ts';
import { createPrivatePort } from './server/private-port.ts';
import { readinessOf } from './server/readiness.ts';
import type { Logger } from './telemetry/logger.ts';
import { type Metrics, NO_METRICS } from './telemetry/metrics/recording.ts';
import type { Tracing } from './telemetry/tracing/tracing.ts';

export interface ObservabilityParts {
  readonly config: Pick<Config, 'observability'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What the platform asks about. */
export interface Observed {
  readonly accounts: () => ReadonlyArray<{ readonly provider: string; readonly status: () => AccountStatus }>;
  readonly isDraining: () => boolean;
}

/** How somebody sees into the process, as far as the configuration says that anybody wants to. */
export interface Observability {
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  /** Opens the private port, and gives its origin; null where none is configured. @throws PortError where it cannot. */
  listen(observed: Observed): Promise<string | null>;
  /** Hands on the last spans, and closes the private port. */
  close(): Promise<void>;
}

/** Loads what counts and what traces only where it is configured: a start without them pays nothing. */
export async function openObservability({ config, clock, log }: ObservabilityParts): Promise<Observability> {
  const { host, port, traces, samplePercent } = config.observability;
  const prometheus =
    port === undefined ? undefined : (await import('./telemetry/metrics/prometheus.ts')).createPrometheus(clock);
  const metrics = prometheus ?? NO_METRICS;
  const tracing = traces === undefined ? undefined : await openTracing(traces);
  let stop = async () => {};

  async function openTracing(endpoint: string): Promise<Tracing> {
    const { createOtlpTracing } = await import('./telemetry/tracing/otlp-tracing.ts');
    return createOtlpTracing({ endpoint, samplePercent, clock, onExport: metrics.spans });
  }

  return {
    metrics,
    tracing,
    async listen({ accounts, isDraining }) {
      if (prometheus === undefined || port === undefined) return null;
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
