import { PairMap } from '../../domain/pair-map.ts';

/** One line of a histogram, as prom-client writes it. */
interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

export interface DistributionParts {
  readonly name: string;
  readonly labels: readonly [first: string, second: string];
  /** Upper bounds, ascending. */
  readonly bounds: readonly number[];
}

interface Series {
  /** By bound, without those below; the last of what is above all. */
  readonly counts: number[];
  sum: number;
  count: number;
}

/**
 * A histogram by two words that only counts until somebody looks: prom-client's own builds a text of all labels, and three
 * objects, for each value, 0.5 kB of them for each provider call.
 */
export class Distribution {
  readonly #parts: DistributionParts;
  readonly #series = new PairMap<Series>();

  constructor(parts: DistributionParts) {
    this.#parts = parts;
  }

  observe(first: string, second: string, value: number): void {
    const series = this.#series.get(first, second) ?? this.#newSeries(first, second);
    const { bounds } = this.#parts;
    let place = 0;
    while (place < bounds.length && value > (bounds[place] as number)) place += 1;
    series.counts[place] = (series.counts[place] as number) + 1;
    series.sum += value;
    series.count += 1;
  }

  samples(): readonly Sample[] {
    const [firstLabel, secondLabel] = this.#parts.labels;
    return this.#series
      .entries()
      .flatMap(([first, second, series]) => this.#samplesOf({ [firstLabel]: first, [secondLabel]: second }, series));
  }

  #samplesOf(labels: Sample['labels'], { counts, sum, count }: Series): readonly Sample[] {
    const { name, bounds } = this.#parts;
    let below = 0;
    const buckets = bounds.map((le, place) => {
      below += counts[place] as number;
      return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: below };
    });
    return [
      ...buckets,
      { metricName: `${name}_bucket`, labels: { le: '+Inf', ...labels }, value: count },
      { metricName: `${name}_sum`, labels, value: sum },
      { metricName: `${name}_count`, labels, value: count },
    ];
  }

  #newSeries(first: string, second: string): Series {
    const series = { counts: Array(this.#parts.bounds.length + 1).fill(0), sum: 0, count: 0 };
    this.#series.set(first, second, series);
    return series;
  }
}
