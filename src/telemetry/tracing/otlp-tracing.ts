import {
  type Context,
  ROOT_CONTEXT,
  type Span as SdkSpan,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { ExportResultCode, parseTraceParent } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Clock } from '../../domain/clock.ts';
import { inTime } from '../../domain/in-time.ts';
import type { Span, SpanFacts, SpanName } from '../../domain/span.ts';
import type { Tracing } from './tracing.ts';

export interface TracingParts {
  /** Where spans are posted: the whole URL, such as http://127.0.0.1:4318/v1/traces. */
  readonly endpoint: string;
  /** Of the operations that no caller traces already, so many in a hundred are. */
  readonly samplePercent: number;
  readonly clock: Clock;
  /** So many spans were handed over, or were not taken. */
  readonly onExport: (result: 'sent' | 'failed', count: number) => void;
}

/** Spans that may wait to be sent: some 2 MB. More are dropped, and nobody waits for the collector. */
const MOST_WAITING = 4_096;
const BATCH = 512;
const EVERY_MS = 2_000;
const EXPORT_TIMEOUT_MS = 5_000;
/** All that may wait, sent at once: a process that stops has no time for one after the other. */
const EXPORTS_AT_ONCE = MOST_WAITING / BATCH + 1;
/** A stopping process waits no longer than this for its last spans. */
const CLOSE_PATIENCE_MS = 2_000;
/** As long as every header of the known version. */
const TRACEPARENT_LENGTH = 55;

/** Problems that are the provider's: an attempt with another outcome has got its answer. */
const FAILED: ReadonlySet<string> = new Set([
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_DENIED',
  'PROVIDER_REJECTED',
  'MALFORMED_RESPONSE',
  'RATE_LIMITED',
  'INTERNAL',
]);

const KINDS: Readonly<Record<SpanName, SpanKind>> = {
  operation: SpanKind.SERVER,
  load: SpanKind.INTERNAL,
  queue: SpanKind.INTERNAL,
  attempt: SpanKind.CLIENT,
};

/**
 * OpenTelemetry's SDK with a provider of its own: nothing is registered globally. Loaded only where an endpoint is
 * configured: with its modules, a start was measured to take a quarter longer.
 */
export function createOtlpTracing(parts: TracingParts): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'paylens' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(parts.samplePercent / 100) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: exporterOf(parts),
        maxQueueSize: MOST_WAITING,
        maxExportBatchSize: BATCH,
        scheduledDelayMillis: EVERY_MS,
        exportTimeoutMillis: EXPORT_TIMEOUT_MS,
      }),
    ],
  });
  const tracer = provider.getTracer('paylens');
  const carried = new AsyncLocalStorageContextManager().enable();
  let closing: Promise<void> | null = null;
  return {
    operation: (traceparent, facts) => begin({ tracer, carried, parent: parentOf(traceparent) }, 'operation', facts),
    headers: () => headersOf(carried.active()),
    close() {
      closing ??= closed(provider, parts.clock);
      return closing;
    },
  };
}

interface Beginning {
  readonly tracer: Tracer;
  readonly carried: AsyncLocalStorageContextManager;
  readonly parent: Context;
}

function begin({ tracer, carried, parent }: Beginning, name: SpanName, facts: SpanFacts): Span {
  const span = tracer.startSpan(name, { kind: KINDS[name], attributes: attributesOf(facts) }, parent);
  const context = trace.setSpan(parent, span);
  return {
    begin: (inner, its = {}) => begin({ tracer, carried, parent: context }, inner, its),
    end: (its = {}) => end(span, its),
    carry: (work) => carried.with(context, work),
  };
}

function end(span: SdkSpan, facts: SpanFacts): void {
  span.setAttributes(attributesOf(facts));
  if (facts.outcome !== undefined && FAILED.has(facts.outcome)) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function attributesOf(facts: SpanFacts): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [`paylens.${name}`, value as string | number]),
  );
}

/** `tracestate` is not read: it is text of whoever sends it, and would be sent on to the providers. */
function parentOf(traceparent: string | null): Context {
  if (traceparent === null || traceparent.length > TRACEPARENT_LENGTH) return ROOT_CONTEXT;
  const parent = parseTraceParent(traceparent);
  return parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true });
}

function headersOf(context: Context): Readonly<Record<string, string>> {
  const span = trace.getSpanContext(context);
  if (span === undefined) return {};
  const flags = (span.traceFlags & TraceFlags.SAMPLED) === 0 ? '00' : '01';
  return { traceparent: `00-${span.traceId}-${span.spanId}-${flags}` };
}

/** A collector that is away or refuses is counted, and that is all: no answer knows of it. */
function exporterOf({ endpoint, onExport }: TracingParts): SpanExporter {
  const exporter = new OTLPTraceExporter({
    url: endpoint,
    timeoutMillis: EXPORT_TIMEOUT_MS,
    concurrencyLimit: EXPORTS_AT_ONCE,
  });
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        onExport(result.code === ExportResultCode.SUCCESS ? 'sent' : 'failed', spans.length);
        done(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}

async function closed(provider: TracerProvider, clock: Clock): Promise<void> {
  await inTime(clock, CLOSE_PATIENCE_MS, provider.shutdown()).catch(() => {});
}
