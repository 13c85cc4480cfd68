/** Draws the counts as SVG with Observable Plot, in a separate chunk of the bundle. */
import { axisX, barX, barY, plot, ruleX, ruleY, text } from '@observablehq/plot';
import { useEffect, useRef, useState } from 'react';
import { useLocale } from '../texts/locale.ts';
import type { CountedCell } from './cells.ts';

interface ChartProps {
  readonly cells: readonly CountedCell[];
  /** Text alternative of the chart. */
  readonly description: string;
  readonly isOverTime: boolean;
}

const BAR = 'var(--page-accent)';
const QUIET = 'var(--page-quiet)';

export function CountChart({ cells, description, isOverTime }: ChartProps) {
  const container = useRef<HTMLDivElement>(null);
  const width = useWidth(container);
  const { texts, number } = useLocale();
  const { hidden, missing } = texts.counts;
  useEffect(() => {
    if (width === 0) return undefined;
    const valueText = (cell: CountedCell) => {
      if (cell.value !== null) return number(cell.value);
      return cell.isMissing ? missing : hidden;
    };
    const chart = isOverTime
      ? drawColumns(cells, width, valueText)
      : drawBars(cells, width, valueText);
    chart.setAttribute('aria-hidden', 'true'); // The element around it has the text alternative.
    container.current?.replaceChildren(chart);
    return () => chart.remove();
  }, [cells, width, isOverTime, number, hidden, missing]);
  return <div ref={container} className="chart" role="img" aria-label={description} />;
}

type ValueText = (cell: CountedCell) => string;

const BAND = 46;

/** Each label is above its bar, so that the bars use the full width of a narrow page. */
function drawBars(cells: readonly CountedCell[], width: number, valueText: ValueText): Element {
  const shown = cells.filter(({ value }) => value !== null);
  const atBar = { y: 'key', text: valueText, textAnchor: 'start', dx: 6, dy: 10 } as const;
  return plot({
    width,
    height: cells.length * BAND + 8,
    marginLeft: 1,
    marginRight: 58,
    marginTop: 4,
    marginBottom: 4,
    style: { fontSize: '14px', background: 'none' },
    x: { axis: null, domain: [0, Math.max(1, ...shown.map(({ value }) => value ?? 0))] },
    y: { axis: null, domain: cells.map(({ key }) => key), padding: 0 },
    marks: [
      barX(shown, { x: 'value', y: 'key', fill: BAR, insetTop: 24, insetBottom: 6 }),
      text(cells, { x: 0, y: 'key', text: 'label', textAnchor: 'start', dy: -10 }),
      text(shown, { ...atBar, x: 'value', fontWeight: 'bold' }),
      text(cells, { ...atBar, x: 0, dx: 0, fill: QUIET, filter: ({ value }) => value === null }),
      ruleX([0], { stroke: 'var(--page-line)' }),
    ],
  });
}

function drawColumns(cells: readonly CountedCell[], width: number, valueText: ValueText): Element {
  const shown = cells.filter(({ value }) => value !== null);
  const isTight = width / cells.length < 68;
  return plot({
    width,
    height: 260,
    marginLeft: 4,
    marginRight: 4,
    marginTop: 24,
    marginBottom: isTight ? 66 : 30,
    style: { fontSize: '14px', background: 'none' },
    x: { domain: cells.map(({ label }) => label), padding: 0.2, label: null },
    y: {
      axis: null,
      label: null,
      domain: [0, Math.max(1, ...shown.map(({ value }) => value ?? 0))],
    },
    marks: [
      axisX({ label: null, tickSize: 0, tickRotate: isTight ? -60 : 0, fontSize: 13 }),
      barY(shown, { x: 'label', y: 'value', fill: BAR }),
      text(cells, {
        x: 'label',
        y: (cell: CountedCell) => cell.value ?? 0,
        text: valueText,
        dy: -9,
        rotate: 0,
        fontWeight: 'bold',
        filter: ({ value }: CountedCell) => value !== null,
      }),
      text(cells, {
        x: 'label',
        y: 0,
        text: valueText,
        rotate: isTight ? -90 : 0,
        dy: isTight ? -30 : -9,
        fill: QUIET,
        filter: ({ value }: CountedCell) => value === null,
      }),
      ruleY([0], { stroke: 'var(--page-line)' }),
    ],
  });
}

/** Width of the container in pixels; 0 until it is known. */
function useWidth(container: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [container]);
  return width;
}
