import { useLayoutEffect, useRef, type RefObject } from 'react';

/** In points, the largest first. Below the last nobody can read it. */
const FONT_SIZES = [10.5, 10.25, 10, 9.75, 9.5, 9.25, 9, 8.75, 8.5, 8.25, 8, 7.75, 7.5, 7.25, 7];

/** What the margins and a line about synthetic data leave of the 297 mm of an A4. */
const HEIGHT_MM = 258;
const MM_PER_INCH = 25.4;
const PIXELS_PER_INCH = 96;

/**
 * The largest letter with which the element fits one A4, in `--report-size`. The class `report--measured`
 * gives the element the width of the paper while it is measured, so that a narrow window makes no difference.
 */
export function useOnePage(isComplete: boolean): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const sheet = ref.current;
    if (sheet === null || !isComplete) return;
    sheet.classList.add('report--measured');
    const fits = (size: number) => {
      sheet.style.setProperty('--report-size', `${size}pt`);
      return sheet.scrollHeight <= (HEIGHT_MM / MM_PER_INCH) * PIXELS_PER_INCH;
    };
    FONT_SIZES.find(fits);
    sheet.classList.remove('report--measured');
  }, [isComplete]);
  return ref;
}
