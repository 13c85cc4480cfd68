/** Signing in as a visitor does: a real browser, the demo's real issuer, the real gateway and partners. */
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildExplorer } from '../../explorer/build.mjs';
import { ALGORITHMS } from '../../gateway/identity/issuer.ts';
import { startControlServer, type ControlServer } from '../../mocks/control.ts';
import { EXPLORER_CLIENT } from '../../mocks/issuer-server/explorer-client.ts';
import { startIssuer, type RunningIssuer } from '../../mocks/issuer-server/start-issuer.ts';
import { GATEWAY_AUDIENCE } from '../../mocks/issuer.ts';
import { choosePorts } from '../../mocks/start/ports.ts';
import { projectRoot } from '../../schema/project-root.ts';
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
    await signIn(page, /^Arbeidsmarktcoach/);
    await page.getByText('Ingelogd als Arbeidsmarktcoach').waitFor();
    expect(await page.getByLabel('Doel').inputValue()).toBe('urn:llo:purpose:case-guidance');

    await page.getByRole('button', { name: /Wie begeleidt mijn organisatie/ }).click();
    await page.getByRole('button', { name: 'Stel deze vraag' }).click();
    await page.locator('tbody tr').first().waitFor();
    expect(await page.locator('tbody tr').count()).toBe(10);
    // The one school that cannot be asked about a person; nothing was refused to the coach.
    expect(await page.locator('.notice-text').allTextContents()).toEqual([
      'Smart Makers Academy gaf geen antwoord (weigerde de vraag)',
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
