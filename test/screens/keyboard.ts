/** A walk through a page by the Tab key. */
import type { Page } from 'playwright-core';

/** More stops than any page has. */
const STOPS_MAX = 600;

interface Stop {
  readonly name: string;
  readonly isVisible: boolean;
  readonly hasOutline: boolean;
}

export interface Walk {
  readonly stops: readonly string[];
  /** What is wrong, as sentences. */
  readonly problems: readonly string[];
}

/** Presses Tab until the focus leaves the page. */
export async function walk(page: Page): Promise<Walk> {
  const stops: string[] = [];
  const problems: string[] = [];
  for (let count = 0; count < STOPS_MAX; count += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate<Stop | null>(FOCUSED);
    if (stop === null) {
      const missed = await page.evaluate<string[]>(NOT_VISITED);
      return { stops, problems: [...problems, ...missed.map((one) => `${one} is no stop`)] };
    }
    stops.push(stop.name);
    if (!stop.isVisible) problems.push(`${stop.name} cannot be seen`);
    if (!stop.hasOutline) problems.push(`${stop.name} has no outline`);
  }
  return {
    stops,
    problems: [...problems, `the focus is still on the page after ${STOPS_MAX} stops`],
  };
}

/** What has the focus; it is marked, to find what is never reached. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body || element.hasAttribute('data-visited')) return null;
  element.setAttribute('data-visited', '');
  const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
  const middle = [(Math.max(left, 0) + Math.min(right, innerWidth)) / 2,
    (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
  const hit = document.elementFromPoint(...middle);
  const isHit = hit !== null && (element.contains(hit) || hit.contains(element));
  // The outline of a radio button that is drawn by its label is that of the label.
  const hasOutline = [element, ...(element.labels ?? [])].some((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
  });
  return {
    name: element.localName + ' "' + (element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 60) + '"',
    isVisible: width > 0 && height > 0 && isHit,
    hasOutline,
  };
})()`;

/** A group of radio buttons is one stop; the arrow keys choose in it. */
const NOT_VISITED = `[...document.querySelectorAll(
    'a[href], button:not(:disabled), input:not([type=radio]), select, summary, [tabindex="0"]')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }))
  .filter((element) => !element.hasAttribute('data-visited'))
  .map((element) => element.localName + ' "' + element.textContent.trim().slice(0, 60) + '"')`;
