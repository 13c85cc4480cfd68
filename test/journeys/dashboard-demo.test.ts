/** The notice of the dashboard about fictional data, in a demo and elsewhere. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDashboard } from '../../dashboard/build.mjs';
import { startControlServer, type ControlServer } from '../../mocks/control.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { hasBrowser, startBrowser } from '../explorer/browser.ts';
import { newContext, openPage } from '../screens/open-page.ts';
import { startStack, type Stack } from '../support/stack.ts';

const dashboardFolder = join(projectRoot(), '.cache/dashboard');
const START_MS = 120_000;
const PROGRAMME = '/programma/gelders-vakmanschap';

describe.skipIf(!hasBrowser)('the notice about fictional data', { timeout: START_MS }, () => {
  let browser: Browser;
  let production: Stack;
  let demo: Stack;
  let control: ControlServer;

  beforeAll(async () => {
    await buildDashboard({ outDir: dashboardFolder });
    control = await startControlServer({ port: 0, systems: [], peers: [] });
    const kinds = ['reference'];
    [browser, production, demo] = await Promise.all([
      startBrowser(),
      startStack({ dashboardFolder, execution: 'compiled' }),
      startStack({ dashboardFolder, kinds, gateway: { isDemo: true, demoUrl: control.url } }),
    ]);
  }, START_MS);

  afterAll(async () => {
    await browser?.close();
    await Promise.all([production?.stop(), demo?.stop(), control?.stop()]);
  });

  /** HTML and notice of the page after all results have arrived. */
  async function pageOf(stack: Stack, path: string, synthetic?: boolean) {
    const context = await newContext(browser);
    if (synthetic === false) {
      await context.route('**/graphql', async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replaceAll('"synthetic":true', '"synthetic":false');
        await route.fulfill({ response, body });
      });
    }
    const asked: string[] = [];
    context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const { page } = await openPage(context, { url: stack.url, path });
    // Links are left out, because the operations in them may contain these words.
    const whole = (await page.content()).replaceAll(/ href="[^"]*"/g, '');
    const strip = await page.locator('.page-strip').allTextContents();
    await context.close();
    return { whole, strip, timesAsked: asked.filter((one) => one === '/demo/roles').length };
  }

  test.each([
    '/',
    '/programma/gelders-vakmanschap?lang=en',
    '/programma/wendbaarheid',
    '/partners',
  ])(
    '%s outside a demo with real records has no notice and no word like "demo" or "fictional"',
    async (path) => {
      const { whole, strip } = await pageOf(production, path, false);
      expect(strip).toEqual([]);
      expect(whole.match(/.{20}(?:demo|synthe|verzonnen|fictional).{20}/gi)).toBeNull();
    },
  );

  test("outside a demo with synthetic records the notice is about the partners' data", async () => {
    const dutch = await pageOf(production, PROGRAMME);
    expect(dutch.strip).toEqual([
      'De gegevens van partners op deze pagina zijn verzonnen, om mee te oefenen. ' +
        'De gepubliceerde cijfers zijn echt en hebben een bron.',
    ]);
    expect(dutch.whole.match(/.{20}demo.{20}/gi)).toBeNull();
    const english = await pageOf(production, `${PROGRAMME}?lang=en`);
    expect(english.strip).toEqual([
      "The partners' data on this page is fictional, for practice. " +
        'The published figures are real and have a source.',
    ]);
  });

  test('a demo has the notice also when no partner responds, and the page asks once whether it is one', async () => {
    const { strip, timesAsked } = await pageOf(demo, PROGRAMME);
    expect(strip).toEqual([
      expect.stringMatching(/^Dit is een demo\. De gegevens op deze pagina zijn verzonnen\./),
    ]);
    expect(timesAsked).toBe(1);
  });
});
