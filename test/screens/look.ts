/** What is wrong with a page, as sentences. */
import type { BrowserContext, Page } from 'playwright-core';
import { pathOf, type State, type View, type Visit } from './cases.ts';
import { openPage } from './open-page.ts';

/** Opens the page of a visit in its first view, and looks at it in all of its views. */
export async function look(
  context: BrowserContext,
  url: string,
  visit: Visit & { readonly views: readonly View[] },
): Promise<readonly string[]> {
  const [first] = visit.views;
  const { page, violations, settle, resize, close } = await openPage(context, {
    url,
    path: pathOf(visit),
    ...first,
  });
  try {
    const problems = [...(await problemsOfDocument(page, visit))];
    for (const view of visit.views) {
      await resize(view.screen);
      await page.emulateMedia({ colorScheme: view.scheme });
      await settle();
      const { width, height, scale } = view.screen;
      const name = `${width} × ${height}, scale ${scale}, ${view.scheme}`;
      problems.push(...(await problemsOfView(page, width)).map((one) => `${name}: ${one}`));
    }
    return [...problems, ...violations];
  } finally {
    await close();
  }
}

/** What a page says, in Dutch or English, of what it cannot show. */
const SAID: Readonly<Partial<Record<State, RegExp>>> = {
  'partner-down': /geen antwoord|do(?:es)? not respond|no response/i,
  hidden: /verborgen|hidden/i,
  'no-release': /nog geen (?:uitgave|statistiek)|no (?:release|statistics)/i,
};

async function problemsOfDocument(page: Page, visit: Visit): Promise<readonly string[]> {
  const headings = await page.locator('h1').allTextContents();
  const lang = await page.locator('html').getAttribute('lang');
  const title = await page.title();
  const text = (await page.locator('body').textContent()) ?? '';
  const isSaid = SAID[visit.state]?.test(text) ?? true;
  const isNamed = headings[0] !== undefined && headings[0].trim() !== '';
  return [
    ...(headings.length === 1 && isNamed ? [] : [`has the h1s ${JSON.stringify(headings)}`]),
    ...(lang === visit.language ? [] : [`has the language "${lang}"`]),
    ...(isSaid ? [] : [`does not say what is missing in the state "${visit.state}"`]),
    ...(/\S.* – Vakgraaf$|^Vakgraaf – .*\S/.test(title) ? [] : [`has the title "${title}"`]),
  ];
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function problemsOfView(page: Page, width: number): Promise<readonly string[]> {
  const scrollWidth = await page.evaluate<number>('document.documentElement.scrollWidth');
  const brokenWords = await page.evaluate<string[]>(BROKEN_WORDS);
  const widthOfLongWords = await page.evaluate<number>(WIDTH_WITH_LONG_WORDS);
  const violations = await page.evaluate<string[]>(`axe.run({
    runOnly: { type: 'tag', values: ${JSON.stringify(RULES)} },
    resultTypes: ['violations'],
  }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + failureSummary)))`);
  return [
    ...(scrollWidth <= width ? [] : [`is ${scrollWidth} px wide`]),
    ...(widthOfLongWords <= width
      ? []
      : [`is ${widthOfLongWords} px wide with a word of 200 letters`]),
    ...brokenWords.map((word) => `breaks the word "${word}" over two lines`),
    ...violations.map((one) => one.replaceAll(/\s+/g, ' ')),
  ];
}

/** The texts that may come from a partner; not those of the buttons and charts, which are our own. */
const TEXTS = `const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    const isText = data.trim() !== '' && parentElement.closest('svg, button, select, .graphiql-container') === null
      && parentElement.getBoundingClientRect().width > 1 && parentElement.closest('thead')?.offsetWidth !== 1
      && getComputedStyle(parentElement).textWrapMode !== 'nowrap';
    if (isText) texts.push(walker.currentNode);
  }`;

/** Ordinary words that go on in the middle on the next line; an address may. */
const BROKEN_WORDS = `(() => {
  ${TEXTS}
  return texts.flatMap((text) => [...text.data.matchAll(/[\\p{L}\\d]{2,30}/gu)].flatMap(({ 0: word, index }) => {
    if (text.parentElement.closest('a[href], code') !== null) return [];
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1 ? [word] : [];
  }));
})()`;

/**
 * The width of the page while each text outside tables, and then one column of each table after the other, has a word of
 * 200 letters.
 */
const WIDTH_WITH_LONG_WORDS = `(() => {
  ${TEXTS}
  const columnOf = ({ parentElement }) => {
    const cell = parentElement.closest('td, th, caption');
    return cell === null || cell.tagName === 'CAPTION' ? -1 : cell.closest('thead') === null && !cell.matches('[class*=numeric]') ? cell.cellIndex : undefined;
  };
  const columns = Map.groupBy(texts, columnOf);
  columns.delete(undefined);
  return Math.max(...[...columns.values()].map((column) => {
    const before = column.map((text) => text.data);
    for (const text of column) text.data += ' ' + 'w'.repeat(200);
    const width = document.documentElement.scrollWidth;
    column.forEach((text, index) => { text.data = before[index]; });
    return width;
  }));
})()`;
