/** `npm run screens -- first-view` prints what the first view of each page weighs and how long it takes. */
import { describe, expect, test } from 'vitest';
import { hasBrowser, startBrowser } from '../explorer/browser.ts';
import { PAGES } from './cases.ts';
import { KILOBYTES_MAX, weigh } from './weigh.ts';
import { demoReleases } from '../support/demo-releases.ts';
import { startStacks } from './states.ts';

/** Releases that are not there yet are made first. */
const STARTS_MS = 600_000;

describe.skipIf(!hasBrowser)('the first view', () => {
  test(
    'of each page is lighter than 250 kB',
    async () => {
      const stacks = await startStacks(['well'], await demoReleases());
      const browser = await startBrowser();
      try {
        console.log('page            kB  requests  ms to the whole content');
        for (const { name, path } of PAGES) {
          const { kilobytes, requests, milliseconds } = await weigh(
            browser,
            stacks.of('well').url,
            path,
          );
          console.log(
            [name.padEnd(12), ...[kilobytes, requests, milliseconds].map(padded)].join('  '),
          );
          // The editor itself is loaded when a query is opened.
          if (name !== 'workbench') expect(kilobytes).toBeLessThan(KILOBYTES_MAX);
        }
      } finally {
        await browser.close();
        await stacks.stop();
      }
    },
    STARTS_MS,
  );
});

const padded = (value: number) => String(value).padStart(6);
