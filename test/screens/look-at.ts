import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, startBrowser } from '../explorer/browser.ts';
import { pathOf, type View, type Visit } from './cases.ts';
import { look } from './look.ts';
import { newContext } from './open-page.ts';
import { startStacks, type Stacks } from './states.ts';

const START_MS = 180_000;

/** A test for each visit. */
export function lookAt(visits: readonly (Visit & { readonly views: readonly View[] })[]): void {
  describe.skipIf(!hasBrowser)('a page', { timeout: START_MS, concurrent: true }, () => {
    let browser: Browser;
    let context: BrowserContext;
    let stacks: Stacks;

    beforeAll(async () => {
      [browser, stacks] = await Promise.all([
        startBrowser(),
        startStacks(['well', 'partner-down', 'hidden', 'no-release']),
      ]);
      context = await newContext(browser);
    }, START_MS);

    afterAll(async () => {
      await browser?.close();
      await stacks?.stop();
    });

    test.each(
      visits.map((visit) => ({
        ...visit,
        title: `${pathOf(visit)} with ${visit.state}, in ${visit.views.length} views`,
      })),
    )(
      '$title has no violation of WCAG 2.2 AA, no scrolling to the side and no error',
      async (visit) => {
        expect(await look(context, stacks.of(visit.state).url, visit)).toEqual([]);
      },
    );
  });
}
