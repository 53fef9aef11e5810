import { Counter, collectDefaultMetrics, Histogram, type Metric, Registry } from 'prom-client';
import type { Clock } from '../../domain/clock.ts';
import { DATA_ISSUE_KINDS, type DataIssueKind } from '../../domain/data-issue.ts';
import { ANSWERED_OUTCOMES, PROBLEM_CODES } from '../../domain/lookup-outcome.ts';
import { Tally } from '../../domain/tally.ts';
import { boundedWords } from './bounded-words.ts';
import { Distribution } from './distribution.ts';
import { collectGauges } from './gauges.ts';
import { METRICS, type MetricDefinition } from './metric-list.ts';
import type { GaugeSources, Metrics } from './recording.ts';

export interface PrometheusMetrics extends Metrics {
  readonly contentType: string;
  /** Everything that was counted and is read now, in Prometheus' text format. */
  text(): Promise<string>;
}

const newTally = () => new Tally();

const OUTCOMES = [...ANSWERED_OUTCOMES, ...PROBLEM_CODES];

/** More outcomes, codes or issues than any list of ours has. */
const MOST_WORDS = 60;
/** As many operations as a dashboard shows; the manifest of a large application has more. */
const MOST_OPERATIONS = 100;
/** How precisely the delay of the event loop is measured: each sample wakes the process. */
const LOOP_PRECISION_MS = 20;

/** That a caller lacks a scope is nothing wrong with the record. */
const COUNTED_ISSUES: ReadonlySet<DataIssueKind> = new Set(DATA_ISSUE_KINDS.filter((kind) => kind !== 'WITHHELD'));

/** Counts into a registry of its own: nothing of it is global, and two gateways of one process share nothing. */
export function createPrometheus(clock: Clock): PrometheusMetrics {
  const registry = new Registry();
  const counter = <Label extends string>({ name, help, labels }: MetricDefinition<Label>, collect?: () => void) =>
    new Counter({
      name,
      help,
      labelNames: [...labels],
      registers: [registry],
      ...(collect === undefined ? {} : { collect }),
    });
  const histogram = <Label extends string>({ name, help, labels, buckets = [] }: MetricDefinition<Label>) =>
    new Histogram({ name, help, labelNames: [...labels], buckets: [...buckets], registers: [registry] });
  const distribution = <Label extends string>({ name, help, labels, buckets = [] }: MetricDefinition<Label>) => {
    const counted = new Distribution({ name, labels: labels as unknown as [Label, Label], bounds: buckets });
    // All that a registry asks of a metric, whoever made it.
    const metric = {
      name,
      get: async () => ({ name, help, type: 'histogram', values: counted.samples(), aggregator: 'sum' }),
    };
    registry.registerMetric(metric as unknown as Metric);
    return counted;
  };

  let sources: GaugeSources | undefined;
  // What is counted often is added up, and written when somebody reads: prom-client's own counters make a text of all labels
  // each time, which takes 0.3 to 0.5 µs.
  const callTallies = new Map<string, Tally>();
  // What has not happened is 0 and not absent: the first refused credential is a change, or no alert would see it.
  const providerCalls = counter(METRICS.providerCalls, () => {
    providerCalls.reset();
    for (const { provider, name } of sources?.accounts() ?? []) {
      for (const outcome of OUTCOMES) providerCalls.inc({ provider, account: name, outcome }, 0);
    }
    for (const [provider, tally] of callTallies) {
      for (const [account, outcome, count] of tally.entries()) providerCalls.inc({ provider, account, outcome }, count);
    }
  });
  const providerCallSeconds = distribution(METRICS.providerCallSeconds);
  const callsNotMade = counter(METRICS.callsNotMade);
  const queueWaitSeconds = distribution(METRICS.queueWaitSeconds);
  const unmappedStatuses = counter(METRICS.unmappedStatuses, () => {
    for (const { provider, name } of sources?.accounts() ?? []) unmappedStatuses.inc({ provider, account: name }, 0);
  });
  const dataIssues = counter(METRICS.dataIssues, () => {
    for (const { provider } of sources?.accounts() ?? []) {
      for (const kind of COUNTED_ISSUES) dataIssues.inc({ provider, kind }, 0);
    }
  });
  const looksLost = counter(METRICS.looksLost);
  const historyFailures = counter(METRICS.historyFailures);
  const reconcileOutcomes = counter(METRICS.reconcileOutcomes);
  const operationTally = new Tally();
  const operations = counter(METRICS.operations, () => {
    operations.reset();
    for (const [operation, outcome, count] of operationTally.entries()) operations.inc({ operation, outcome }, count);
  });
  const operationSeconds = histogram(METRICS.operationSeconds);
  const requestsRefused = counter(METRICS.requestsRefused);
  const internalErrors = counter(METRICS.internalErrors);
  const untrustedDocuments = counter(METRICS.untrustedDocuments);
  const spans = counter(METRICS.spans);
  const cacheTally = new Tally();
  const cacheLookups = counter(METRICS.cacheLookups, () => {
    cacheLookups.reset();
    for (const [result, state, count] of cacheTally.entries()) cacheLookups.inc({ result, state }, count);
  });

  collectGauges({ registry, clock, sources: () => sources });
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_PRECISION_MS });

  const operationName = boundedWords(MOST_OPERATIONS);
  const reconcileWord = boundedWords(MOST_WORDS);
  const outcomeWord = boundedWords(MOST_WORDS);
  let reading: Promise<string> | null = null;

  return {
    contentType: registry.contentType,
    text() {
      // One at a time, however many ask: reading costs a question to the store.
      reading ??= registry.metrics().finally(() => {
        reading = null;
      });
      return reading;
    },
    providerCall({ provider, account, outcome, milliseconds, queuedMs, priority }) {
      callTallies.getOrInsertComputed(provider, newTally).add(account, outcome);
      providerCallSeconds.observe(provider, account, milliseconds / 1000);
      queueWaitSeconds.observe(provider, priority, queuedMs / 1000);
    },
    callNotMade: ({ provider, account, reason }) => callsNotMade.inc({ provider, account, reason }),
    cacheLookup: (result, state, count) => cacheTally.add(result, state ?? 'UNKNOWN', count),
    recordRead({ provider, key, providerStatus, issues }) {
      if (!providerStatus.mapped) unmappedStatuses.inc({ provider, account: key.account });
      for (const { kind } of issues) {
        if (COUNTED_ISSUES.has(kind)) dataIssues.inc({ provider, kind });
      }
    },
    operation({ operation, outcome, milliseconds }) {
      const name = operationName(operation);
      operationTally.add(name, outcomeWord(outcome));
      if (milliseconds !== null) operationSeconds.observe({ operation: name }, milliseconds / 1000);
    },
    refusal: (code) => requestsRefused.inc({ code: outcomeWord(code) }),
    reconcileOutcome: (outcome) => reconcileOutcomes.inc({ outcome: reconcileWord(outcome) }),
    historyFailed(lost) {
      historyFailures.inc();
      looksLost.inc(lost);
    },
    untrustedDocument: () => untrustedDocuments.inc(),
    internalError: () => internalErrors.inc(),
    spans: (result, count) => spans.inc({ result }, count),
    readFrom(given) {
      sources = given;
    },
  };
}
