/** Sign-in to the explorer in Chromium, with the demo's issuer, a gateway and partners. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildExplorer } from '../../explorer/build.mjs';
import { ALGORITHMS } from '../../gateway/authentication/issuer.ts';
import { startControlServer, type ControlServer } from '../../mocks/control.ts';
import { EXPLORER_CLIENT } from '../../mocks/issuer-server/explorer-client.ts';
import { startExchange, type RunningExchange } from '../../mocks/exchange/start-exchange.ts';
import { startIssuer, type RunningIssuer } from '../../mocks/issuer-server/start-issuer.ts';
import { GATEWAY_AUDIENCE } from '../../mocks/issuer.ts';
import { choosePorts } from '../../mocks/start/ports.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { hasBrowser, startBrowser } from '../explorer/browser.ts';
import { demoExchange } from '../support/citizen-token.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const explorerFolder = join(projectRoot(), '.cache/explorer');
const START_MS = 120_000;
/** Pattern of a JSON Web Token. */
const TOKEN = /eyJ[\w-]{8,}\.[\w-]{8,}/;

describe.skipIf(!hasBrowser)('sign-in to the explorer', { timeout: 60_000 }, () => {
  let browser: Browser;
  let issuer: RunningIssuer;
  let exchange: RunningExchange;
  let control: ControlServer;
  let stack: Stack;

  beforeAll(async () => {
    await buildExplorer({ outDir: explorerFolder });
    const [port = 0] = await choosePorts([0]);
    const redirectUris = [`http://127.0.0.1:${port}/signed-in`];
    const today = () => new Date(`${TEST_DAY}T12:00:00Z`);
    [browser, issuer] = await Promise.all([startBrowser(), startIssuer({ port: 0, redirectUris })]);
    exchange = await startExchange({ port: 0, issuers: [issuer.url], today });
    const exchangeUrl = () => exchange.url;
    control = await startControlServer({ port: 0, systems: [], peers: [], exchangeUrl });
    const demoUrl = control.url;
    stack = await startStack({ gateway: { port, explorerFolder, demoUrl, ...trusting(issuer) } });
  }, START_MS);

  afterAll(async () => {
    await browser?.close();
    await Promise.all([stack?.stop(), issuer?.stop(), exchange?.stop(), control?.stop()]);
  });

  test('a coach signs in and runs a query; the token is not in storage, page or addresses', async () => {
    const visit = await open(browser, stack, issuer);
    const { page } = visit;
    // The editor loads the schema for this user, which in production is larger than the public one.
    const ownSchema = page.waitForRequest(
      (request) =>
        new URL(request.url()).pathname === '/schema.graphql' &&
        request.headers()['authorization'] !== undefined,
    );
    await signIn(page, /^Arbeidsmarktcoach/);
    await page.getByText('Ingelogd als Arbeidsmarktcoach').waitFor();
    expect((await ownSchema).headers()['x-llo-purpose']).toBe('urn:llo:purpose:case-guidance');
    expect(await page.getByLabel('Doel').inputValue()).toBe('urn:llo:purpose:case-guidance');

    await runSavedQuery(page, /Wie begeleidt mijn organisatie/);
    await page.locator('tbody tr').first().waitFor();
    expect(await page.locator('tbody tr').count()).toBe(10);
    // This school has no lookup by person.
    expect(await page.locator('.notice-text').allTextContents()).toEqual([
      'Smart Makers Academy biedt deze gegevens niet aan',
    ]);

    expect(visit.addresses.filter((address) => TOKEN.test(address))).toEqual([]);
    expect(visit.addresses.some((address) => address.includes('/signed-in?code='))).toBe(true);
    const kept = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])';
    const left = String(await page.evaluate(kept));
    expect(left).not.toMatch(TOKEN);
    expect(left).toMatch(/^\[\{("graphiql:[^"]+":"[^"]*",?)*\},\{\},""\]$/);
    expect(await page.content()).not.toMatch(TOKEN);
    expect(visit.violations).toEqual([]);
    await visit.close();
  });

  test('after sign-out another user signs in, gets the own records and no caseload', async () => {
    const { page, violations, close } = await open(browser, stack, issuer);
    await signIn(page, /^Onderzoeker/);
    await page.getByText('Ingelogd als Onderzoeker').waitFor();
    await page.getByRole('button', { name: 'Uitloggen' }).click();
    expect(await page.getByRole('radio', { name: 'Publiek' }).isChecked()).toBe(true);

    await signIn(page, /^Statushouder van 31/);
    await page.getByText('Ingelogd als Statushouder van 31').waitFor();
    expect(await page.locator('.role-detail').textContent()).toContain('Doel: Inzage');
    await runSavedQuery(page, /Wie heeft mijn gegevens bekeken/);
    await page.locator('tbody tr').first().waitFor();
    await runSavedQuery(page, /Wie begeleidt mijn organisatie/);
    await page.locator('.notice[data-tone=error]').first().waitFor();
    expect(await page.locator('tbody tr').count()).toBe(0);
    expect(violations).toEqual([]);
    await close();
  });

  test('cancelling at the issuer shows a text and keeps the chosen role', async () => {
    const { page, violations, close } = await open(browser, stack, issuer);
    await page.getByRole('radio', { name: 'Onderzoeker' }).check();
    await page.getByText('met de evaluatietabellen; geen dossiers').waitFor();
    await signIn(page, /^Niet inloggen/);
    await page.getByText('U bent niet ingelogd: het inloggen is geannuleerd.').waitFor();
    expect(await page.getByRole('radio', { name: 'Onderzoeker' }).isChecked()).toBe(true);
    expect(violations).toEqual([]);
    await close();
  });

  test('an unreachable issuer shows a text and closes the window', async () => {
    const { page, close } = await open(browser, stack, issuer);
    await page.route(`${issuer.url}/**`, (route) => route.abort());
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Inloggen' }).click();
    const popup = await opened;
    await page.getByText('U bent niet ingelogd: de inlogdienst geeft geen antwoord.').waitFor();
    expect(popup.isClosed()).toBe(true);
    await close();
  });

  test('closing the window shows a text and the user can sign in again', async () => {
    const { page, violations, close } = await open(browser, stack, issuer);
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Inloggen' }).click();
    await (await opened).getByRole('button', { name: /^Onderzoeker/ }).waitFor();
    await (await opened).close();
    await page.getByText('U bent niet ingelogd: het inlogvenster is gesloten.').waitFor();
    await signIn(page, /^Onderzoeker/);
    await page.getByText('Ingelogd als Onderzoeker').waitFor();
    expect(violations).toEqual([]);
    await close();
  });

  test('an authorization response without a waiting page is ignored and removed from the address', async () => {
    const { context, page, violations, close } = await open(browser, stack, issuer);
    const stray = await context.newPage();
    await stray.goto(`${stack.url}/signed-in?code=stolen&state=guessed&iss=${issuer.url}`);
    await stray.getByRole('heading', { name: 'U kunt dit venster sluiten' }).waitFor();
    expect(stray.url()).toBe(`${stack.url}/signed-in`);
    expect(await page.getByRole('button', { name: 'Inloggen' }).isVisible()).toBe(true);
    expect(violations).toEqual([]);
    await close();
  });

  test('explorer, login page and redirect page have no serious axe violation', async () => {
    const { context, page, close } = await open(browser, stack, issuer);
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Inloggen' }).click();
    const popup = await opened;
    await popup.getByRole('heading', { level: 1 }).waitFor();
    expect(await axeViolationsIn(popup)).toEqual([]);
    expect(await axeViolationsIn(page, '.page-header')).toEqual([]);
    await popup.getByRole('button', { name: /^Niet inloggen/ }).click();
    await page.getByText('geannuleerd').waitFor();
    await page.evaluate("document.body.classList.replace('graphiql-light', 'graphiql-dark')");
    expect(await axeViolationsIn(page, '.page-header')).toEqual([]);
    const back = await context.newPage();
    await back.goto(`${stack.url}/signed-in`);
    expect(await axeViolationsIn(back)).toEqual([]);
    await close();
  });
});

function trusting({ url }: RunningIssuer) {
  const issuer = {
    name: url,
    audience: GATEWAY_AUDIENCE,
    keys: new URL(`${url}/jwks`),
    algorithms: ALGORITHMS,
    signIn: { clientId: EXPLORER_CLIENT, scopes: [] },
  } as const;
  return { isDemo: true, issuers: [issuer, demoExchange] };
}

interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses of all requests of the page and its sign-in window. */
  readonly addresses: readonly string[];
  readonly violations: readonly string[];
  readonly close: () => Promise<void>;
}

async function open(browser: Browser, stack: Stack, issuer: RunningIssuer): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const addresses: string[] = [];
  const violations: string[] = [];
  context.on('request', (request) => {
    addresses.push(request.url());
    const { origin, protocol } = new URL(request.url());
    if (protocol === 'http:' && ![stack.url, issuer.url].includes(origin)) {
      violations.push(`request to ${request.url()}`);
    }
  });
  context.on('console', (message) => {
    if (message.type() === 'error')
      violations.push(`console: ${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (error) => violations.push(`exception: ${error.error().message}`));
  const page = await context.newPage();
  await page.goto(`${stack.url}/graphql`);
  await page.getByRole('button', { name: 'Schrijf zelf een vraag' }).click();
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  return { context, page, addresses, violations, close: () => context.close() };
}

/** Signs in on the issuer's page in the sign-in window. */
async function signIn(page: Page, user: RegExp): Promise<void> {
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Inloggen' }).click();
  const popup = await opened;
  const closed = popup.waitForEvent('close');
  await popup.getByRole('button', { name: user }).click();
  await closed;
}

/** A click on a saved query runs it. */
async function runSavedQuery(page: Page, title: RegExp): Promise<void> {
  await page.getByRole('button', { name: title }).click();
}

async function axeViolationsIn(page: Page, part = 'html'): Promise<unknown> {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await page.evaluate(await readFile(axe, 'utf8'));
  return page.evaluate(`axe.run('${part}').then(({ violations }) => violations
    .filter(({ impact }) => impact === 'critical' || impact === 'serious')
    .map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 120))]))`);
}
