import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import type { WorkSheet } from '@e965/xlsx';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildExplorer } from '../../explorer/build.mjs';
import { projectRoot } from '../../core/config/project-root.ts';
import { hasBrowser, startBrowser } from './browser.ts';
import { openExplorer, openFirstView, openWithout } from './open-page.ts';
import { startFakeGateway } from './fake-gateway.ts';
import type { FakeGateway } from './fake-gateway.ts';

const outDir = join(projectRoot(), '.cache/explorer');
const startLimitMs = 120_000;

describe.skipIf(!hasBrowser)('what the explorer has for analysts', { timeout: 60_000 }, () => {
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

  test('a search in Dutch or English or for a question number leaves the saved queries that have it', async () => {
    const { page, violations, close } = await openExplorer(browser, gateway);
    const titles = () => page.locator('.saved-query-title:visible').allTextContents();
    const search = page.getByRole('searchbox', { name: 'Zoek een vraag' });
    await search.fill('ÉÉN VOUCHER NUMMER');
    expect(await titles()).toEqual([
      'Eén voucher op nummer: hoe staat het met mijn voucher en mijn opleiding? Vul bij ‘Variables’ het nummer in dat op de voucher staat.',
    ]);
    await search.fill('free seats');
    expect(await titles()).toHaveLength(1);
    await search.fill('vraag 13');
    expect(await titles()).toEqual([
      'Hoeveel begeleidingstrajecten waren er per doelgroep?',
      'Wat was de uitkomst van trajecten, per doelgroep?',
    ]);
    expect(await page.locator('.found-count').textContent()).toBe('2 vragen gevonden');
    await search.fill('');
    await page.getByRole('button', { name: 'Evaluatievraag', exact: true }).click();
    expect((await titles())[0]).toBe(
      'Hoeveel vouchers van elk soort zijn er uitgereikt, per kwartaal?',
    );
    expect(violations).toEqual([]);
    await close();
  });

  test('a query with a variable that the user fills in is shown with it and not sent', async () => {
    const { page, close } = await openFirstView(browser, gateway);
    const sent = gateway.requests.length;
    await page.getByRole('button', { name: /^One voucher|^Eén voucher op nummer/ }).click();
    await page.locator('.no-table').getByRole('button', { name: 'Stel deze vraag' }).waitFor();
    const variables = page.locator('.graphiql-editor-tool .view-lines');
    await expect.poll(async () => variables.innerText()).toMatch(/"number":\s""/);
    expect(gateway.requests.length).toBe(sent);
    expect(await page.locator('.notice').count()).toBe(0);
    await close();
  });

  test('outside the demo a query for another role is shown and not sent', async () => {
    const inProduction = await startFakeGateway(outDir, false);
    const { page, close } = await openExplorer(browser, inProduction);
    const query = page.getByRole('button', { name: /Welke werkzoekenden in de techniek/ });
    expect(await query.locator('.role-mark').textContent()).toMatch(/^Na inloggen, doel: /);
    await query.click();
    await page.getByRole('button', { name: 'Stel deze vraag' }).waitFor();
    expect(inProduction.requests).toEqual([]);
    await close();
    await inProduction.stop();
  });

  const linked = new URLSearchParams({ query: '{ trainings(first: 3) { nodes { name } } }' });
  const ask = /^Stel deze vraag$/;
  const schemes = /Welke voucherregelingen/;
  test.each([
    ['"Stel deze vraag" before the editors are there', 'monaco-editor', linked, ask, undefined],
    [
      'a saved query before the editors are there',
      'monaco-editor',
      linked,
      schemes,
      'OpenRegelingen',
    ],
    ['a saved query of the first view', 'workbench', undefined, schemes, 'OpenRegelingen'],
  ] as const)(
    'a click on %s runs the query when all is loaded',
    async (_, part, fragment, name, operation) => {
      const options = fragment === undefined ? {} : { fragment: fragment.toString() };
      const { page, violations, release, close } = await openWithout(
        browser,
        gateway,
        part,
        options,
      );
      const before = gateway.requests.length;
      await page.getByRole('button', { name }).click();
      await release();
      await page.locator('tbody tr').first().waitFor();
      expect(gateway.requests[before]?.operationName).toBe(operation);
      expect(violations).toEqual([]);
      await close();
    },
  );

  test('what was searched and the order of the list stay when a query of the first view is opened', async () => {
    const { page, violations, release, close } = await openWithout(browser, gateway, 'workbench');
    await page.getByRole('button', { name: 'Evaluatievraag', exact: true }).click();
    await page.getByRole('searchbox', { name: 'Zoek een vraag' }).fill('vraag 13');
    await page.locator('.saved-query').first().click();
    await release();
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    expect(await page.locator('.found-count').textContent()).toBe('2 vragen gevonden');
    expect(await page.locator('.saved-query').first().getAttribute('aria-current')).toBe('true');
    expect(violations).toEqual([]);
    await close();
  });

  test('the language that is chosen in the first view stays after a reload', async () => {
    const { page, close } = await openFirstView(browser, gateway);
    await page.getByRole('link', { name: 'English' }).click();
    await expect.poll(() => page.url()).toBe(`${gateway.url}/graphql?lang=en`);
    await page.reload();
    await page.getByRole('button', { name: 'Write a query yourself' }).waitFor();
    await page.getByRole('link', { name: 'Nederlands' }).click();
    await expect.poll(() => page.url()).toBe(`${gateway.url}/graphql`);
    await close();
  });

  test('the back button leads from a query to the first view, and the forward button to the query again', async () => {
    const { page, violations, close } = await openFirstView(browser, gateway);
    await page.getByRole('button', { name: schemes }).click();
    await page.locator('tbody tr').first().waitFor();
    await expect.poll(() => page.url()).toContain('#query=');
    await page.goBack();
    await page.getByRole('button', { name: 'Schrijf zelf een vraag' }).waitFor();
    expect(page.url()).toBe(`${gateway.url}/graphql`);
    await page.goForward();
    await page.getByText('query OpenRegelingen').first().waitFor();
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await page.locator('tbody tr').first().waitFor();
    expect(violations).toEqual([]);
    await close();
  });

  test('an address that is pasted while the explorer is open opens its query, in a tab beside the others', async () => {
    const { page, violations, close } = await openFirstView(browser, gateway);
    const addressWith = (query: string, variables = '{}') =>
      `${gateway.url}/graphql#${new URLSearchParams({ query, variables }).toString()}`;
    const tabs = async () => page.locator('.graphiql-tab-button').allTextContents();
    await page.goto(addressWith('query First { trainings { nodes { name } } }'));
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await expect.poll(tabs).toEqual(['First']);
    await page.goto(addressWith('query Second { trainings { nodes { sector } } }'));
    await expect.poll(tabs).toEqual(['First', 'Second']);
    expect(await page.evaluate(IS_NAME_OF_TAB_VISIBLE)).toBe(true);
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await page.getByRole('columnheader', { name: 'sector' }).waitFor();

    await page.goBack();
    const active = page.locator('.graphiql-tab-active .graphiql-tab-button');
    await expect.poll(async () => active.textContent()).toBe('First');
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await page.getByRole('columnheader', { name: 'naam' }).waitFor();
    await page.goto(addressWith('query First { trainings { nodes { name } } }', '{"a":1}'));
    await expect.poll(tabs).toEqual(['First', 'Second', 'First']);
    expect(violations).toEqual([]);
    await close();
  });

  test('when the editor cannot be loaded the page says so, and a click loads the page again', async () => {
    const { page, refuse, close } = await openWithout(browser, gateway, 'workbench');
    await page.getByRole('button', { name: schemes }).click();
    await refuse();
    await page.getByText('De editor kon niet worden geladen.').waitFor();
    await page.getByRole('button', { name: 'Laad opnieuw' }).click();
    await page.getByRole('button', { name: schemes }).click();
    await page.locator('tbody tr').first().waitFor();
    await close();
  });

  test('at 390 px a click on a saved query scrolls to the response', async () => {
    const { page, close } = await openExplorer(browser, gateway, { width: 390 });
    await page.getByRole('button', { name: /Welke voucherregelingen/ }).click();
    await page.locator('tbody tr').first().waitFor();
    expect((await page.locator('.response').boundingBox())?.y).toBeLessThan(400);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await close();
  });

  test('a Dutch word finds fields of the schema, and a result starts a query that runs', async () => {
    const { page, violations, close } = await openExplorer(browser, gateway);
    await page.getByRole('button', { name: /Show Schema doorzoeken/ }).click();
    const search = page.getByRole('searchbox', { name: 'Zoek een woord' });
    await search.fill('voucherregeling');
    expect(await page.locator('.schema-entry code').allTextContents()).toEqual([
      'VoucherScheme',
      'Query.voucherSchemes: VoucherSchemeConnection',
      'VoucherScheme.fund: Organisation',
    ]);
    await page.getByRole('button', { name: /Query\.voucherSchemes/ }).click();
    await page.getByRole('button', { name: 'Begin hiermee een vraag' }).click();
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await page.locator('tbody tr').first().waitFor();
    expect(gateway.requests.at(-1)?.operationName).toBe('Voorbeeld');

    await page.getByRole('searchbox').fill('bestaatniet');
    expect(await page.locator('.found-count').textContent()).toContain('Niets gevonden');
    expect(violations).toEqual([]);
    await close();
  });

  test('below the query stands what the field at the cursor means', async () => {
    const fragment = new URLSearchParams({ query: '{ trainings { nodes { durationMonths } } }' });
    const { page, close } = await openExplorer(browser, gateway, { fragment: fragment.toString() });
    await page.getByText('durationMonths', { exact: true }).click();
    await page.locator('.field-line', { hasText: 'Training.durationMonths' }).waitFor();
    expect(await page.locator('.field-line').textContent()).toBe(
      'duur in maanden Training.durationMonths How long it takes. Meer over dit veld',
    );
    await page.getByRole('button', { name: 'Meer over dit veld' }).click();
    expect(await page.locator('.entry-details h3').textContent()).toBe(
      'duur in maandenTraining.durationMonths: Int',
    );
    await close();
  });

  const statisticsQuery = `query Werkgevers {
    grootte: statisticsTable(id: "all.employers-by-size") {
      title { nl en }
      dimensions { id title { nl en } }
      rows { keys { dimension title { nl en } } count { value status } share { percent } }
    }
  }`;

  test('rows of statistics have a column for each dimension, in Dutch or English, and a head sorts them', async () => {
    const fragment = new URLSearchParams({ query: statisticsQuery }).toString();
    const { page, violations, close } = await openExplorer(browser, gateway, { fragment });
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await page.locator('tbody tr').first().waitFor();
    expect(await page.getByRole('columnheader').allTextContents()).toEqual([
      'stap',
      'periode',
      'grootte van de werkgever',
      'beschermd aantal',
      'aandeel – percent',
    ]);
    const rows = () => page.locator('tbody tr').evaluateAll(cellTexts);
    const [sme, large, unknown] = [
      ['uitgereikt', '2026, 3e kwartaal', 'mkb', '120', '60'],
      ['uitgereikt', '2026, 3e kwartaal', 'groot', '30', '15'],
      ['uitgereikt', '2026, 3e kwartaal', 'onbekend', 'verborgen', ''],
    ];
    expect(await rows()).toEqual([sme, large, unknown]);

    const count = page.getByRole('columnheader', { name: 'beschermd aantal' });
    await count.getByRole('button').click();
    expect(await count.getAttribute('aria-sort')).toBe('ascending');
    expect(await rows()).toEqual([large, sme, unknown]);
    await count.getByRole('button').click();
    expect(await count.getAttribute('aria-sort')).toBe('descending');
    expect(await rows()).toEqual([sme, large, unknown]);

    await page.getByLabel('Taal van de tabel').selectOption('English');
    expect(await page.getByRole('columnheader').allTextContents()).toEqual([
      'step',
      'period',
      'size of employer',
      'count',
      'share – percent',
    ]);
    expect((await rows()).at(-1)).toEqual(['issued', '2026, Q3', 'unknown', 'hidden', '']);
    await page.getByLabel('Taal van de tabel').selectOption('GraphQL');
    expect(await page.getByRole('columnheader').allTextContents()).toEqual([
      'keys – dimension',
      'keys – title – nl',
      'keys – title – en',
      'count – value',
      'count – status',
      'share – percent',
    ]);
    expect(violations).toEqual([]);
    await close();
  });

  test('"Meer laden" adds the next page to the table, also when the query asked for no pageInfo', async () => {
    const query = '{ trainings(first: 3) { nodes { name durationMonths sector } } }';
    const fragment = new URLSearchParams({ query }).toString();
    const { page, violations, close } = await openExplorer(browser, gateway, { fragment });
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    const count = page.locator('.row-count');
    await count.waitFor();
    expect(await count.textContent()).toBe('3 rijen, misschien zijn er meer');
    await page.getByRole('button', { name: 'Alles laden' }).click();
    await page.getByText('4 van 4 rijen').waitFor();
    expect(await page.locator('tbody tr').evaluateAll(cellTexts)).toEqual([
      ['Monteur zonnepanelen', '6', 'techniek'],
      ['=HYPERLINK("http://evil.example")', '12', 'ICT'],
      ['Basis warmtepompen; praktijk', '3', 'techniek'],
      ['Zij-instroom elektro', '24', 'techniek'],
    ]);
    expect(await page.getByRole('button', { name: 'Meer laden' }).count()).toBe(0);
    expect(violations).toEqual([]);
    await close();
  });

  test('a name that the schema does not have gives names that resemble it, and a click corrects the query', async () => {
    const query = '{ voucherScheme { nodes { fonds } } opleidingen { nodes { sector } } }';
    const fragment = new URLSearchParams({ query }).toString();
    const { page, close } = await openExplorer(browser, gateway, { fragment });
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    const suggestions = page.getByRole('list', { name: 'Voorstellen' }).getByRole('listitem');
    await suggestions.first().waitFor();
    expect(await suggestions.allTextContents()).toEqual([
      'voucherScheme staat niet in het schema. Bedoelt u voucherSchemes of vouchers?',
      'opleidingen staat niet in het schema. Bedoelt u trainings?',
    ]);
    await page.getByRole('button', { name: 'voucherSchemes', exact: true }).click();
    await page.getByRole('button', { name: 'trainings', exact: true }).click();
    await page.locator('.graphiql-execute-button').click();
    await page.getByRole('button', { name: 'fund', exact: true }).click();
    await page.locator('.graphiql-execute-button').click();
    await page.getByRole('region', { name: 'Tabel opleidingen' }).waitFor();
    const tab = page.locator('.graphiql-tab-button');
    expect([await tab.textContent(), await tab.getAttribute('title')]).toEqual([
      'zonder naam',
      'zonder naam',
    ]);
    await close();
  });

  test('the plan of a query shows its cost and whom it asks, and does not run it', async () => {
    const { page, close } = await openExplorer(browser, gateway);
    const before = gateway.requests.length;
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    await page.locator('.plan p').first().waitFor();
    expect(await page.locator('.plan p').allTextContents()).toEqual([
      'Deze vraag kost 1.312 van de 10.000 die één vraag mag kosten. Het duurst is opleidingen – payable with.',
      'Deze vraag gaat naar: de scholen en de O&O-fondsen.',
    ]);
    expect(gateway.requests.length).toBe(before);
    await page.getByRole('button', { name: 'Stel deze vraag' }).waitFor();
    await close();
  });

  test('without a query, with variables that are no JSON and without a connection the page says what is wrong', async () => {
    const { page, close } = await openExplorer(browser, gateway);
    const notice = page.locator('.notice-text');
    const plan = page.getByRole('button', { name: 'Plan', exact: true });
    const noConnection =
      'Er is geen verbinding met de gateway. Controleer uw netwerk en stel de vraag opnieuw.';
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await expect.poll(async () => notice.allTextContents()).toEqual([noConnection]);
    await plan.click();
    await expect.poll(async () => page.locator('.plan').textContent()).toBe(noConnection);
    await page.context().setOffline(false);

    await page.locator('.graphiql-editor-tool .view-line').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!');
    // What is typed reaches the tab a moment later.
    const planned = async () => {
      await plan.click();
      return page.locator('.plan').textContent();
    };
    await expect.poll(planned).toBe('Een variabele heeft een ongeldige waarde.');

    const sent = gateway.requests.length;
    await page.getByRole('button', { name: 'New tab' }).click();
    await page.locator('.graphiql-query-editor .view-line').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    const isEmpty = 'Er staat geen vraag. Kies een vraag uit de lijst of schrijf er zelf een.';
    await expect.poll(async () => notice.allTextContents()).toEqual([isEmpty]);
    await expect.poll(planned).toBe(isEmpty);
    expect(gateway.requests.length).toBe(sent);
    await close();
  });

  test('an empty response says why it is empty', async () => {
    const query = '{ onbekend: statisticsTable(id: "all.unknown") { status } }';
    const fragment = new URLSearchParams({ query }).toString();
    const { page, close } = await openExplorer(browser, gateway, { fragment });
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await page.locator('.why-empty').waitFor();
    expect(await page.locator('.why-empty dt').allTextContents()).toEqual(['onbekend']);
    expect(await page.locator('.why-empty dd').textContent()).toContain(
      'De bron heeft dit niet ingevuld, of het bestaat niet.',
    );
    await close();
  });

  test('an Excel file has numbers and days in one sheet and accounts for them in another', async () => {
    const { page, violations, close } = await openExplorer(browser, gateway);
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await page.locator('tbody tr').first().waitFor();
    const trainings = await savedBook(page);
    expect(trainings.name).toMatch(/^trainings-onvolledig-\d{4}-\d\d-\d\d\.xlsx$/);
    expect(trainings.sheets['Gegevens']?.slice(0, 3).map((row) => row.slice(0, 5))).toEqual([
      ['naam', 'sector', 'duur in maanden', 'opleider – name', 'aanbod – start date'],
      ['Monteur zonnepanelen', 'techniek', 6, 'ROC Aventus', '01-12-2026 | 15-02-2027'],
      [`'=HYPERLINK("http://evil.example")`, 'ICT', 12, 'Hogeschool Saxion', '11-01-2027'],
    ]);
    expect(trainings.sheets['Verantwoording']).toContainEqual([
      'Bron',
      'Aventus, Saxion, Techniek Academie',
    ]);
    await page.getByRole('button', { name: /Welke voucherregelingen/ }).click();
    await page.locator('tbody tr').first().waitFor();
    const { sheets } = await savedBook(page);
    const [head = [], first = []] = sheets['Gegevens'] ?? [];
    expect(first[head.indexOf('opens on')]).toEqual(new Date('2026-07-01T00:00:00Z'));
    expect(Object.fromEntries((sheets['Verantwoording'] ?? []) as [string, string][])).toEqual({
      Onderwerp: 'Toelichting',
      Tabel: 'voucherregelingen',
      'Aantal rijen': '2',
      'Gevraagd op': expect.stringMatching(/^\d+ \w+ \d{4} om \d\d:\d\d$/),
      'Gevraagd door': 'Publiek',
      Bron: 'De scholen en de O&O-fondsen',
      'Niet beschikbaar': 'OOMT gaf geen antwoord (te laat)',
      Volledig: 'nee',
      Opmerking:
        'Niet volledig: OOMT gaf geen antwoord (te laat). Die gegevens ontbreken in dit bestand.',
      Kosten: '1.312 van 10.000',
      Adres: expect.stringContaining('/graphql#query='),
      Vraag: expect.stringContaining('query OpenRegelingen'),
      Variabelen: expect.stringMatching(/^\{"vandaag":"\d{4}-\d\d-\d\d"\}$/),
    });
    expect(violations).toEqual([]);
    await close();
  });

  test('when the part that makes an Excel file cannot be loaded the page says so', async () => {
    const { page, close } = await openExplorer(browser, gateway);
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await page.locator('tbody tr').first().waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Excel opslaan' }).click();
    await expect
      .poll(async () => page.locator('.save-failed').textContent())
      .toBe(
        'Het Excel-bestand kon niet worden gemaakt. Laad de pagina opnieuw, of bewaar als CSV.',
      );
    await close();
  });

  test('on the English page an Excel file accounts for its rows in English, also when the table is in Dutch', async () => {
    const query = '{ voucherSchemes(first: 3) { nodes { name opensOn } } }';
    const fragment = new URLSearchParams({ query, language: 'nl' }).toString();
    const { page, violations, close } = await openExplorer(browser, gateway, {
      language: 'en',
      fragment,
    });
    await page.getByRole('button', { name: 'Run this query' }).click();
    await page.locator('tbody tr').first().waitFor();
    const { name, sheets } = await savedBook(page, 'Save as Excel');
    expect(name).toMatch(/^voucherSchemes-incomplete-/);
    expect(Object.keys(sheets)).toEqual(['Data', 'About this file']);
    expect(sheets['Data']?.[0]).toEqual(['name', 'opens on']);
    expect(sheets['About this file']).toEqual([
      ['Subject', 'Explanation'],
      ['Table', 'voucherregelingen'],
      ['Number of rows', '2'],
      ['Asked at', expect.stringMatching(/^\d+ \w+ \d{4} at \d\d:\d\d$/)],
      ['Asked by', 'Public'],
      ['Source', 'The schools and the O&O funds'],
      ['Unavailable', 'OOMT did not respond (too late)'],
      ['Complete', 'no'],
      ['Remark', 'Incomplete: OOMT did not respond (too late). That data is missing in this file.'],
      [
        'Remark',
        'Possibly incomplete: it is not known whether there are more rows than the 2 rows in this file. ' +
          'Ask for "pageInfo { hasNextPage }" too, to know that.',
      ],
      ['Cost', '1,312 of 10,000'],
      ['Address', expect.stringMatching(/\/graphql\?lang=en#query=.*&language=nl$/)],
      ['Query', query],
      ['Variables', '{}'],
    ]);
    expect(violations).toEqual([]);
    await close();
  });

  test('the address follows the tab and the table, and opens the same query again', async () => {
    const query = '{ trainings(first: 3) { nodes { name sector } } }';
    const fragment = new URLSearchParams({ query, variables: '{}' }).toString();
    const { page, close } = await openExplorer(browser, gateway, { fragment });
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await page.getByRole('columnheader', { name: 'naam' }).getByRole('button').click();
    await page.getByLabel('Taal van de tabel').selectOption('English');
    await page.getByRole('columnheader', { name: 'name' }).getByRole('button').dblclick();
    const parameters = () => Object.fromEntries(new URLSearchParams(page.url().split('#')[1]));
    await expect
      .poll(parameters)
      .toEqual({ query, variables: '{}', language: 'en', sort: '-name' });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Delen' }).click();
    await page.getByText('Het adres is gekopieerd.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(page.url());

    await page.reload();
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await page.locator('tbody tr').first().waitFor();
    const name = page.getByRole('columnheader', { name: 'name' });
    expect(await name.getAttribute('aria-sort')).toBe('descending');
    await close();
  });

  test('for requests about cases of people the address keeps no query, and a shared one no variables', async () => {
    const { page, close } = await openExplorer(browser, gateway);
    await page.getByRole('radio', { name: 'Arbeidsmarktcoach' }).check();
    await page.getByRole('button', { name: /Welke voucherregelingen/ }).click();
    await page.getByRole('radio', { name: 'Arbeidsmarktcoach' }).check();
    await expect.poll(() => page.url()).toBe(`${gateway.url}/graphql`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Delen' }).click();
    await page.getByText('De variabelen staan er niet in').waitFor();
    const copied = String(await page.evaluate('navigator.clipboard.readText()'));
    expect([...new URLSearchParams(copied.split('#')[1]).keys()]).toEqual(['query']);
    await close();
  });
});

interface SavedBook {
  readonly name: string;
  readonly sheets: Readonly<Record<string, readonly (readonly unknown[])[] | undefined>>;
}

/** The name of the open tab ends before the button that closes it. */
const IS_NAME_OF_TAB_VISIBLE = `(() => {
  const tab = document.querySelector('.graphiql-tab-active');
  const name = document.createRange();
  name.selectNodeContents(tab.querySelector('.graphiql-tab-button'));
  const close = tab.querySelector('.graphiql-tab-close').getBoundingClientRect();
  return name.getBoundingClientRect().right <= close.left;
})()`;

/** Saves the table as Excel and reads the file back: the values of the cells by sheet and row. */
async function savedBook(page: Page, button = 'Excel opslaan'): Promise<SavedBook> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await download;
  const book = read(await readFile(await file.path()), { cellDates: true, UTC: true });
  const rowsIn = (sheet: WorkSheet) =>
    utils.sheet_to_json<unknown[]>(sheet, { header: 1, UTC: true });
  return {
    name: file.suggestedFilename(),
    sheets: Object.fromEntries(
      Object.entries(book.Sheets).map(([name, sheet]) => [name, rowsIn(sheet)]),
    ),
  };
}

/** Runs in the page: the texts of the cells of each row. */
const cellTexts = (rows: readonly { readonly children: ArrayLike<unknown> }[]) =>
  rows.map(({ children }) =>
    Array.from(children, (cell) => (cell as { readonly textContent: string }).textContent),
  );
