/** The dashboard in Chromium, with a gateway and partners that can be made unavailable. */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDashboard } from '../../dashboard/build.mjs';
import { projectRoot } from '../../core/config/project-root.ts';
import {
  releaseFile,
  type ReleaseRow,
  type ReleaseTable,
} from '../../subgraphs/insights/release/release-file.ts';
import { hasBrowser, startBrowser } from '../explorer/browser.ts';
import { writeFixture } from '../support/release-fixture.ts';
import { startStack, type Stack } from '../support/stack.ts';

const dashboardFolder = join(projectRoot(), '.cache/dashboard');
const START_MS = 120_000;
const PROVINCES = ['gelderland', 'noord-holland', 'groningen', 'drenthe', 'fryslan', 'overijssel'];
/** The titles of the steps of a voucher. */
const STEPS: Readonly<Record<string, string>> = {
  issued: 'uitgereikt',
  redeemed: 'verzilverd',
  expired: 'verlopen',
  withdrawn: 'ingetrokken',
};

describe.skipIf(!hasBrowser)('the dashboard', { timeout: 60_000 }, () => {
  let browser: Browser;
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
  }, START_MS);

  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    rmSync(releasesFolder, { recursive: true });
  });

  test('shows a published figure with its source and correction', async () => {
    const { page, violations, close } = await open(browser, stack, '/');
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
    expect(await corrected.textContent()).toContain('Opmerking:');
    expect(await page.locator('.page-strip').textContent()).toBe(
      'De gegevens van partners op deze pagina zijn verzonnen, om mee te oefenen. ' +
        'De gepubliceerde cijfers zijn echt en hebben een bron.',
    );
    expect(violations).toEqual([]);
    await close();
  });

  test('shows each table of the newest release, hidden numbers as "verborgen", with its method and files', async () => {
    const { page, violations, close } = await open(browser, stack, '/');
    const released = await releasedTables(releasesFolder);
    expect(await page.locator('.breakdown').count()).toBe(released.length);
    // All quarters together; a table with one step has no column for it.
    const table = page.locator('.breakdown', { hasText: 'Vouchers per soort en kwartaal' });
    const perType = await rowsOf(table);
    expect(perType.length).toBe(6);
    expect(perType.map(([, count]) => count)).toEqual(
      toDate(released, 'gelders-vakmanschap.vouchers-by-type').map(({ value }) => shown(value)),
    );
    const byStatus = page.locator('.breakdown', { hasText: 'Wat er met vouchers gebeurde' });
    const rows = await rowsOf(byStatus);
    expect(rows.map(([, ...cells]) => cells)).toEqual(
      toDate(released, 'gelders-vakmanschap.vouchers-by-status').map(({ keys, value, share }) => [
        STEPS[keys[0] ?? ''],
        shown(value),
        share === undefined ? '–' : shown(share, '%'),
      ]),
    );
    // Five types and a total, for each of four steps.
    expect(rows.length).toBe(24);
    const hidden = rows.filter(([, , count]) => count === 'verborgen').length;
    expect(hidden).toBeGreaterThan(0);
    expect(hidden).toBeLessThan(rows.length);
    expect(await table.textContent()).toMatch(
      /Elk fonds telt zijn vouchers.*Uitgave 2026Q3, 20-10-2026/,
    );
    const csv = await table.getByRole('link', { name: 'CSV' }).getAttribute('href');
    expect(csv).toBe('/statistics/2026Q3/gelders-vakmanschap.vouchers-by-type.csv');
    const certificate = await table.getByRole('link', { name: 'Certificaat' }).getAttribute('href');
    expect(certificate).toBe('/statistics/2026Q3/certificate.json');
    expect(violations).toEqual([]);
    await close();
  });

  test('shows pilots, roles, remaining budgets, and that all partners responded', async () => {
    const { page, violations, close } = await open(browser, stack, '/?programme=wendbaarheid');
    const [pilot] = await rowsOf(sectionOf(page, 'pilots'));
    expect(pilot?.slice(1, 5)).toEqual(['Gelderland', 'afgerond', '25', 'techniek']);
    expect(await page.locator('.role-group').first().textContent()).toContain('Initiatiefnemers');
    const [scheme] = await rowsOf(sectionOf(page, 'regelingen'));
    expect(scheme?.at(-2)).toMatch(/^\d+%/);
    expect(scheme?.at(-1)).toBe('open');
    expect(await page.locator('.partner-failures').textContent()).toBe(
      'Alle partners hebben antwoord gegeven.',
    );
    expect(violations).toEqual([]);
    await close();
  });

  test('a programme without a table says that nothing was released about it', async () => {
    const { page, violations, close } = await open(
      browser,
      stack,
      '/?programme=leerwerktraject-zorg',
    );
    expect(await sectionOf(page, 'statistiek').textContent()).toContain(
      'Er is nog geen statistiek over dit programma uitgegeven.',
    );
    expect(violations).toEqual([]);
    await close();
  });

  test('the English page marks Dutch texts with lang="nl"', async () => {
    const { page, violations, close } = await open(browser, stack, '/');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Published figures' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('h1 [lang=nl]').textContent()).toBe(
      'Leve(n)lang Gelders Vakmanschap',
    );
    expect(new URL(page.url()).search).toBe('?programme=gelders-vakmanschap&lang=en');
    expect(violations).toEqual([]);
    await close();
  });

  test('an unknown programme gives a heading and links to the existing programmes', async () => {
    const { page, violations, close } = await visit(browser, stack, '/?programme=<b>geen</b>');
    await page.getByRole('heading', { name: 'Dit programma bestaat niet' }).waitFor();
    await page.locator('main').getByRole('link', { name: 'Samenwerken aan Wendbaarheid' }).click();
    await page.getByRole('heading', { level: 1, name: 'Samenwerken aan Wendbaarheid' }).waitFor();
    expect(violations).toEqual([]);
    await close();
  });

  test('has no axe violations and no horizontal scrolling, at 1280 and at 320 pixels', async () => {
    for (const [path, width] of [
      ['/', 1280],
      ['/?lang=en', 320],
    ] as const) {
      const { page, close } = await open(browser, stack, path, width);
      await page.locator('.breakdown table').first().waitFor();
      expect(await axeViolationsOn(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await close();
    }
  });

  test('the first Tab focuses a link that skips to the content', async () => {
    const { page, close } = await open(browser, stack, '/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Ga naar de inhoud');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('inhoud');
    await close();
  });

  test('names an unavailable fund and unavailable provinces, and shows the statistics all the same', async () => {
    const partly = await startStack({
      dashboardFolder,
      releasesFolder,
      faults: { oom: 'down', ...Object.fromEntries(PROVINCES.map((id) => [id, 'down'])) },
    });
    const { page, violations, close } = await open(browser, partly, '/?programme=wendbaarheid');
    expect(await page.locator('.partner-failures').textContent()).toMatch(
      /OOM \([^)]+\).*Gelderland/,
    );
    const pilots = await sectionOf(page, 'pilots').textContent();
    expect(pilots).toContain('Deze partners geven geen antwoord: Gelderland (');
    expect(pilots).not.toContain('Er zijn geen pilots bekend');
    expect(await page.locator('.figure').count()).toBeGreaterThan(3);
    await close();

    const gelders = await open(browser, partly, '/');
    // Statistics are files: no partner can be missing from them.
    expect((await rowsOf(sectionOf(gelders.page, 'statistiek'))).length).toBeGreaterThan(20);
    expect([...violations, ...gelders.violations]).toEqual([]);
    await gelders.close();
    await partly.stop();
  });

  test('without the reference subgraph the data of other partners is still shown', async () => {
    const kinds = ['funds', 'education', 'uwv', 'guidance', 'provinces'];
    const partly = await startStack({ dashboardFolder, kinds });
    const { page, violations, close } = await open(browser, partly, '/');
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

/** The published tables of the programme that the page shows first, from the files of the release. */
async function releasedTables(folder: string): Promise<readonly ReleaseTable[]> {
  const text = await readFile(join(folder, '2026Q3/release.json'), 'utf8');
  const { tables } = releaseFile.parse(JSON.parse(text));
  return tables.filter(
    ({ id, status }) => id.startsWith('gelders-vakmanschap.') && status === 'PUBLISHED',
  );
}

function toDate(tables: readonly ReleaseTable[], id: string): readonly ReleaseRow[] {
  const rows = tables.find((table) => table.id === id)?.rows ?? [];
  return rows.filter(({ keys }) => keys[1] === 'to-date');
}

const shown = (value: number | null | undefined, unit = ''): string =>
  typeof value === 'number' ? `${value}${unit}` : 'verborgen';

interface OpenedPage {
  readonly page: Page;
  /** Requests to other hosts, requests with a token, exceptions and console errors. */
  readonly violations: readonly string[];
  readonly close: () => Promise<void>;
}

async function visit(
  browser: Browser,
  { url }: Stack,
  path: string,
  width = 1280,
): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const violations: string[] = [];
  context.on('request', (request) => {
    const target = new URL(request.url());
    if (target.origin !== url) violations.push(`request to ${target.href}`);
    if (request.headers()['authorization'] !== undefined) violations.push('request with a token');
  });
  context.on('console', (message) => {
    // The browser logs the 404 of /demo/roles, which every gateway except a demo gives.
    const isNoDemo = message.location().url.endsWith('/demo/roles');
    if (message.type() === 'error' && !isNoDemo) violations.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => violations.push(`exception: ${error.error().message}`));
  const page = await context.newPage();
  await page.goto(`${url}${path}`);
  return { page, violations, close: () => context.close() };
}

/** Opens the page and waits until all results have arrived. */
async function open(...visited: Parameters<typeof visit>): Promise<OpenedPage> {
  const opened = await visit(...visited);
  await opened.page.locator('.partner-failures > *').waitFor();
  return opened;
}

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

async function axeViolationsOn(page: Page): Promise<unknown> {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await page.evaluate(await readFile(axe, 'utf8'));
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 120))]))`);
}
