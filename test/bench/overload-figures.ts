import type { LoadReport } from './overload-load.ts';

/** What one round of one scenario has shown. */
export interface Figures {
  readonly goodput: number;
  /** Of the gateway's own processor time: what it would answer, were the machine its own. */
  readonly perProcessorSecond: number;
  readonly asked: number;
  readonly acceptedMedian: number;
  readonly acceptedP99: number;
  readonly refusedMedian: number;
  readonly refusedP99: number;
  readonly broken: number;
  readonly unsent: number;
}

export function figuresOf(
  { accepted, acceptedInTime, refused, broken, unsent }: LoadReport,
  { seconds, processorSeconds }: { readonly seconds: number; readonly processorSeconds: number },
): Figures {
  return {
    goodput: acceptedInTime / seconds,
    perProcessorSecond: accepted.length / processorSeconds,
    asked: (accepted.length + refused.length + broken + unsent) / seconds,
    acceptedMedian: quantile(accepted, 0.5),
    acceptedP99: quantile(accepted, 0.99),
    refusedMedian: quantile(refused, 0.5),
    refusedP99: quantile(refused, 0.99),
    broken,
    unsent: unsent / seconds,
  };
}

/** Medians of all rounds. A share is that of the same round's base, because what else the machine does changes slowly. */
export function comparison(results: ReadonlyMap<string, readonly Figures[]>, base: string) {
  const bases = results.get(base) ?? [];
  return Object.fromEntries(
    [...results].map(([scenario, list]) => {
      const median = (name: keyof Figures) => Math.round(middle(list.map((figures) => figures[name])) * 10) / 10;
      const share = (name: keyof Figures) =>
        `${Math.round(middle(list.map((figures, round) => figures[name] / (bases[round]?.[name] ?? Number.NaN))) * 100)} %`;
      return [
        scenario,
        {
          'asked/s': Math.round(median('asked')),
          'answered/s': Math.round(median('goodput')),
          'of peak': share('goodput'),
          'by CPU': share('perProcessorSecond'),
          'answered p50, ms': median('acceptedMedian'),
          'p99, ms': median('acceptedP99'),
          'refused p50, ms': median('refusedMedian'),
          'refused p99, ms': median('refusedP99'),
          'not sent/s': Math.round(median('unsent')),
          broken: median('broken'),
        },
      ];
    }),
  );
}

/** Where a scenario had none of something, there is nothing to be in the middle of. */
function middle(list: readonly number[]): number {
  return quantile(
    list.filter((value) => !Number.isNaN(value)),
    0.5,
  );
}

function quantile(list: readonly number[], share: number): number {
  const sorted = list.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
