/** Where the labels, bars and numbers of a bar chart go, so that no text overlaps at any width. */
import type { ChartBar, Measure } from './chart-spec.ts';

/** Labels stand beside their bars from this width, in widths of a letter. */
const WIDE_EM = 34;
/** The part of the width that labels and numbers may take. */
const LABELS_MAX = 0.38;
const NOTES_MAX = 0.36;

export interface PlacedBar extends ChartBar {
  readonly lines: readonly string[];
  /** The middle of the lines for a label beside its bar, their top for one above it. */
  readonly labelY: number;
  readonly noteLines: readonly string[];
  readonly noteY: number;
  /** Null beside the bar: there the number follows its end. */
  readonly noteX: number | null;
  readonly y1: number;
  readonly y2: number;
}

export interface BarLayout {
  readonly bars: readonly PlacedBar[];
  readonly isWide: boolean;
  readonly height: number;
  /** Where bars begin, and where one of the largest value ends. */
  readonly x1: number;
  readonly x2: number;
}

interface Space {
  readonly width: number;
  /** Size of a letter in pixels. */
  readonly em: number;
  readonly measure: Measure;
}

/** The layout of the bars; `beside` are those of other charts with which they must line up. */
export function layoutBars(
  bars: readonly ChartBar[],
  space: Space,
  beside: readonly ChartBar[] = [],
): BarLayout {
  const { width, em, measure } = space;
  const all = [...bars, ...beside];
  const labels = Math.max(...all.map(({ label }) => measure(label)), 0);
  const notes = Math.max(...all.map(({ note }) => measure(note)), 0);
  const isWide = width >= WIDE_EM * em && notes <= NOTES_MAX * width;
  return isWide
    ? besideBars(bars, space, Math.min(labels, LABELS_MAX * width), notes)
    : aboveBars(bars, space);
}

const lineHeight = (em: number): number => Math.ceil(1.3 * em);

function besideBars(
  bars: readonly ChartBar[],
  { width, em, measure }: Space,
  labelWidth: number,
  noteWidth: number,
): BarLayout {
  const barHeight = Math.round(1.5 * em);
  const gap = Math.round(0.75 * em);
  let y = 0;
  const placed = bars.map((bar) => {
    const lines = wrap(bar.label, labelWidth, measure);
    const rowHeight = Math.max(barHeight, lines.length * lineHeight(em));
    const middle = y + rowHeight / 2;
    y += rowHeight + gap;
    return {
      ...bar,
      lines,
      labelY: middle,
      noteLines: [bar.note],
      noteY: middle,
      noteX: null,
      y1: middle - barHeight / 2,
      y2: middle + barHeight / 2,
    };
  });
  return {
    bars: placed,
    isWide: true,
    height: Math.max(0, y - gap),
    x1: Math.ceil(labelWidth + em),
    x2: Math.floor(width - noteWidth - em),
  };
}

/** The number at the end of the last line of the label where both fit, else on lines of its own. */
function aboveBars(bars: readonly ChartBar[], { width, em, measure }: Space): BarLayout {
  const barHeight = Math.round(em);
  const gap = Math.round(1.1 * em);
  const line = lineHeight(em);
  let y = 0;
  const placed = bars.map((bar) => {
    const lines = wrap(bar.label, width, measure);
    const isOnOneLine = measure(lines.at(-1) ?? '') + em + measure(bar.note) <= width;
    const noteLines = isOnOneLine ? [bar.note] : wrap(bar.note, width, measure);
    const labelY = y;
    const noteY = y + line * (isOnOneLine ? lines.length - 1 : lines.length);
    const y1 = noteY + line * noteLines.length + Math.round(0.15 * em);
    y = y1 + barHeight + gap;
    const noteX = isOnOneLine ? width : 0;
    return { ...bar, lines, labelY, noteLines, noteY, noteX, y1, y2: y1 + barHeight };
  });
  return { bars: placed, isWide: false, height: Math.max(0, y - gap), x1: 0, x2: width };
}

/** The text in lines of at most this width; a word that is wider is cut. */
function wrap(text: string, width: number, measure: Measure): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => cut(one, width, measure))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || measure(longer) <= width) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function cut(word: string, width: number, measure: Measure): readonly string[] {
  if (measure(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && measure(`${piece}${letter}-`) > width) {
      pieces.push(`${piece}-`);
      piece = letter;
    } else {
      piece += letter;
    }
  }
  return [...pieces, piece];
}
