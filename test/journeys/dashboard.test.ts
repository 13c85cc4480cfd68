/** The pages of the dashboard in Chromium, with a gateway and partners that can be made unavailable. */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDashboard } from '../../dashboard/build.mjs';
import { projectRoot } from '../../core/config/project-root.ts';
import { releaseFile, type ReleaseRow } from '../../subgraphs/insights/release/release-file.ts';
import { hasBrowser, startBrowser } from '../explorer/browser.ts';
import { newContext, openPage } from '../screens/open-page.ts';
import { writeFixture } from '../support/release-fixture.ts';
import { startStack, type Stack } from '../support/stack.ts';

const dashboardFolder = join(projectRoot(), '.cache/dashboard');
const START_MS = 120_000;
const PROGRAMME = '/programma/gelders-vakmanschap';
const WENDBAARHEID = '/programma/wendbaarheid';
const PROVINCES = ['gelderland', 'noord-holland', 'groningen', 'drenthe', 'fryslan', 'overijssel'];
/** The titles of the steps of a voucher. */
const STEPS = ['issued', 'redeemed', 'expired', 'withdrawn'];

describe.skipIf(!hasBrowser)('the dashboard', { timeout: START_MS }, () => {
  let browser: Browser;
  let context: BrowserContext;
  let stack: Stack;
  let releasesFolder: string;

  beforeAll(async () => {
    await buildDashboard({ outDir: dashboardFolder });
    releasesFolder = mkdtempSync(join(tmpdir(), 'vakgraaf-releases-'));
    writeFixture(releasesFolder, { id: '2026Q3' });
    [browser, stack] = await Promise.all([
      startBrowser(),
      startStack({ dashboardFolder, releasesFolder }),
    ]);
    context = await newContext(browser);
  }, START_MS);

  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    rmSync(releasesFolder, { recursive: true });
  });

  const open = (path: string, { url }: Stack = stack) => openPage(context, { url, path });

  test('a programme shows a published figure with its source and correction', async () => {
    const { page, violations, close } = await open(PROGRAMME);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
      'Leve(n)lang Gelders Vakmanschap',
    );
    const figure = page.locator('.figure-tile', { hasText: 'Uitgereikte vouchers' });
    expect(await figure.locator('.figure-tile-value').textContent()).toBe('850 vouchersBereikt');
    expect(await figure.textContent()).toContain('Tot dan waren er 850 vouchers uitgereikt');
    const source = figure.getByRole('link', { name: 'Wij Techniek (toen OTIB), 11 april 2019' });
    const target = (await source.getAttribute('href')) ?? '';
    expect(await page.locator(target).textContent()).toContain(
      'kijkt terug op geslaagd jaar: 350 nieuwe instromers',
    );
    const circa = page.locator('.figure-tile', { hasText: 'Uitgevoerde begeleidingstrajecten' });
    expect(await circa.locator('.figure-tile-value').textContent()).toBe(
      'circa 350 trajectenBereikt',
    );
    const corrected = page.locator('.figure-tile', { hasText: 'Nieuwe instromers' });
    expect(await corrected.textContent()).toContain('Opmerking:');
    expect(violations).toEqual([]);
    await close();
  });

  test('a table has the numbers of its release to date, and "verborgen" for those that it hides', async () => {
    const { page, violations, close } = await open(
      '/statistiek/gelders-vakmanschap.vouchers-by-status',
    );
    const released = await releasedToDate(releasesFolder, 'gelders-vakmanschap.vouchers-by-status');
    const types = [...new Set(released.map(({ keys }) => keys[2]))];
    const rows = await rowsOf(page.locator('main table').first());
    expect(rows.map(([, ...cells]) => cells)).toEqual(
      types.map((type) =>
        STEPS.map((step) =>
          shown(released.find(({ keys }) => keys[0] === step && keys[2] === type)),
        ),
      ),
    );
    expect(rows.flat()).toContain('verborgen');
    expect(violations).toEqual([]);
    await close();
  });

  test('while its data is loaded a region has its whole name, and no province that may be one of several', async () => {
    const slow = await newContext(browser);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await slow.route('**/graphql', async (route) => {
      await released;
      await route.continue();
    });
    const page = await slow.newPage();
    await page.goto(`${stack.url}/regio/AM06?lang=en`);
    const name = 'Stedendriehoek en Noordwest Veluwe';
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    const lead = page.locator('h1 + p');
    expect((await lead.textContent())?.trim()).toBe('Labour market region.');
    release();
    await expect
      .poll(async () => lead.textContent())
      .toMatch(/^Labour market region in Overijssel, Flevoland and Gelderland\./);
    await slow.close();
  });

  test('the table of a region by quarter has a line for each quarter, as its chart has a bar', async () => {
    const id = 'gelders-vakmanschap.vouchers-by-region-and-quarter';
    const { page, violations, close } = await open('/regio/AM06');
    const figure = page.locator('.statistic', {
      hasText: 'Vouchers per arbeidsmarktregio en kwartaal',
    });
    await figure.getByRole('button', { name: 'Tabel' }).click();
    const rows = await releasedRows(releasesFolder, id);
    const ofRegion = rows.filter(({ keys }) => keys[2] === 'AM06');
    expect((await rowsOf(figure.locator('table'))).map(([, count]) => count)).toEqual(
      ofRegion.map(shown),
    );
    expect(ofRegion.length).toBeGreaterThan(2);
    expect(violations).toEqual([]);
    await close();
  });

  test('a programme shows pilots, roles and remaining budgets', async () => {
    const { page, violations, close } = await open(WENDBAARHEID);
    const [pilot] = await rowsOf(sectionOf(page, 'pilots'));
    expect(pilot?.slice(1, 5)).toEqual(['Gelderland', 'afgerond', '25', 'techniek']);
    expect(await sectionOf(page, 'partners').textContent()).toContain('Initiatiefnemers');
    const [scheme] = await rowsOf(sectionOf(page, 'regelingen'));
    expect(scheme?.at(-2)).toMatch(/^\d+%/);
    expect(scheme?.at(-1)).toBe('open');
    expect(violations).toEqual([]);
    await close();
  });

  test('a programme without vouchers, pilots and tables says so in one line', async () => {
    const { page, violations, close } = await open('/programma/leerwerktraject-zorg');
    expect(await page.locator('.absent-parts').textContent()).toBe(
      'Geen cijfers gepubliceerd. Nog geen statistiek uitgegeven. Geen vouchers in dit programma. ' +
        'Geen pilots bekend. Geen subsidies bekend. Geen leerpunten gepubliceerd. ' +
        'Geen gebeurtenissen gepubliceerd.',
    );
    expect(violations).toEqual([]);
    await close();
  });

  test('the English page marks Dutch texts with lang="nl"', async () => {
    const { page, settle, violations, close } = await open(PROGRAMME);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Published figures' }).waitFor();
    await settle();
    expect(await page.locator('h1 [lang=nl]').textContent()).toBe(
      'Leve(n)lang Gelders Vakmanschap',
    );
    expect(new URL(page.url()).search).toBe('?lang=en');
    const searches = await page.evaluate<string[]>(
      `[...document.querySelectorAll('a[href^="/graphql"]')].map(({ search }) => search)`,
    );
    expect(searches.length).toBeGreaterThan(3);
    expect(new Set(searches)).toEqual(new Set(['?lang=en']));
    expect(violations).toEqual([]);
    await close();
  });

  test('an unknown programme gives a heading and links to the existing programmes', async () => {
    const { page, settle, violations, close } = await open('/programma/geen');
    expect(await page.locator('h1').textContent()).toBe('Dit programma bestaat niet');
    await page.locator('main').getByRole('link', { name: 'Samenwerken aan Wendbaarheid' }).click();
    await page.waitForLoadState();
    await settle();
    expect(await page.locator('h1').textContent()).toBe('Samenwerken aan Wendbaarheid');
    expect(violations).toEqual([]);
    await close();
  });

  test('names unavailable partners once each, and shows the statistics all the same', async () => {
    const partly = await startStack({
      dashboardFolder,
      releasesFolder,
      faults: { oom: 'down', ...Object.fromEntries(PROVINCES.map((id) => [id, 'down'])) },
    });
    const { page, violations, close } = await open(WENDBAARHEID, partly);
    expect(await page.locator('.partner-failures').textContent()).toMatch(
      /OOM \([^)]+\).*Gelderland/,
    );
    const pilots = await sectionOf(page, 'pilots').textContent();
    expect(pilots).toContain('Deze partners geven geen antwoord: provincie Gelderland (');
    expect(await page.locator('main').textContent()).not.toContain('Geen pilots bekend');
    await close();

    const gelders = await open(PROGRAMME, partly);
    // Statistics are files: no partner can be missing from them.
    expect(
      await sectionOf(gelders.page, 'statistiek').locator('.statistic').count(),
    ).toBeGreaterThan(1);
    expect([...violations, ...gelders.violations]).toEqual([]);
    await gelders.close();
    await partly.stop();
  });

  test('without the reference subgraph the data of other partners is still shown', async () => {
    const kinds = ['funds', 'education', 'uwv', 'guidance', 'provinces'];
    const partly = await startStack({ dashboardFolder, kinds });
    const { page, violations, close } = await open(PROGRAMME, partly);
    expect(await page.locator('.partner-failures').textContent()).toContain('Referentiegegevens');
    expect(await sectionOf(page, 'cijfers').textContent()).toContain(
      'Daarom is hier nu niets te zien',
    );
    expect((await rowsOf(sectionOf(page, 'regelingen'))).length).toBeGreaterThan(3);
    expect(violations).toEqual([]);
    await close();
    await partly.stop();
  });

  test('a second build of the same sources reuses the first', async () => {
    expect(await buildDashboard({ outDir: dashboardFolder })).toMatchObject({ isReused: true });
  });
});

/** The rows of a table, from the file of the release. */
async function releasedRows(folder: string, id: string): Promise<readonly ReleaseRow[]> {
  const text = await readFile(join(folder, '2026Q3/release.json'), 'utf8');
  const { tables } = releaseFile.parse(JSON.parse(text));
  return tables.find((table) => table.id === id)?.rows ?? [];
}

/** Those over all quarters together. */
async function releasedToDate(folder: string, id: string): Promise<readonly ReleaseRow[]> {
  const rows = await releasedRows(folder, id);
  return rows.filter(({ keys }) => keys[1] === 'to-date');
}

const shown = (row: ReleaseRow | undefined): string =>
  typeof row?.value === 'number' ? row.value.toLocaleString('nl-NL') : 'verborgen';

function sectionOf(page: Page, id: string): Locator {
  return page.locator(`section[aria-labelledby="${id}"]`);
}

async function rowsOf(section: Locator): Promise<readonly (readonly string[])[]> {
  const rows = await section.locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = await row.locator('th, td').allTextContents();
      return cells.map((text) => text.trim());
    }),
  );
}
