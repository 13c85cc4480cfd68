/** Signing in as a visitor does: a real browser, the demo's real issuer, the real gateway and partners. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildExplorer } from '../../explorer/build.mjs';
import { ALGORITHMS } from '../../gateway/authentication/issuer.ts';
import { startControlServer, type ControlServer } from '../../mocks/control.ts';
import { EXPLORER_CLIENT } from '../../mocks/issuer-server/explorer-client.ts';
import { startIssuer, type RunningIssuer } from '../../mocks/issuer-server/start-issuer.ts';
import { GATEWAY_AUDIENCE } from '../../mocks/issuer.ts';
import { choosePorts } from '../../mocks/start/ports.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { hasBrowser, startBrowser } from '../explorer/browser.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const explorerFolder = join(projectRoot(), '.cache/explorer');
const START_MS = 120_000;
/** What a token of this issuer looks like, wherever it might turn up. */
const TOKEN = /eyJ[\w-]{8,}\.[\w-]{8,}/;

describe.skipIf(!hasBrowser)('signing in to the explorer', { timeout: 60_000 }, () => {
  let browser: Browser;
  let issuer: RunningIssuer;
  let control: ControlServer;
  let stack: Stack;

  beforeAll(async () => {
    await buildExplorer({ outDir: explorerFolder });
    const [port = 0] = await choosePorts([0]);
    const redirectUris = [`http://127.0.0.1:${port}/signed-in`];
    const now = () => new Date(`${TEST_DAY}T12:00:00Z`);
    [browser, issuer, control] = await Promise.all([
      startBrowser(),
      startIssuer({ port: 0, redirectUris, now }),
      startControlServer({ port: 0, systems: [], peers: [], now }),
    ]);
    const demoUrl = control.url;
    stack = await startStack({ gateway: { port, explorerFolder, demoUrl, ...knowing(issuer) } });
  }, START_MS);

  afterAll(async () => {
    await browser?.close();
    await Promise.all([stack?.stop(), issuer?.stop(), control?.stop()]);
  });

  test('a coach signs in, asks under a purpose of their own, and the token is nowhere but in memory', async () => {
    const visit = await open(browser, stack, issuer);
    const { page } = visit;
    // The editor checks against what this person may query, which in production is more than the public may.
    const ownSchema = page.waitForRequest(
      (request) =>
        new URL(request.url()).pathname === '/schema.graphql' &&
        request.headers()['authorization'] !== undefined,
    );
    await signIn(page, /^Arbeidsmarktcoach/);
    await page.getByText('Ingelogd als Arbeidsmarktcoach').waitFor();
    expect((await ownSchema).headers()['x-llo-purpose']).toBe('urn:llo:purpose:case-guidance');
    expect(await page.getByLabel('Doel').inputValue()).toBe('urn:llo:purpose:case-guidance');

    await ask(page, /Wie begeleidt mijn organisatie/);
    await page.locator('tbody tr').first().waitFor();
    expect(await page.locator('tbody tr').count()).toBe(10);
    // The one school that offers no lookup by person.
    expect(await page.locator('.notice-text').allTextContents()).toEqual([
      'Smart Makers Academy biedt dit niet aan',
    ]);

    expect(visit.addresses.filter((address) => TOKEN.test(address))).toEqual([]);
    expect(visit.addresses.some((address) => address.includes('/signed-in?code='))).toBe(true);
    const kept = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])';
    const left = String(await page.evaluate(kept));
    expect(left).not.toMatch(TOKEN);
    expect(left).toMatch(/^\[\{("graphiql:[^"]+":"[^"]*",?)*\},\{\},""\]$/);
    expect(await page.content()).not.toMatch(TOKEN);
    expect(visit.misdeeds).toEqual([]);
    await visit.close();
  });

  test('who signs out makes room for another, who sees their own records and nothing else', async () => {
    const { page, misdeeds, close } = await open(browser, stack, issuer);
    await signIn(page, /^Onderzoeker/);
    await page.getByText('Ingelogd als Onderzoeker').waitFor();
    await page.getByRole('button', { name: 'Uitloggen' }).click();
    expect(await page.getByRole('radio', { name: 'Publiek' }).isChecked()).toBe(true);

    await signIn(page, /^Statushouder van 31/);
    await page.getByText('Ingelogd als Statushouder van 31').waitFor();
    expect(await page.locator('.role-detail').textContent()).toContain('Doel: Inzage');
    await ask(page, /Wie keek in mijn gegevens/);
    await page.locator('tbody tr').first().waitFor();
    await ask(page, /Wie begeleidt mijn organisatie/);
    await page.locator('.notice[data-tone=refused]').first().waitFor();
    expect(await page.locator('tbody tr').count()).toBe(0);
    expect(misdeeds).toEqual([]);
    await close();
  });

  test('who turns back at the issuer is told so, and finds the page as it was', async () => {
    const { page, misdeeds, close } = await open(browser, stack, issuer);
    await page.getByRole('radio', { name: 'Onderzoeker' }).check();
    await page.getByText('dezelfde als voor iedereen; geen dossiers').waitFor();
    await signIn(page, /^Niet inloggen/);
    await page.getByText('Niet ingelogd: het inloggen is afgebroken.').waitFor();
    expect(await page.getByRole('radio', { name: 'Onderzoeker' }).isChecked()).toBe(true);
    expect(misdeeds).toEqual([]);
    await close();
  });

  test('an issuer that does not answer is named as such, and its window closes', async () => {
    const { page, close } = await open(browser, stack, issuer);
    await page.route(`${issuer.url}/**`, (route) => route.abort());
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Inloggen' }).click();
    const popup = await opened;
    await page.getByText('Niet ingelogd: de uitgever antwoordt niet.').waitFor();
    expect(popup.isClosed()).toBe(true);
    await close();
  });

  test('a window that is shut without a choice is seen, and one can start again', async () => {
    const { page, misdeeds, close } = await open(browser, stack, issuer);
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Inloggen' }).click();
    await (await opened).getByRole('button', { name: /^Onderzoeker/ }).waitFor();
    await (await opened).close();
    await page.getByText('Niet ingelogd: het inlogvenster is dicht.').waitFor();
    await signIn(page, /^Onderzoeker/);
    await page.getByText('Ingelogd als Onderzoeker').waitFor();
    expect(misdeeds).toEqual([]);
    await close();
  });

  test('an answer that no page waits for goes nowhere, and does not stay in the address', async () => {
    const { context, page, misdeeds, close } = await open(browser, stack, issuer);
    const stray = await context.newPage();
    await stray.goto(`${stack.url}/signed-in?code=stolen&state=guessed&iss=${issuer.url}`);
    await stray.getByRole('heading', { name: 'U kunt dit venster sluiten' }).waitFor();
    expect(stray.url()).toBe(`${stack.url}/signed-in`);
    expect(await page.getByRole('button', { name: 'Inloggen' }).isVisible()).toBe(true);
    expect(misdeeds).toEqual([]);
    await close();
  });

  test('neither the page, nor the login page, nor the way back has a serious barrier', async () => {
    const { context, page, close } = await open(browser, stack, issuer);
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Inloggen' }).click();
    const popup = await opened;
    await popup.getByRole('heading', { level: 1 }).waitFor();
    expect(await barriersIn(popup)).toEqual([]);
    expect(await barriersIn(page, '.page-header')).toEqual([]);
    await popup.getByRole('button', { name: /^Niet inloggen/ }).click();
    await page.getByText('afgebroken').waitFor();
    await page.evaluate("document.body.classList.replace('graphiql-light', 'graphiql-dark')");
    expect(await barriersIn(page, '.page-header')).toEqual([]);
    const back = await context.newPage();
    await back.goto(`${stack.url}/signed-in`);
    expect(await barriersIn(back)).toEqual([]);
    await close();
  });
});

function knowing({ url }: RunningIssuer) {
  const issuer = {
    kind: 'jwks',
    name: url,
    audience: GATEWAY_AUDIENCE,
    keys: new URL(`${url}/jwks`),
    algorithms: ALGORITHMS,
    signIn: { clientId: EXPLORER_CLIENT, scopes: [] },
  } as const;
  return { isDemo: true, issuers: [issuer] };
}

interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Every address that was asked, by the page and by its sign-in window. */
  readonly addresses: readonly string[];
  readonly misdeeds: readonly string[];
  readonly close: () => Promise<void>;
}

async function open(browser: Browser, stack: Stack, issuer: RunningIssuer): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const addresses: string[] = [];
  const misdeeds: string[] = [];
  context.on('request', (request) => {
    addresses.push(request.url());
    const { origin, protocol } = new URL(request.url());
    if (protocol === 'http:' && ![stack.url, issuer.url].includes(origin)) {
      misdeeds.push(`asked ${request.url()}`);
    }
  });
  context.on('console', (message) => {
    if (message.type() === 'error')
      misdeeds.push(`console: ${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (error) => misdeeds.push(`thrown: ${error.error().message}`));
  const page = await context.newPage();
  await page.goto(`${stack.url}/graphql`);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  return { context, page, addresses, misdeeds, close: () => context.close() };
}

/** Through the issuer's own page, in its own window. */
async function signIn(page: Page, who: RegExp): Promise<void> {
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Inloggen' }).click();
  const popup = await opened;
  const closed = popup.waitForEvent('close');
  await popup.getByRole('button', { name: who }).click();
  await closed;
}

/** A saved question, by the words it stands under. */
async function ask(page: Page, words: RegExp): Promise<void> {
  await page.getByRole('button', { name: words }).click();
  await page.getByRole('button', { name: 'Stel deze vraag' }).click();
}

async function barriersIn(page: Page, part = 'html'): Promise<unknown> {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await page.evaluate(await readFile(axe, 'utf8'));
  return page.evaluate(`axe.run('${part}').then(({ violations }) => violations
    .filter(({ impact }) => impact === 'critical' || impact === 'serious')
    .map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 120))]))`);
}
