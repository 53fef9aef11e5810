import { METRICS, type MetricDefinition, PROCESS_METRICS } from '../../src/telemetry/metrics/metric-list.ts';

/** What Prometheus adds to every series that it scrapes. */
const TARGET_LABELS = ['instance', 'job'];

const FUNCTIONS = new Set([
  ...['sum', 'min', 'max', 'avg', 'count', 'rate', 'increase', 'vector', 'histogram_quantile'],
  ...['max_over_time', 'avg_over_time', 'by', 'or', 'and', 'unless'],
]);

export interface Expression {
  /** Metrics by their name in the list, without what a histogram adds. */
  readonly metrics: ReadonlySet<string>;
  /** The labels that are left of its series; null where all are. */
  readonly kept: readonly string[] | null;
  /** What is wrong with it. */
  readonly faults: readonly string[];
}

/**
 * Reads an expression of Prometheus as far as our own need it: every name in it is a metric with these labels or a function
 * that there is. It knows nothing of types; promtool is not there.
 */
export function readExpression(text: string): Expression {
  const faults: string[] = [];
  const metrics = new Set<string>();
  if (!isBalanced(text)) faults.push('its brackets do not fit');
  // `$__rate_interval` and `$__range` are Grafana's.
  const plain = text.replace(/\[(\d+[smhd]|\$__rate_interval|\$__range)\]/g, '');
  if (/[[\]]/.test(plain)) faults.push('a range is none');
  const labels = new Set<string>(TARGET_LABELS);
  const selector = /\b([a-z_][a-z0-9_]*)\s*\{([^}]*)\}/g;
  const names = (part: string) => [...part.replaceAll(/"[^"]*"/g, '').matchAll(/\b[a-z_]\w*/gi)].map(([name]) => name);
  const grouped = [...plain.matchAll(/\bby\s*\(([^)]*)\)/g)].flatMap(([, list = '']) => names(list));
  const rest = plain.replaceAll(/\{[^}]*\}/g, '').replaceAll(/\bby\s*\([^)]*\)/g, '');
  for (const name of names(rest)) {
    if (FUNCTIONS.has(name)) continue;
    const known = metricOf(name);
    if (known === null) faults.push(`${name} is no metric and no function`);
    else metrics.add(known.name);
    for (const label of known?.labels ?? []) labels.add(label);
  }
  for (const [, name = '', matchers = ''] of plain.matchAll(selector)) {
    const own = [...TARGET_LABELS, ...(metricOf(name)?.labels ?? [])];
    for (const label of names(matchers)) if (!own.includes(label)) faults.push(`${name} has no label ${label}`);
  }
  for (const label of grouped) if (!labels.has(label)) faults.push(`nothing in it has a label ${label}`);
  const isGrouped = /\b(sum|min|max|avg|count)\b/.test(plain);
  return { metrics, kept: isGrouped ? grouped : null, faults };
}

const BY_NAME = new Map<string, MetricDefinition>(Object.values(METRICS).map((metric) => [metric.name, metric]));

/** The metric of a series, with all labels that the series has; null where there is none. */
function metricOf(name: string): { readonly name: string; readonly labels: readonly string[] } | null {
  if (name === 'up') return { name, labels: [] };
  const [, base = '', part] = /^(.*?)(_bucket|_sum|_count)?$/.exec(name) ?? [];
  const own = BY_NAME.get(part === undefined ? name : base);
  if (own !== undefined) {
    if ((own.kind === 'histogram') !== (part !== undefined)) return null;
    return { name: own.name, labels: part === '_bucket' ? [...own.labels, 'le'] : own.labels };
  }
  const process = PROCESS_METRICS[name] ?? PROCESS_METRICS[base];
  return process === undefined ? null : { name, labels: process };
}

function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const character of text.replaceAll(/"[^"]*"/g, '')) {
    if ('([{'.includes(character)) open.push(character);
    else if (')]}'.includes(character) && '([{'.indexOf(open.pop() ?? '') !== ')]}'.indexOf(character)) return false;
  }
  return open.length === 0;
}
