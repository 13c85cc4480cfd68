/** The first page as a reader meets it: a real browser, the real gateway, partners that fall silent. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDashboard } from '../../dashboard/build.mjs';
import { projectRoot } from '../../core/config/project-root.ts';
import { hasBrowser, startBrowser } from '../explorer/browser.ts';
import { startStack, type Stack } from '../support/stack.ts';

const dashboardFolder = join(projectRoot(), '.cache/dashboard');
const START_MS = 120_000;
const PROVINCES = ['gelderland', 'noord-holland', 'groningen', 'drenthe', 'fryslan', 'overijssel'];

describe.skipIf(!hasBrowser)('the first page', { timeout: 60_000 }, () => {
  let browser: Browser;
  let stack: Stack;

  beforeAll(async () => {
    await buildDashboard({ outDir: dashboardFolder });
    [browser, stack] = await Promise.all([startBrowser(), startStack({ dashboardFolder })]);
  }, START_MS);

  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('shows a figure as it was published, with its source and what that states', async () => {
    const { page, misdeeds, close } = await open(browser, stack, '/');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
      'Leve(n)lang Gelders Vakmanschap',
    );
    const figure = page.locator('.figure', { hasText: 'Uitgereikte vouchers' });
    expect(await figure.locator('.figure-value').textContent()).toBe('850 vouchers');
    expect(await figure.textContent()).toContain('Tot dan waren er 850 vouchers uitgereikt');
    const source = figure.getByRole('link', { name: 'OTIB, 11 april 2019' });
    const target = (await source.getAttribute('href')) ?? '';
    expect(await page.locator(target).textContent()).toContain(
      'kijkt terug op geslaagd jaar: 350 nieuwe instromers',
    );
    const circa = page.locator('.figure', { hasText: 'Uitgevoerde begeleidingstrajecten' });
    expect(await circa.locator('.figure-value').textContent()).toBe('circa 350 trajecten');
    const corrected = page.locator('.figure', { hasText: 'Nieuwe instromers' });
    expect(await corrected.textContent()).toContain('Kanttekening:');
    expect(await page.locator('.page-strip').textContent()).toBe(
      'De gegevens van partners op deze pagina zijn synthetisch: verzonnen om mee te proberen. ' +
        'De gepubliceerde cijfers hebben een bron.',
    );
    expect(misdeeds).toEqual([]);
    await close();
  });

  test('draws the protected counts beside their table, hidden numbers without a reason', async () => {
    const { page, misdeeds, close } = await open(browser, stack, '/');
    const byRegion = page.locator('.breakdown', { hasText: 'Naar arbeidsmarktregio' });
    await byRegion.locator('.chart svg').waitFor();
    const rows = await rowsOf(byRegion);
    expect(rows[0]).toEqual(['Stedendriehoek en Noordwest Veluwe', '640']);
    const hidden = rows.filter(([, count]) => count === 'verborgen');
    expect(hidden.length).toBeGreaterThan(0);
    expect(hidden.filter((row) => row.length !== 2)).toEqual([]);
    const summary = await byRegion.getByRole('img').getAttribute('aria-label');
    expect(summary).toContain(
      `${rows.length - hidden.length} van de ${rows.length} aantallen zijn te zien, ${hidden.length} verborgen.`,
    );
    expect(await page.locator('.breakdown .chart svg').count()).toBe(3);
    expect(misdeeds).toEqual([]);
    await close();
  });

  test('shows pilots, roles, what is left of schemes, and that everyone answered', async () => {
    const { page, misdeeds, close } = await open(browser, stack, '/?programme=wendbaarheid');
    const [pilot] = await rowsOf(sectionOf(page, 'pilots'));
    expect(pilot?.slice(1, 5)).toEqual(['Gelderland', 'afgerond', '25', 'techniek']);
    expect(await page.locator('.role-group').first().textContent()).toContain('Initiatiefnemers');
    const [scheme] = await rowsOf(sectionOf(page, 'regelingen'));
    expect(scheme?.at(-2)).toMatch(/^\d+%/);
    expect(scheme?.at(-1)).toBe('open');
    expect(await page.locator('.silent-now').textContent()).toBe(
      'Alle partners die voor deze pagina zijn gevraagd, gaven antwoord.',
    );
    expect(misdeeds).toEqual([]);
    await close();
  });

  test('says of a programme without voucher schemes that it has no vouchers, and shows no hidden rows', async () => {
    const { page, misdeeds, close } = await open(
      browser,
      stack,
      '/?programme=samen-werk-maken-van-werk',
    );
    const counts = sectionOf(page, 'aantallen');
    await counts.getByText('Dit programma heeft geen vouchers.').waitFor();
    expect(await rowsOf(counts)).toEqual([]);
    expect(await counts.textContent()).not.toMatch(/verborgen|ontbreekt|10/);
    expect(misdeeds).toEqual([]);
    await close();
  });

  test('is English on request, and says which parts stay Dutch', async () => {
    const { page, misdeeds, close } = await open(browser, stack, '/');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Published figures' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('h1 [lang=nl]').textContent()).toBe(
      'Leve(n)lang Gelders Vakmanschap',
    );
    expect(new URL(page.url()).search).toBe('?programme=gelders-vakmanschap&lang=en');
    expect(misdeeds).toEqual([]);
    await close();
  });

  test('says that a programme does not exist, and offers those that do', async () => {
    const { page, misdeeds, close } = await visit(browser, stack, '/?programme=<b>geen</b>');
    await page.getByRole('heading', { name: 'Dit programma bestaat hier niet' }).waitFor();
    await page.locator('main').getByRole('link', { name: 'Samenwerken aan Wendbaarheid' }).click();
    await page.getByRole('heading', { level: 1, name: 'Samenwerken aan Wendbaarheid' }).waitFor();
    expect(misdeeds).toEqual([]);
    await close();
  });

  test('has no barrier, in both languages, wide and at 400 %', async () => {
    for (const [path, width] of [
      ['/', 1280],
      ['/?lang=en', 320],
    ] as const) {
      const { page, close } = await open(browser, stack, path, width);
      await page.locator('.chart svg').nth(2).waitFor();
      expect(await barriersOn(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await close();
    }
  });

  test('begins for the keyboard with a way to the content', async () => {
    const { page, close } = await open(browser, stack, '/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Naar de inhoud');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('inhoud');
    await close();
  });

  test('with a fund and a register silent, names both; no number is lower, the rest stands', async () => {
    const partly = await startStack({
      dashboardFolder,
      faults: { oom: 'down', ...Object.fromEntries(PROVINCES.map((id) => [id, 'down'])) },
    });
    const { page, misdeeds, close } = await open(browser, partly, '/?programme=wendbaarheid');
    expect(await page.locator('.silent-now').textContent()).toMatch(/OOM \([^)]+\).*Gelderland/);
    const pilots = await sectionOf(page, 'pilots').textContent();
    expect(pilots).toContain('Zonder antwoord: Gelderland (');
    expect(pilots).not.toContain('Geen register noemt');
    expect(await page.locator('.figure').count()).toBeGreaterThan(3);
    await close();

    const gelders = await open(browser, partly, '/');
    const counts = sectionOf(gelders.page, 'aantallen');
    expect(await counts.textContent()).toMatch(
      /Zonder antwoord: OOM \([^)]+\)\. Een aantal waaraan zij bijdragen staat er niet/,
    );
    expect(await rowsOf(counts)).toEqual([]);
    expect(await counts.textContent()).not.toMatch(/verborgen|Alle vouchers samen/);
    expect(await counts.locator('svg').count()).toBe(0);
    expect([...misdeeds, ...gelders.misdeeds]).toEqual([]);
    await gelders.close();
    await partly.stop();
  });

  test('without the register of published facts, what the partners hold still stands', async () => {
    const kinds = ['funds', 'education', 'uwv', 'guidance', 'provinces'];
    const partly = await startStack({ dashboardFolder, kinds });
    const { page, misdeeds, close } = await open(browser, partly, '/');
    expect(await page.locator('.silent-now').textContent()).toContain(
      'Register van gepubliceerde feiten',
    );
    expect(await sectionOf(page, 'cijfers').textContent()).toContain('Hier is nu niets te tonen');
    expect((await rowsOf(sectionOf(page, 'regelingen'))).length).toBeGreaterThan(3);
    expect(misdeeds).toEqual([]);
    await close();
    await partly.stop();
  });

  test('is built once: a second build of the same sources is no build', async () => {
    expect(await buildDashboard({ outDir: dashboardFolder })).toMatchObject({ isReused: true });
  });
});

interface OpenedPage {
  readonly page: Page;
  /** Hosts asked that are not the gateway, errors, breaches of the policy. */
  readonly misdeeds: readonly string[];
  readonly close: () => Promise<void>;
}

async function visit(
  browser: Browser,
  { url }: Stack,
  path: string,
  width = 1280,
): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const misdeeds: string[] = [];
  context.on('request', (request) => {
    const asked = new URL(request.url());
    if (asked.origin !== url) misdeeds.push(`asked ${asked.href}`);
    if (request.headers()['authorization'] !== undefined) misdeeds.push('sent a token');
  });
  context.on('console', (message) => {
    // Only a demo has roles; of another gateway the browser notes that there are none.
    const isNoDemo = message.location().url.endsWith('/demo/roles');
    if (message.type() === 'error' && !isNoDemo) misdeeds.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => misdeeds.push(`thrown: ${error.error().message}`));
  const page = await context.newPage();
  await page.goto(`${url}${path}`);
  return { page, misdeeds, close: () => context.close() };
}

/** Opens the page and waits until every section has its answer. */
async function open(...visited: Parameters<typeof visit>): Promise<OpenedPage> {
  const opened = await visit(...visited);
  await opened.page.locator('.silent-now > *').waitFor();
  return opened;
}

function sectionOf(page: Page, id: string): Locator {
  return page.locator(`section[aria-labelledby="${id}"]`);
}

async function rowsOf(place: Locator): Promise<readonly (readonly string[])[]> {
  const rows = await place.locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = await row.locator('th, td').allTextContents();
      return cells.map((text) => text.trim());
    }),
  );
}

async function barriersOn(page: Page): Promise<unknown> {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await page.evaluate(await readFile(axe, 'utf8'));
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 120))]))`);
}
