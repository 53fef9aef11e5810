import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { type Handler, startServer } from './http-server.ts';

/** A span as OTLP/HTTP writes it in JSON, as far as tests look at it. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code?: number };
  /** By name, without the prefix. */
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface OtlpCollector {
  /** Where traces are posted. */
  readonly endpoint: string;
  readonly spans: readonly CollectedSpan[];
  /** Everything that was posted, as it was on the wire. */
  readonly bodies: readonly string[];
  /** All spans of a name, in the order of their beginning. */
  named(name: string): readonly CollectedSpan[];
}

type Value = { readonly stringValue?: string; readonly intValue?: number | string; readonly doubleValue?: number };
type Attribute = { readonly key: string; readonly value: Value };
type WrittenSpan = Omit<CollectedSpan, 'facts'> & { readonly attributes: readonly Attribute[] };
interface Written {
  readonly resourceSpans: ReadonlyArray<{
    readonly scopeSpans: ReadonlyArray<{ readonly spans: readonly WrittenSpan[] }>;
  }>;
}

/** A collector of OpenTelemetry traces on a free port, which takes them over real HTTP; it ends with the test. */
export async function startCollector(answer: Handler = (_request, response) => void response.end('{}')) {
  const spans: CollectedSpan[] = [];
  const bodies: string[] = [];
  const server = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
      bodies.push(text);
      spans.push(...spansIn(JSON.parse(text) as Written));
      answer(request, response);
    });
  });
  onTestFinished(() => server[Symbol.asyncDispose]());
  const collector: OtlpCollector & Pick<typeof server, 'requests'> = {
    endpoint: `${server.origin}/v1/traces`,
    requests: server.requests,
    spans,
    bodies,
    named: (name) => spans.filter((span) => span.name === name).toSorted(byBeginning),
  };
  return collector;
}

function spansIn({ resourceSpans }: Written): readonly CollectedSpan[] {
  return resourceSpans
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
    .map(({ attributes, ...span }) => ({ ...span, facts: Object.fromEntries(attributes.map(factOf)) }));
}

function factOf({ key, value }: Attribute): readonly [string, string | number] {
  return [key.replace(/^paylens\./, ''), value.stringValue ?? Number(value.intValue ?? value.doubleValue)];
}

function byBeginning(left: CollectedSpan, right: CollectedSpan): number {
  return Number(BigInt(left.startTimeUnixNano) - BigInt(right.startTimeUnixNano));
}
