/** What people do with the pages: find an answer from the first page, walk through it by keyboard, trust its figures. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, startBrowser } from '../explorer/browser.ts';
import { PAGES } from './cases.ts';
import { walk } from './keyboard.ts';
import { newContext, openPage } from './open-page.ts';
import { startStacks, type Stacks } from './states.ts';
import { KILOBYTES_MAX, weigh } from './weigh.ts';

const START_MS = 180_000;

describe.skipIf(!hasBrowser)('the pages', { timeout: 120_000, concurrent: true }, () => {
  let browser: Browser;
  let context: BrowserContext;
  let stacks: Stacks;
  let url: string;

  beforeAll(async () => {
    [browser, stacks] = await Promise.all([startBrowser(), startStacks(['well'])]);
    context = await newContext(browser);
    ({ url } = stacks.of('well'));
  }, START_MS);

  afterAll(async () => {
    await browser?.close();
    await stacks?.stop();
  });

  /** The themes of the five sources that the project began with. */
  const THEMES: readonly (readonly [
    theme: string,
    clicks: readonly string[],
    path: string,
    answer: RegExp,
  ])[] = [
    [
      'what Gelders Vakmanschap reached',
      ['Wat leverde Gelders Vakmanschap op?'],
      '/programma/gelders-vakmanschap',
      /Bereikt350 nieuwe instromers.*850 uitgereikte vouchers/,
    ],
    [
      'how many took part in Samen Werk Maken van Werk',
      ['Hoeveel mensen en bedrijven deden mee aan Samen Werk Maken van Werk?'],
      '/programma/samen-werk-maken-van-werk',
      /2\.700 arrangementen voor jongeren en volwassenen en 500 bedrijven/,
    ],
    [
      'how Wendbaarheid helps people to other work',
      ['Hoe helpt Samenwerken aan Wendbaarheid mensen aan ander werk?'],
      '/programma/wendbaarheid',
      /75 mensen die worden opgeleid en naar ander werk begeleid/,
    ],
    [
      'how many people Scholingsalliantie Noord wants to reach',
      ['Hoeveel mensen wil Scholingsalliantie Noord bereiken?'],
      '/programma/scholingsalliantie-noord',
      /10\.000 mensen die de alliantie wil bereiken/,
    ],
    [
      'what Noord-Holland does for technology',
      ['Wat doet Noord-Holland om de technische sector te versterken?'],
      '/programma/versterken-technische-sector-nh',
      /500 werkenden bereikt door de MKB-route/,
    ],
  ];

  test.each(THEMES)('a newcomer finds %s in %j', async (_, clicks, path, answer) => {
    expect(clicks.length).toBeLessThanOrEqual(3);
    const { page, settle, close } = await openPage(context, { url, path: '/' });
    for (const name of clicks) {
      await page.locator('main').getByRole('link', { name, exact: true }).click();
      await page.waitForLoadState();
      await settle();
    }
    expect(new URL(page.url()).pathname).toBe(path);
    expect(await page.locator('main').textContent()).toMatch(answer);
    await close();
  });

  test.each(['/', '/instrumenten'])(
    'Tab reaches everything on %s, each stop can be seen and has an outline, and the end is reached',
    async (path) => {
      const { page, close } = await openPage(context, { url, path });
      const { stops, problems } = await walk(page);
      expect(problems).toEqual([]);
      expect(stops.length).toBeGreaterThan(15);
      await close();
    },
  );

  test('the first Tab focuses a link that skips to the content, and the next stop is in it', async () => {
    const { page, close } = await openPage(context, { url, path: '/' });
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Ga naar de inhoud');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('inhoud');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(`document.activeElement.closest('main') !== null`)).toBe(true);
    await close();
  });

  test.each(['/', '/regio/AM06', '/programma/gelders-vakmanschap', '/instrumenten', '/statistiek'])(
    'HTML and marks of direction in the texts of partners are shown as text on %s',
    async (path) => {
      const hostile = await newContext(browser);
      await hostile.route(`${url}/graphql`, async (route) => {
        const response = await route.fetch();
        const text = JSON.stringify(await response.json(), withHostileTexts);
        await route.fulfill({ response, body: text });
      });
      const { page, violations, close } = await openPage(hostile, { url, path });
      const text = (await page.locator('main').textContent()) ?? '';
      expect(text).toContain('<img src="x"');
      expect(text).not.toMatch(/\p{Bidi_Control}/u);
      expect(await page.locator('img[src="x"]').count()).toBe(0);
      expect(violations).toEqual([]);
      await close();
      await hostile.close();
    },
  );

  test.each([
    ['/', '.bar .mark--result', '.bar-track'],
    ['/statistiek', '[aria-pressed="true"]', '[aria-pressed="false"]'],
    ['/graphql', '.view-choice [aria-pressed="true"]', '.view-choice [aria-pressed="false"]'],
  ])(
    'on %s with the colours of the system %s has another background than %s',
    async (path, filled, empty) => {
      const { page, close } = await openPage(context, { url, path });
      await page.emulateMedia({ forcedColors: 'active' });
      const backgroundOf = async (selector: string) =>
        page.evaluate<string>(
          `getComputedStyle(document.querySelector('${selector}')).backgroundColor`,
        );
      expect(await backgroundOf(filled)).not.toBe(await backgroundOf(empty));
      await close();
    },
  );

  test.each([
    ['/reference?q=jobsekers', 'Query.jobseekers'],
    ['/reference?q=werklozen', 'Query.jobseekers'],
    ['/statistiek?zoek=cursussen', 'Opleidingen met een voucher per niveau'],
  ])('the search at %s finds "%s"', async (path, found) => {
    const { page, close } = await openPage(context, { url, path });
    expect(await page.locator('main').innerText()).toContain(found);
    await close();
  });

  test('an age that nobody has is refused beside its field', async () => {
    const { page, close } = await openPage(context, { url, path: '/instrumenten?leeftijd=999' });
    const age = page.getByLabel('Leeftijd een getal tot en met 120');
    expect(await age.getAttribute('aria-invalid')).toBe('true');
    await age.fill('45');
    expect(await page.getByLabel('Leeftijd niet verplicht').inputValue()).toBe('45');
    await close();
  });

  test.each(['/', '/graphql'])(
    'without JavaScript %s says that it needs it, and not that it is loading',
    async (path) => {
      const withoutScripts = await browser.newContext({ javaScriptEnabled: false });
      const page = await withoutScripts.newPage();
      await page.goto(`${url}${path}`);
      const text = await page.locator('body').innerText();
      expect(text).toMatch(/heeft JavaScript nodig\. .* needs JavaScript\.$/);
      expect(text).not.toContain('geladen');
      await withoutScripts.close();
    },
  );

  test('on paper the notes on figures can be read', async () => {
    const { page, close } = await openPage(context, { url, path: '/' });
    const note = page.locator('.bars-notes p').first();
    expect(await note.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await note.isVisible()).toBe(true);
    await close();
  });

  test('the overview shows for each programme exactly what the release counts', async () => {
    const { page, close } = await openPage(context, { url, path: '/' });
    const shown = await countedOn(page);
    await close();
    const { data } = await stacks.of('well').ask(
      null,
      `{
        programmes(first: 50) { nodes { id name } }
        voucherSchemes(first: 100) { nodes { programme { id } } }
        statisticsTable(id: "all.reach-by-programme") {
          rows { keys { dimension code title { nl } } count { value } }
        }
      }`,
    );
    const { programmes, voucherSchemes, statisticsTable } = data as Counted;
    const withVouchers = new Set(voucherSchemes.nodes.map(({ programme }) => programme?.id));
    const expected = programmes.nodes.map(({ id, name }) => {
      const rows = statisticsTable.rows.filter(
        ({ keys }) => codeOf(keys, 'programme') === id && codeOf(keys, 'period') === 'to-date',
      );
      const texts = rows.map(({ keys, count }) => {
        const step = keys.find(({ dimension }) => dimension === 'step')?.title.nl;
        return `${step} ${count.value?.toLocaleString('nl-NL') ?? 'verborgen'}`;
      });
      return [name, withVouchers.has(id) ? texts.join(' · ') : 'Geen vouchers in dit programma.'];
    });
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(expected));
  });

  test.each(PAGES.filter(({ name }) => name !== 'workbench').map(({ path }) => path))(
    'the first view of %s is lighter than 250 kB',
    async (path) => {
      const { kilobytes } = await weigh(browser, url, path);
      expect(kilobytes).toBeLessThan(KILOBYTES_MAX);
    },
  );
});

/** What a partner or a source wrote; ids and codes stay as they are. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(['name', 'nl', 'en', 'states', 'publisher']);

const withHostileTexts = (field: string, value: unknown) =>
  typeof value === 'string' && TEXT_FIELDS.has(field)
    ? `${value} \u202E<img src="x" onerror="document.title = 1">`
    : value;

interface Counted {
  readonly programmes: {
    readonly nodes: readonly { readonly id: string; readonly name: string }[];
  };
  readonly voucherSchemes: {
    readonly nodes: readonly { readonly programme: { readonly id: string } | null }[];
  };
  readonly statisticsTable: {
    readonly rows: readonly {
      readonly keys: readonly Key[];
      readonly count: { readonly value: number | null };
    }[];
  };
}

interface Key {
  readonly dimension: string;
  readonly code: string;
  readonly title: { readonly nl: string };
}

const codeOf = (keys: readonly Key[], dimension: string) =>
  keys.find((key) => key.dimension === dimension)?.code;

/** The name of each programme with what is counted, as it can be read. */
async function countedOn(page: Page): Promise<readonly (readonly [string, string])[]> {
  return page.evaluate<
    [string, string][]
  >(`[...document.querySelectorAll('.programme-row')].map((row) => {
    const name = row.querySelector('h3').textContent;
    const line = [...row.querySelectorAll('p')].at(-1).textContent;
    return [name, line.replace(/^Geteld in de uitgave, vouchers:/, '').replaceAll(/\\s+/g, ' ').trim()];
  })`);
}
