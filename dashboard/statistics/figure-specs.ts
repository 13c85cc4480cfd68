/** The charts of a table as the texts and numbers that `Chart` draws. */
import type { BarSpec, QuarterSpec } from '../parts/chart/chart-spec.ts';
import { capital, type Locale, type LocalizedText } from '../texts/locale.ts';
import type { Bar, Panel, TableView, Trend } from './table-view.ts';
import type { FigureTexts } from './texts.ts';

export type Words = Pick<Locale, 'text' | 'number'> & { readonly texts: FigureTexts };

/** With more hidden categories than this they are one sentence below the chart. */
const HIDDEN_BARS_MAX = 1;

export interface PanelChart {
  readonly title: string | null;
  readonly spec: BarSpec;
  /** What the chart shows in words: each bar with its number. */
  readonly label: string;
  /** Labels of the hidden bars that are not in the chart. */
  readonly folded: readonly string[];
}

type Bars = Extract<TableView, { kind: 'bars' }>;

/** The panel over all categories, on its own scale. */
export function leadChart({ lead }: Bars, words: Words): PanelChart | null {
  return lead === null ? null : panelChart(lead, largest([lead]), words);
}

/** The panels of the categories, on one scale. */
export function partCharts({ parts }: Bars, words: Words): readonly PanelChart[] {
  const max = largest(parts);
  const charts = parts.map((panel) => panelChart(panel, max, words));
  const beside = charts.flatMap(({ spec }) => spec.bars);
  return charts.map((chart) => ({ ...chart, spec: { ...chart.spec, beside } }));
}

function panelChart({ title, bars, isOfSteps }: Panel, max: number, words: Words): PanelChart {
  const hidden = bars.filter(({ value }) => value === null);
  const isFolded = !isOfSteps && hidden.length > HIDDEN_BARS_MAX && hidden.length < bars.length;
  const labelOf = (bar: Bar) => capital(words.text(bar.title));
  const shown = isFolded ? bars.filter(({ value }) => value !== null) : bars;
  const drawn = shown.map((bar) => ({
    label: labelOf(bar),
    value: bar.value,
    note: noteOf(bar, words),
    of: bar.baseValue,
  }));
  return {
    title: title && capital(words.text(title)),
    spec: { kind: 'bars', bars: drawn, max },
    label: drawn.map(({ label, note }) => `${label}: ${note}`).join('; '),
    folded: isFolded ? hidden.map(labelOf) : [],
  };
}

/** `540 (84% van verzilverd)`; a share that is hidden is left out, and the table says so. */
export function noteOf({ value, percent, base }: Bar, { texts, text, number }: Words): string {
  if (value === null) return texts.hidden;
  if (percent === null || base === null) return number(value);
  return `${number(value)} (${texts.shareOfStep(percent, text(base.title))})`;
}

function largest(panels: readonly Panel[]): number {
  const bars = panels.flatMap((panel) => panel.bars);
  return Math.max(...bars.map(({ value, baseValue }) => Math.max(value ?? 0, baseValue ?? 0)), 0);
}

export interface TrendChart {
  readonly title: LocalizedText;
  /** Null when all quarters are hidden. */
  readonly spec: QuarterSpec | null;
  readonly label: string;
}

/** A chart over quarters for each step, on one scale. */
export function trendCharts(
  trends: readonly Trend[],
  words: Words,
  quarterInWords: (id: string) => string,
): readonly TrendChart[] {
  const { texts, number } = words;
  const values = trends.flatMap(({ quarters }) => quarters.map(({ value }) => value ?? 0));
  const max = Math.max(...values, 0);
  const noteAt = (value: number | null) => (value === null ? texts.hidden : number(value));
  return trends.map(({ step, quarters }) => ({
    title: step.title,
    label: quarters
      .map(({ quarter, value }) => `${quarterInWords(quarter)}: ${noteAt(value)}`)
      .join('; '),
    spec: quarters.every(({ value }) => value === null)
      ? null
      : {
          kind: 'quarters',
          max,
          hidden: texts.hidden,
          numberOf: number,
          quarters: quarters.map(({ quarter, value }) => ({
            label: texts.quarterLabels[Number(quarter.slice(-1)) - 1] ?? quarter,
            year: quarter.slice(0, 4),
            value,
            note: noteAt(value),
          })),
        },
  }));
}
