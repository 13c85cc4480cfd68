/** Draws charts with Observable Plot. A page loads this file when it has a chart. */
import { plot, rect, ruleX, ruleY, text, type Markish } from '@observablehq/plot';
import { layoutBars, type PlacedBar } from './bar-layout.ts';
import type { BarSpec, ChartSpec, Measure, QuarterSpec } from './chart-spec.ts';

export interface DrawingSpace {
  readonly width: number;
  /** Size of a letter in pixels. */
  readonly em: number;
  readonly measure: Measure;
  /** Unique in the document, for the hatched pattern. */
  readonly id: string;
}

export function drawChart(spec: ChartSpec, space: DrawingSpace): Element {
  return spec.kind === 'bars' ? drawBars(spec, space) : drawQuarters(spec, space);
}

const INK = 'var(--page-ink)';
const QUIET = 'var(--page-quiet)';
const RESULT = 'var(--chart-result)';
const HIDDEN = 'var(--chart-hidden)';
const GRID = 'var(--chart-grid)';
/** Width of the hatched mark of a hidden bar, in letters: always the same, so that it tells no number. */
const HIDDEN_EM = 3;

function drawBars({ bars, max, beside = [] }: BarSpec, space: DrawingSpace): Element {
  const { em, id } = space;
  const { bars: placed, isWide, height, x1, x2 } = layoutBars(bars, space, beside);
  const perPixel = (max || 1) / (x2 - x1);
  const hiddenTo = HIDDEN_EM * em * perPixel;
  const visible = placed.filter(({ value }) => value !== null);
  const hidden = placed.filter(({ value }) => value === null);
  const parts = visible.filter(({ value, of }) => (of ?? 0) > (value ?? 0));
  const endOf = ({ value, of }: PlacedBar) =>
    value === null ? hiddenTo : Math.max(value, of ?? 0);
  const ys = { y1: 'y1', y2: 'y2' } as const;
  return plot({
    ...frame(space, height + 1),
    x: { type: 'linear', domain: [0, max || 1], range: [x1, x2], axis: null },
    y: { type: 'identity', axis: null },
    marks: [
      hatched(id),
      rect(parts, {
        ...ys,
        x1: 0,
        x2: 'of',
        fill: GRID,
        stroke: HIDDEN,
        strokeWidth: 1,
        inset: 0.5,
      }),
      rect(visible, { ...ys, x1: 0, x2: 'value', fill: RESULT }),
      rect(hidden, {
        ...ys,
        x1: 0,
        x2: hiddenTo,
        fill: `url(#${id})`,
        stroke: HIDDEN,
        strokeWidth: 1,
        strokeDasharray: '3 2',
        inset: 0.5,
      }),
      ...(isWide ? [ruleX([0], { y1: 0, y2: height, stroke: HIDDEN })] : []),
      text(placed, {
        x: () => (isWide ? -em * 0.75 * perPixel : 0),
        y: 'labelY',
        text: ({ lines }: PlacedBar) => lines.join('\n'),
        textAnchor: isWide ? 'end' : 'start',
        lineAnchor: isWide ? 'middle' : 'top',
        lineHeight: 1.3,
        fill: INK,
      }),
      ...notes(placed, isWide, {
        x: (bar: PlacedBar) =>
          bar.noteX === null ? endOf(bar) + 0.5 * em * perPixel : (bar.noteX - x1) * perPixel,
      }),
    ],
  });
}

/** Numbers are bold, the word for a hidden one is not. */
function notes(
  placed: readonly PlacedBar[],
  isWide: boolean,
  { x }: { readonly x: (bar: PlacedBar) => number },
): readonly Markish[] {
  return placed.map((bar) =>
    text([bar], {
      x,
      y: 'noteY',
      text: ({ noteLines }: PlacedBar) => noteLines.join('\n'),
      textAnchor: (bar.noteX ?? 0) > 0 ? 'end' : 'start',
      lineAnchor: isWide ? 'middle' : 'top',
      lineHeight: 1.3,
      fontWeight: bar.value === null ? 'normal' : 600,
      fontStyle: bar.value === null ? 'italic' : 'normal',
      fill: bar.value === null ? QUIET : INK,
    }),
  );
}

interface HiddenRun {
  readonly from: number;
  readonly to: number;
}

function drawQuarters(
  { quarters, max, hidden, numberOf }: QuarterSpec,
  space: DrawingSpace,
): Element {
  const { width, em, measure, id } = space;
  const ticks = niceTicks(max);
  const top = ticks.at(-1) ?? 1;
  const left = Math.ceil(Math.max(...ticks.map((tick) => measure(numberOf(tick)))) + 0.75 * em);
  const plotHeight = Math.round(12 * em);
  const above = Math.round(1.6 * em);
  const below = Math.round(3.2 * em);
  const each = (width - left) / quarters.length;
  const bars = quarters.map((quarter, index) => ({ ...quarter, index }));
  const visible = bars.filter(({ value }) => value !== null);
  const hasNotes = visible.every(({ note }) => measure(note) <= each);
  const runs = hiddenRuns(quarters.map(({ value }) => value));
  const years = bars.filter(({ year }, index) => year !== quarters[index - 1]?.year);
  const isTurned = ({ from, to }: HiddenRun) => measure(hidden) + em > (to - from) * each;
  const word = (turned: boolean) =>
    text(
      runs.filter((run) => isTurned(run) === turned),
      {
        x: ({ from, to }: HiddenRun) => (from + to) / 2,
        y: top / 2,
        text: () => hidden,
        rotate: turned ? -90 : 0,
        fontStyle: 'italic',
        fill: INK,
        stroke: 'var(--page-surface)',
        strokeWidth: 5,
      },
    );
  return plot({
    ...frame(space, plotHeight + above + below),
    x: { type: 'linear', domain: [0, quarters.length], range: [left, width], axis: null },
    y: { type: 'linear', domain: [0, top], range: [above + plotHeight, above], axis: null },
    marks: [
      hatched(id),
      ruleY(ticks.slice(1), { x1: 0, x2: quarters.length, stroke: GRID }),
      text(ticks, {
        x: 0,
        y: (tick: number) => tick,
        text: (tick: number) => numberOf(tick),
        textAnchor: 'end',
        dx: -0.5 * em,
        fill: QUIET,
      }),
      rect(runs, {
        x1: ({ from }: HiddenRun) => from + 0.06,
        x2: ({ to }: HiddenRun) => to - 0.06,
        y1: 0,
        y2: top,
        fill: `url(#${id})`,
        stroke: HIDDEN,
        strokeDasharray: '3 2',
      }),
      word(false),
      word(true),
      rect(visible, {
        x1: ({ index }: { index: number }) => index + 0.12,
        x2: ({ index }: { index: number }) => index + 0.88,
        y1: 0,
        y2: 'value',
        fill: RESULT,
      }),
      ruleY([0], { x1: 0, x2: quarters.length, stroke: HIDDEN }),
      ...(hasNotes
        ? [
            text(visible, {
              x: ({ index }: { index: number }) => index + 0.5,
              y: 'value',
              text: 'note',
              dy: -0.8 * em,
              fontWeight: 600,
              fill: INK,
            }),
          ]
        : []),
      text(bars, {
        x: ({ index }: { index: number }) => index + 0.5,
        y: 0,
        text: 'label',
        dy: 1.1 * em,
        fill: QUIET,
      }),
      text(years, {
        x: ({ index }: { index: number }) => index + 0.12,
        y: 0,
        text: 'year',
        textAnchor: 'start',
        dy: 2.5 * em,
        fill: INK,
      }),
    ],
  });
}

/** Runs of hidden quarters are one field. */
function hiddenRuns(values: readonly (number | null)[]): readonly HiddenRun[] {
  const runs: HiddenRun[] = [];
  for (const [index, value] of values.entries()) {
    const last = runs.at(-1);
    if (value !== null) continue;
    if (last?.to === index) runs[runs.length - 1] = { from: last.from, to: index + 1 };
    else runs.push({ from: index, to: index + 1 });
  }
  return runs;
}

/** From zero, at most five, the last one at or above the largest value. */
function niceTicks(max: number): readonly number[] {
  const rough = Math.max(max, 10) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
  const count = Math.ceil(Math.max(max, 10) / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

function frame({ width, em }: DrawingSpace, height: number) {
  return {
    width,
    height,
    margin: 0,
    style: {
      fontSize: `${em}px`,
      fontFamily: 'inherit',
      color: INK,
      background: 'transparent',
      overflow: 'visible',
    },
  } as const;
}

/** Diagonal lines on the page's ground: a mark that is filled with it has no number. */
function hatched(id: string): Markish {
  return () => {
    const defs = svg('defs', {});
    const pattern = svg('pattern', {
      id,
      width: '6',
      height: '6',
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    });
    pattern.append(
      svg('rect', { width: '6', height: '6', fill: 'var(--page-surface)' }),
      svg('rect', { width: '2', height: '6', fill: HIDDEN }),
    );
    defs.append(pattern);
    return defs;
  };
}

function svg(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
