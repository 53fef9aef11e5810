import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { METRICS } from '../../src/telemetry/metrics/metric-list.ts';
import { readExpression } from './promql.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const NAMES = Object.values(METRICS).map(({ name }) => name);

describe('an expression', () => {
  test.each([
    ['paylens_streems', 'paylens_streems is no metric and no function'],
    ['rat(paylens_streams[5m])', 'rat is no metric and no function'],
    ['paylens_streams{account="a"}', 'paylens_streams has no label account'],
    ['sum by (account) (paylens_streams)', 'nothing in it has a label account'],
    ['sum(paylens_streams', 'its brackets do not fit'],
    ['rate(paylens_streams[5 minutes])', 'a range is none'],
    ['rate(paylens_queue_wait_seconds[5m])', 'paylens_queue_wait_seconds is no metric and no function'],
    ['rate(paylens_streams_count[5m])', 'paylens_streams_count is no metric and no function'],
  ])('%s is found to be wrong', (text, fault) => {
    expect(readExpression(text).faults).toContain(fault);
  });
});

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: ReadonlyArray<{ readonly expr: string; readonly legendFormat: string }>;
}

describe('the dashboard', () => {
  const { panels, templating } = JSON.parse(read('ops/grafana/paylens.json')) as {
    readonly panels: readonly Panel[];
    readonly templating: { readonly list: ReadonlyArray<{ readonly name: string }> };
  };
  const shown = panels.filter(({ type }) => type !== 'row');
  const targets = shown.flatMap(({ title, targets = [] }) => targets.map((target) => ({ title, ...target })));

  test.each(targets)('$title asks only for metrics and labels that there are: $expr', ({ expr, legendFormat }) => {
    const { faults, kept } = readExpression(expr);
    expect(faults).toEqual([]);
    const used = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
    if (kept !== null) expect(kept).toEqual(expect.arrayContaining(used));
  });

  test('shows every metric of the list', () => {
    const asked = new Set(targets.flatMap(({ expr }) => [...readExpression(expr).metrics]));
    expect(NAMES.filter((name) => !asked.has(name))).toEqual([]);
  });

  test('has panels that say what they show, with ids of their own, that do not lie over one another', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(shown.filter(({ description = '' }) => description === '')).toEqual([]);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)}/${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });

  test('asks the data source that whoever imports it chooses', () => {
    expect(templating.list.map(({ name }) => name)).toEqual(['datasource']);
    expect(JSON.stringify(panels)).not.toMatch(/"uid":"(?!\$\{datasource\})/);
  });
});

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook: string };
}

describe('the alerts', () => {
  const { groups } = parseYaml(read('ops/prometheus/alerts.yml')) as {
    readonly groups: ReadonlyArray<{ readonly name: string; readonly rules: readonly Rule[] }>;
  };
  const rules = groups.flatMap(({ rules }) => rules);

  test.each(rules)('$alert asks only for metrics and labels that there are, and compares', ({ expr, annotations }) => {
    const { faults, kept } = readExpression(expr);
    expect(faults).toEqual([]);
    expect(expr).toMatch(/ (==|>|<) [\d.]+$/);
    const used = [...annotations.description.matchAll(/\$labels\.(\w+)/g)].map(([, label = '']) => label);
    if (kept !== null) expect(kept).toEqual(expect.arrayContaining(used));
  });

  test.each(rules)('$alert has a severity, a length, and a runbook that is there', (rule) => {
    expect(['page', 'ticket']).toContain(rule.labels.severity);
    expect(rule.for ?? '1m').toMatch(/^\d+[smh]$/);
    expect(rule.annotations.runbook).toBe(`docs/metrics.md#${rule.alert.toLowerCase()}`);
    expect(Object.keys(rule.annotations)).toEqual(['summary', 'description', 'runbook']);
  });

  test('have each a part in docs/metrics.md, and no other has one', () => {
    const parts = [...read('docs/metrics.md').matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(parts).toEqual(rules.map(({ alert }) => alert));
    expect(new Set(parts).size).toBe(parts.length);
  });
});

test('docs/metrics.md has every metric of the list with its labels, and no other', () => {
  const rows = [...read('docs/metrics.md').matchAll(/^\| `(paylens_\w+)` \| (.+?) \| (.+?) \| (.+?) \|$/gm)];
  const listed = rows.map(([, name, labels = '']) => [
    name,
    [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label),
  ]);
  const wanted = Object.values(METRICS).map(({ name, labels }) => [name, [...labels]]);
  expect(listed.toSorted()).toEqual(wanted.toSorted());
});
