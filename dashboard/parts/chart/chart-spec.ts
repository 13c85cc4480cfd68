/** What a chart shows, as texts and numbers of one language. */

export interface ChartBar {
  readonly label: string;
  /** Null when it is hidden: it then has a hatched mark. */
  readonly value: number | null;
  /** Beside the bar: the number in words of the page, or that it is hidden. */
  readonly note: string;
  /** What the value is a part of, as an outline behind the bar. */
  readonly of?: number | null;
}

/** Horizontal bars, one under the other. */
export interface BarSpec {
  readonly kind: 'bars';
  readonly bars: readonly ChartBar[];
  /** The bars of other charts that this one is compared with: all then have the same layout. */
  readonly beside?: readonly ChartBar[];
  /** The value at the full width. */
  readonly max: number;
}

export interface ChartQuarter {
  /** Such as `2e`. */
  readonly label: string;
  readonly year: string;
  readonly value: number | null;
  readonly note: string;
}

/** Vertical bars over time; hidden quarters are a hatched field over the whole height. */
export interface QuarterSpec {
  readonly kind: 'quarters';
  readonly quarters: readonly ChartQuarter[];
  readonly max: number;
  /** The word in a hatched field. */
  readonly hidden: string;
  readonly numberOf: (value: number) => string;
}

export type ChartSpec = BarSpec | QuarterSpec;

/** The width of a text in pixels. */
export type Measure = (text: string) => number;
