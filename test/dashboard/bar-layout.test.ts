/** No text of a bar chart overlaps another one, at any width. */
import { expect, test } from 'vitest';
import { layoutBars } from '../../dashboard/parts/chart/bar-layout.ts';

const em = 14;
const measure = (text: string) => text.length * 8;
const bar = (label: string, note: string) => ({ label, note, value: 10 });
const bars = [
  bar('Stedendriehoek en Noordwest Veluwe', '640 (84% van verzilverd)'),
  bar('Arbeidsmarktregiocoördinatiepuntmedewerkers', 'verborgen'),
  bar('Overig', '1.640 (100% van opleiding begonnen)'),
];

test.each([200, 280, 320, 480, 700, 1200])(
  'at %d pixels each text is within the width, and below or beside the one before',
  (width) => {
    const layout = layoutBars(bars, { width, em, measure });
    const line = 1.3 * em;
    let bottom = 0;
    for (const { lines, labelY, noteLines, noteX, noteY, y1, y2 } of layout.bars) {
      const labelWidth = Math.max(...lines.map(measure));
      const noteWidth = Math.max(...noteLines.map(measure));
      if (layout.isWide) {
        expect(labelWidth).toBeLessThan(layout.x1);
        expect(layout.x2 + noteWidth).toBeLessThan(width);
        expect(labelY - (lines.length * line) / 2).toBeGreaterThanOrEqual(bottom);
        bottom = Math.max(y2, labelY + (lines.length * line) / 2);
      } else {
        expect(Math.max(labelWidth, noteWidth)).toBeLessThanOrEqual(width);
        expect(labelY).toBeGreaterThanOrEqual(bottom);
        const isBeside = (noteX ?? 0) > 0;
        const lastLine = measure(lines.at(-1) ?? '');
        if (isBeside) expect(lastLine + noteWidth).toBeLessThan(width);
        else expect(noteY).toBeGreaterThanOrEqual(labelY + lines.length * line - 1);
        expect(y1).toBeGreaterThanOrEqual(noteY + noteLines.length * line - 1);
        bottom = y2;
      }
    }
    expect(bottom).toBeLessThanOrEqual(layout.height);
  },
);

test('labels stand above their bars on a narrow chart and beside them on a wide one', () => {
  expect(layoutBars(bars, { width: 280, em, measure }).isWide).toBe(false);
  expect(layoutBars(bars, { width: 1200, em, measure }).isWide).toBe(true);
});

test('charts that are compared begin and end at the same place, whatever their own texts are', () => {
  const space = { width: 1200, em, measure };
  const [first, second] = [bars.slice(0, 1), bars.slice(2)].map((own) =>
    layoutBars(own, space, bars),
  );
  expect([first?.x1, first?.x2, first?.isWide]).toEqual([second?.x1, second?.x2, second?.isWide]);
});

test('a word that is wider than a line is cut, and no letter is lost', () => {
  const { lines } = layoutBars(bars, { width: 200, em, measure }).bars[1] ?? { lines: [] };
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.map((line) => line.replace(/-$/, '')).join('')).toBe(bars[1]?.label);
});
