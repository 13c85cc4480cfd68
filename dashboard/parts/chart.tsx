/* oxlint-disable import/no-unassigned-import -- styles are imported for their effect */
import { useEffect, useId, useRef, useState } from 'react';
import { useTexts } from '../texts/locale.ts';
import './chart/chart.css';
import type { ChartSpec } from './chart/chart-spec.ts';

interface ChartProps {
  /** Must stay the same object while nothing changes: another one is drawn again. */
  readonly spec: ChartSpec;
  /** What the picture tells, for a screen reader. */
  readonly label: string;
  /** Id of the table with the same numbers. */
  readonly detailsId?: string;
}

/** The size of letters in a chart, in rem. */
const LETTER_REM = 0.875;

/** Narrower than any page: a width while the browser takes a picture of the page or has the element hidden. */
const WIDTH_MIN = 100;

const failed = {
  nl: 'De grafiek is nu niet te zien. De aantallen staan in de tabel.',
  en: 'The chart cannot be shown now. The numbers are in the table.',
};

let drawn: Promise<void> = Promise.resolve();

/** Draws one chart after another: a page with many of them reacts to its reader in between. */
function drawNext(draw: () => Promise<void>): void {
  const before = drawn;
  drawn = (async () => {
    await before;
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    await draw();
  })();
}

/** A picture as wide as the element that it is in; it is drawn again when the width changes. */
export function Chart({ spec, label, detailsId }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const id = `hatched-${useId().replaceAll(/\W/g, '')}`;
  const [width, setWidth] = useState(0);
  const [hasFailed, setHasFailed] = useState(false);
  const failure = useTexts(failed);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth >= WIDTH_MIN) setWidth(element.clientWidth);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = box.current;
    if (element === null || width === 0) return undefined;
    let isCurrent = true;
    const draw = async () => {
      if (!isCurrent) return;
      try {
        // Observable Plot is larger than the rest of a page.
        const { drawChart } = await import('./chart/draw-chart.ts');
        const em =
          LETTER_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
        const drawing = drawChart(spec, { width, em, measure: measureIn(element, em), id });
        drawing.setAttribute('aria-hidden', 'true');
        element.replaceChildren(drawing);
      } catch {
        setHasFailed(true);
      }
    };
    drawNext(draw);
    return () => {
      isCurrent = false;
    };
  }, [spec, width, id]);
  if (hasFailed) return <p className="quiet">{failure}</p>;
  return (
    <div className="chart" role="img" aria-label={label} aria-details={detailsId}>
      <div ref={box} />
    </div>
  );
}

/** Measures bold text, which is never narrower than the same text in the usual weight. */
function measureIn(element: Element, em: number): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return (text) => text.length * em * 0.6;
  context.font = `600 ${em}px ${getComputedStyle(element).fontFamily}`;
  return (text) => Math.ceil(context.measureText(text).width);
}
