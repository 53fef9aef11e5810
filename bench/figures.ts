import type { LoadReport } from './load.ts';
import type { Workload } from './workloads.ts';

/** One server, one workload, one round. */
export interface Measurement {
  readonly server: string;
  readonly round: number;
  readonly report: LoadReport;
  readonly processorSeconds: number;
  readonly mainThreadSeconds: number;
  readonly calls: number;
  readonly residentMegabytes: number;
}

/** Medians over the rounds; ratios are of two servers in the same round, because the machine may have other work. */
export function printTable({ name, about, question, latencyMs }: Workload, all: readonly Measurement[]): void {
  const servers = [...new Set(all.map(({ server }) => server))];
  const base = question.isHot && servers.includes('limit with a cache') ? 'limit with a cache' : 'limit';
  console.log(`\n${name}: ${about}, upstream ${latencyMs} ms; ratios to: ${base}`);
  console.table(
    Object.fromEntries(servers.map((server) => [server, figuresOf(server, { base, size: question.size }, all)])),
  );
}

interface Comparison {
  readonly base: string;
  /** Rows of one answer. */
  readonly size: number;
}

function figuresOf(server: string, { base, size }: Comparison, all: readonly Measurement[]) {
  const rounds = all.filter((measurement) => measurement.server === server);
  const baseOf = (round: number) => all.find((other) => other.server === base && other.round === round);
  const ratio = (figure: (measurement: Measurement) => number) =>
    rounded(median(rounds.map((each) => figure(each) / figure(baseOf(each.round) ?? each))));
  const figure = (of: (measurement: Measurement) => number) => rounded(median(rounds.map(of)));
  return {
    'work per CPU': rounded(1 / ratio(processorPerAnswer)),
    throughput: ratio(answersPerSecond),
    'p50, ratio': ratio(middleLatency),
    'CPU ms': figure((each) => processorPerAnswer(each) * 1000),
    'main thread ms': figure(({ mainThreadSeconds, report }) => (mainThreadSeconds / asked(report)) * 1000),
    'CPU µs a row': figure((each) => (processorPerAnswer(each) / size) * 1_000_000),
    'answers/s': figure(answersPerSecond),
    'p50 ms': figure(middleLatency),
    'p99 ms': figure(({ report }) => quantile(report.latencies, 0.99)),
    calls: figure(({ calls, report }) => calls / asked(report)),
    failures: rounds.reduce((sum, { report }) => sum + report.failures, 0),
    'RSS MB': Math.round(Math.max(...rounds.map(({ residentMegabytes }) => residentMegabytes))),
  };
}

const asked = ({ asked: all, failures }: LoadReport) => all - failures;
const processorPerAnswer = ({ processorSeconds, report }: Measurement) => processorSeconds / asked(report);
const answersPerSecond = ({ report }: Measurement) => (report.answers / report.milliseconds) * 1000;
const middleLatency = ({ report }: Measurement) => quantile(report.latencies, 0.5);

function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? Number.NaN;
}

function median(figures: readonly number[]): number {
  return quantile(
    figures.toSorted((a, b) => a - b),
    0.5,
  );
}

function rounded(figure: number): number {
  return Number(figure.toPrecision(3));
}
