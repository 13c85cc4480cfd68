import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildExplorer } from '../../explorer/build.mjs';
import type { Language } from '../../ui/language.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { hasBrowser, startBrowser } from './browser.ts';
import { openExplorer, openWithout } from './open-page.ts';
import { startFakeGateway } from './fake-gateway.ts';
import type { FakeGateway } from './fake-gateway.ts';

const outDir = join(projectRoot(), '.cache/explorer');
const startLimitMs = 120_000;

describe.skipIf(!hasBrowser)('the explorer in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  let gateway: FakeGateway;

  beforeAll(async () => {
    await buildExplorer({ outDir });
    gateway = await startFakeGateway(outDir);
    browser = await startBrowser();
  }, startLimitMs);

  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
  });

  test('running a saved query shows a table and saves it as CSV', async () => {
    const { page, violations, close } = await openExplorer(browser, gateway);
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await page.locator('tbody tr').first().waitFor();

    expect(await page.locator('tbody tr').count()).toBe(3);
    expect(await page.locator('tbody tr').first().locator('td').first().textContent()).toBe(
      'Monteur zonnepanelen',
    );
    expect(await page.locator('.row-count').textContent()).toBe('3 rijen, en er zijn er meer');
    expect(await page.locator('.cost').textContent()).toBe('Kosten: 1.312 van 10.000');
    const saved = await savedFile(page);
    expect(saved.name).toMatch(/^trainings-onvolledig-\d{4}-\d\d-\d\d\.csv$/);
    expect(saved.text.split('\r\n')).toEqual([
      '\uFEFF# Niet volledig: er zijn meer rijen dan de 3 rijen in dit bestand.',
      'naam;sector;duur in maanden;opleider – name;aanbod – start date;aanbod – seats left;' +
        'aanbod – price – amount;payable with – name;payable with – fonds – name;' +
        'payable with – budget left percent;provenance – partner;provenance – synthetic',
      'Monteur zonnepanelen;techniek;6;ROC Aventus;2026-12-01 | 2027-02-15;4 | 12;1850,5 | 1900;' +
        'Voucher omscholing naar techniek | Vakvoucher metaal;OTIB | OOM;60 | 10;aventus;ja',
      '"\'=HYPERLINK(""http://evil.example"")";ICT;12;Hogeschool Saxion;2027-01-11;2;;;;;saxion;ja',
      '"Basis warmtepompen; praktijk";techniek;3;Techniek Academie;2026-12-07;8;745;' +
        'Voucher omscholing naar techniek;OTIB;60;techniek-academie;ja',
      '',
    ]);
    expect(violations).toEqual([]);
    await close();
  });

  test('a click on a saved query for coaches selects the role and the purpose and runs it; its token is not in the page or storage', async () => {
    const { page, violations, close } = await openExplorer(browser, gateway);
    await page.getByRole('button', { name: /Welke werkzoekenden in de techniek/ }).click();
    expect(await page.getByRole('radio', { name: 'Arbeidsmarktcoach' }).isChecked()).toBe(true);
    await page.locator('tbody tr').first().waitFor();

    expect(gateway.requests.at(-1)).toEqual({
      operationName: 'Werkzoekenden',
      authorization: 'Bearer token-of-coach',
      purpose: 'urn:llo:purpose:matching',
    });
    const left = String(
      await page.evaluate('JSON.stringify([localStorage, sessionStorage, document.cookie])'),
    );
    expect(left).not.toMatch(/token-of-coach|Constructiebankwerker|Werkzoekenden/);
    expect(await page.content()).not.toContain('token-of-coach');

    await page.getByRole('radio', { name: 'Publiek' }).check();
    expect(await page.locator('.other-user').textContent()).toContain(
      'gegeven aan: Arbeidsmarktcoach',
    );
    await page.getByRole('button', { name: 'Opnieuw vragen' }).click();
    await page.locator('.notice').first().waitFor();
    expect(await page.locator('tbody tr, .other-user').count()).toBe(0);
    expect(violations).toEqual([]);
    await close();
  });

  test('a table of 60 rows scrolls in its panel and the page keeps its height', async () => {
    const { page, close } = await openExplorer(browser, gateway);
    await page.getByRole('button', { name: /Welke vouchers hebben de fondsen/ }).click();
    await page.locator('tbody tr').nth(59).waitFor();
    const table = await page.locator('.table-scroll').boundingBox();
    const variables = await page.locator('.graphiql-editor-tool').boundingBox();
    expect((table?.y ?? 0) + (table?.height ?? Infinity)).toBeLessThanOrEqual(900);
    expect((variables?.y ?? 0) + (variables?.height ?? Infinity)).toBeLessThanOrEqual(900);
    await close();
  });

  test('a list of five in a cell shows three entries, and all after a click and in the CSV file', async () => {
    const { page, close } = await openExplorer(browser, gateway);
    const offerings = [1, 2, 3, 4, 5].map((day) => ({
      startDate: `2027-01-0${day}`,
      seatsLeft: day,
    }));
    await page.route('**/graphql', (route) =>
      route.fulfill({ json: { data: { trainings: { nodes: [{ name: 'Lassen', offerings }] } } } }),
    );
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    const row = page.locator('tbody tr').first();
    await row.waitFor();
    expect(await row.locator('.entry').count()).toBe(6);
    expect((await row.boundingBox())?.height).toBeLessThan(100);
    expect((await savedFile(page)).text).toContain(
      'Lassen;2027-01-01 | 2027-01-02 | 2027-01-03 | 2027-01-04 | 2027-01-05;1 | 2 | 3 | 4 | 5',
    );
    await row.getByRole('button', { name: '+2 meer' }).first().click();
    expect(await row.locator('.entry').count()).toBe(10);
    await row.getByRole('button', { name: 'minder' }).last().click();
    expect(await row.locator('.entry').count()).toBe(6);
    await close();
  });

  test('an access error and an unavailable partner give a notice above the table', async () => {
    const { page, violations, close } = await openExplorer(browser, gateway);
    await page.getByRole('button', { name: /Welke vouchers hebben de fondsen/ }).click();
    await page.locator('tbody tr').first().waitFor();
    await page.getByRole('radio', { name: 'Publiek' }).check();
    await page.getByRole('button', { name: 'Opnieuw vragen' }).click();
    await page.locator('.notice').first().waitFor();
    expect(await page.locator('.notice-text').allTextContents()).toEqual([
      'Deze gegevens zijn niet openbaar. Kies bovenaan een rol die ze mag zien of log in.',
    ]);

    await page.getByRole('button', { name: /Welke voucherregelingen/ }).click();
    await page.locator('tbody tr').first().waitFor();
    expect(await page.locator('.notice-text').allTextContents()).toEqual([
      'OOMT gaf geen antwoord (te laat)',
    ]);
    const saved = await savedFile(page);
    expect(saved.name).toMatch(/^voucherSchemes-onvolledig-/);
    expect(saved.text.split('\r\n')[0]).toBe(
      '\uFEFF# Niet volledig: OOMT gaf geen antwoord (te laat). Die gegevens ontbreken in dit bestand.',
    );
    expect(violations).toEqual([]);
    await close();
  });

  test('the demo shows a notice about synthetic data and roles; production shows neither', async () => {
    const demo = await openExplorer(browser, gateway);
    await demo.page.locator('.synthetic-notice').waitFor();
    expect(await demo.page.locator('.synthetic-notice').textContent()).toContain(
      'Dit is een demo met verzonnen gegevens.',
    );
    const back = demo.page.getByRole('link', { name: 'Naar het dashboard' });
    expect(await back.getAttribute('href')).toBe('/');
    await demo.close();

    const inProduction = await startFakeGateway(outDir, false);
    const { page, close } = await openExplorer(browser, inProduction);
    expect(await page.locator('.synthetic-notice, .role-choice').count()).toBe(0);
    await close();
    await inProduction.stop();
  });

  test('a request to another host is blocked by the Content-Security-Policy and recorded', async () => {
    const { page, violations, close } = await openExplorer(browser, gateway);
    await page.evaluate("fetch('https://elsewhere.example/').catch(() => undefined)");
    expect(violations.join(' ')).toMatch(/elsewhere\.example.*Content Security Policy/);
    await close();
  });

  test('without /schema.graphql the explorer sends an introspection query', async () => {
    const { page, close } = await openExplorer(browser, gateway);
    await page.route('**/schema.graphql', (route) => route.fulfill({ status: 404 }));
    const introspection = page.waitForRequest((request) => introspects(request.postData()));
    await page.reload();
    await introspection;
    await close();
  });

  test('a saved query is opened and run with the keyboard alone', async () => {
    const { page, violations, close } = await openExplorer(browser, gateway);
    await page.locator('.saved-query').nth(1).focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe(
      'solid',
    );
    await page.keyboard.press('Enter');
    await page.locator('tbody tr').first().waitFor();
    const names = gateway.requests.map(({ operationName }) => operationName);
    // A partner of the response is shown by the name that the graph gives it.
    expect(names.slice(-2)).toEqual(['OpenRegelingen', 'Organisatienamen']);
    expect(violations).toEqual([]);
    await close();
  });

  test.each([
    ['light', 'nl', /Welke voucherregelingen/, /Show Schema doorzoeken/],
    ['dark', 'nl', /Welke voucherregelingen/, /Show Schema doorzoeken/],
    ['light', 'en', /Which voucher schemes/, /Show Search the schema/],
    ['dark', 'en', /Which voucher schemes/, /Show Search the schema/],
  ] as const)(
    'the whole page follows the system into %s and has no axe violation in "%s", with a response and with a search',
    async (colorScheme, language, query, search) => {
      const { page, close } = await openExplorer(browser, gateway, { colorScheme, language });
      expect(await page.evaluate('document.documentElement.dataset.scheme')).toBe(colorScheme);
      await page.getByRole('button', { name: query }).click();
      await page.locator('tbody tr').first().waitFor();
      expect(await axeViolationsIn(page, ['html'])).toEqual([]);
      await page.getByRole('button', { name: search }).click();
      await page.getByRole('searchbox').fill('voucher');
      await page.locator('.schema-entry').first().click();
      expect(await axeViolationsIn(page, ['html'])).toEqual([]);
      const other = colorScheme === 'light' ? 'dark' : 'light';
      await page.emulateMedia({ colorScheme: other });
      await expect.poll(() => page.evaluate('document.documentElement.dataset.scheme')).toBe(other);
      await close();
    },
  );

  test('an English page has its texts, its table, its file and its links in English', async () => {
    const { page, violations, close } = await openExplorer(browser, gateway, { language: 'en' });
    expect(await page.evaluate('[document.documentElement.lang, document.title]')).toEqual([
      'en',
      'Vakgraaf – explorer',
    ]);
    expect(await page.getByRole('link', { name: 'Go to the dashboard' }).getAttribute('href')).toBe(
      '/?lang=en',
    );
    await page.locator('.synthetic-notice').waitFor();
    expect(await page.locator('.synthetic-notice').textContent()).toBe(
      'This is a demo with fictional data. Only data with a source is real.',
    );
    await page.getByRole('button', { name: 'Run this query' }).click();
    await page.locator('tbody tr').first().waitFor();
    expect(await page.locator('.row-count').textContent()).toBe('3 rows, and there are more');
    expect(await page.locator('.cost').textContent()).toBe('Cost: 1,312 of 10,000');
    const { name, text } = await savedFile(page, 'Save as CSV');
    expect(name).toMatch(/^trainings-incomplete-\d{4}-\d\d-\d\d\.csv$/);
    const lines = text.split('\r\n');
    expect(lines[0]).toBe('\uFEFF# Incomplete: there are more rows than the 3 rows in this file.');
    expect(lines[1]).toMatch(/^name;sector;duration months;provider – name;/);
    // Numbers have a decimal comma, since the file is opened by a spreadsheet in the Netherlands.
    expect(lines[2]).toMatch(/^Monteur zonnepanelen;techniek;6;.*;1850,5 \| 1900;.*;yes$/);
    expect(page.url()).toMatch(/\/graphql\?lang=en#query=/);
    expect(violations).toEqual([]);
    await close();
  });

  test.each([
    ['nl', /\b(?:the|and|with|search|which|how|query|show)\b/i],
    ['en', /\b(?:het|een|met|zoek|welke|hoeveel|vraag|naar)\b/i],
  ] as const)('a page in "%s" has no words of the other language', async (language, others) => {
    const { page, close } = await openExplorer(browser, gateway, { language });
    await page.locator('.saved-query-list summary').last().click();
    const shown = await page.evaluate<string[]>(textsMarked(language));
    expect(shown.length).toBeGreaterThan(60);
    expect(shown.filter((text) => others.test(text))).toEqual([]);
    await close();
  });

  test('a click on a language changes the page in place: role, response and saved query stay', async () => {
    const { page, violations, close } = await openExplorer(browser, gateway);
    await page.getByRole('radio', { name: 'Onderzoeker' }).check();
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await page.locator('tbody tr').first().waitFor();
    const sent = gateway.requests.length;
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByText('3 rows, and there are more').waitFor();
    expect(await page.getByRole('radio', { name: 'analyst' }).isChecked()).toBe(true);
    expect(await page.locator('.saved-query[aria-current=true]').allTextContents()).toEqual([
      expect.stringMatching(/^Which trainings/),
    ]);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(page.url()).toMatch(/\/graphql\?lang=en#query=/);
    expect(page.url()).not.toContain('language=');
    await page.getByRole('link', { name: 'Nederlands' }).click();
    await page.getByText('3 rijen, en er zijn er meer').waitFor();
    expect(page.url()).toMatch(/\/graphql#query=/);
    expect(gateway.requests.length).toBe(sent);
    expect(violations).toEqual([]);
    await close();
  });

  test('the first two stops of the Tab key lead to the query and to the response', async () => {
    const fragment = new URLSearchParams({ query: '{ trainings { nodes { name } } }' });
    const { page, close } = await openExplorer(browser, gateway, { fragment: fragment.toString() });
    await page.locator('body').press('Tab');
    await page.keyboard.press('Enter');
    expect(
      await page.evaluate("document.activeElement.closest('.graphiql-query-editor') !== null"),
    ).toBe(true);
    await page.getByRole('button', { name: 'Naar het antwoord' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.className')).toBe('response');
    await close();
  });

  test('in the first view the first Tab leads to the list, and a click on a query or on "Schrijf zelf een vraag" puts the focus in the response or the query', async () => {
    const { page, release, close } = await openWithout(browser, gateway, 'workbench');
    const focused = async (selector: string) =>
      page.evaluate(`document.activeElement.closest('${selector}') !== null`);
    await page.locator('.saved-query').first().waitFor();
    await page.locator('body').press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused('.saved-query-list input')).toBe(true);
    await page.locator('.saved-query').first().press('Enter');
    await release();
    await page.locator('tbody tr').first().waitFor();
    expect(await focused('.response')).toBe(true);
    await close();

    const other = await openExplorer(browser, gateway);
    await expect
      .poll(async () =>
        other.page.evaluate(`document.activeElement.closest('.graphiql-query-editor') !== null`),
      )
      .toBe(true);
    await other.close();
  });

  test('a second build of the same sources reuses the first', async () => {
    expect(await buildExplorer({ outDir })).toMatchObject({ outDir, isReused: true });
  });
});

function introspects(body: string | null): boolean {
  return body?.includes('__schema') ?? false;
}

/** The page's texts of which the nearest `lang` is this language, and the labels and titles of their elements. */
const textsMarked = (
  language: Language,
) => `[...document.querySelectorAll('*')].flatMap((element) =>
  element.closest('[lang]').lang !== '${language}' || element.matches('script, style') ? [] : [
    ...[...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data.trim()),
    element.getAttribute('aria-label') ?? '',
    element.getAttribute('title') ?? '',
  ].filter((text) => text !== ''))`;

interface SavedFile {
  readonly name: string;
  readonly text: string;
}

async function savedFile(page: Page, button = 'CSV opslaan'): Promise<SavedFile> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

async function axeViolationsIn(page: Page, panels: readonly string[]): Promise<unknown> {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await page.evaluate(await readFile(axe, 'utf8'));
  return page.evaluate(`axe.run(${JSON.stringify(panels)}).then(({ violations }) => violations
    .map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 120))]))`);
}
