/** When the first page may say that it is a demo, and what it says of invented records otherwise. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDashboard } from '../../dashboard/build.mjs';
import { startControlServer, type ControlServer } from '../../mocks/control.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { hasBrowser, startBrowser } from '../explorer/browser.ts';
import { startStack, type Stack } from '../support/stack.ts';

const dashboardFolder = join(projectRoot(), '.cache/dashboard');
const START_MS = 120_000;

describe.skipIf(!hasBrowser)('the line that says what the data is', { timeout: START_MS }, () => {
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

  /** Everything that a reader, a search engine or a screen reader is given, once all is answered. */
  async function pageOf(stack: Stack, path: string, synthetic?: boolean) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    if (synthetic === false) {
      await page.route('**/graphql', async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replaceAll('"synthetic":true', '"synthetic":false');
        await route.fulfill({ response, body });
      });
    }
    await page.goto(`${stack.url}${path}`);
    await page.locator('.silent-now > *').waitFor();
    // Without where links lead: the operations in them name the field "synthetic".
    const whole = (await page.content()).replaceAll(/ href="[^"]*"/g, '');
    const strip = await page.locator('.page-strip').allTextContents();
    await context.close();
    return { whole, strip };
  }

  test.each(['/', '/?lang=en', '/?programme=wendbaarheid'])(
    'a gateway that is no demo, with records that are not synthetic, says neither "Demo" nor "synthetisch" (%s)',
    async (path) => {
      const { whole, strip } = await pageOf(production, path, false);
      expect(strip).toEqual([]);
      expect(whole.match(/.{20}(?:demo|synthe).{20}/gi)).toBeNull();
    },
  );

  test('a gateway that is no demo, with synthetic partners, says so of their records and not "Demo"', async () => {
    const dutch = await pageOf(production, '/');
    expect(dutch.strip).toEqual([
      'De gegevens van partners op deze pagina zijn synthetisch: verzonnen om mee te proberen. ' +
        'De gepubliceerde cijfers hebben een bron.',
    ]);
    expect(dutch.whole.match(/.{20}demo.{20}/gi)).toBeNull();
    const english = await pageOf(production, '/?lang=en');
    expect(english.strip).toEqual([
      "The partners' data on this page is synthetic: invented for trying out. " +
        'The published figures have a source.',
    ]);
  });

  test('a demo says so, also when none of its partners gives an answer', async () => {
    const { strip } = await pageOf(demo, '/');
    expect(strip).toEqual([expect.stringMatching(/^Demo: alles op deze pagina is synthetisch/)]);
  });
});
