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
  const violations = await page.evaluate<string[]>(`axe.run({
    runOnly: { type: 'tag', values: ${JSON.stringify(RULES)} },
    resultTypes: ['violations'],
  }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + failureSummary)))`);
  return [
    ...(scrollWidth <= width ? [] : [`is ${scrollWidth} px wide`]),
    ...violations.map((one) => one.replaceAll(/\s+/g, ' ')),
  ];
}
