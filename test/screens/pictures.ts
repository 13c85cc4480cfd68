/** Writes the pictures in docs/screens/, of the pages as they are now. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { hasBrowser, startBrowser } from '../explorer/browser.ts';
import { PAGES, type Scheme } from './cases.ts';
import { newContext, openPage } from './open-page.ts';
import { palettePng } from './palette-png.ts';
import { demoReleases } from '../support/demo-releases.ts';
import { startStacks } from './states.ts';

const BYTES_MAX = 150_000;
/** Releases that are not there yet are made first. */
const STARTS_MS = 600_000;

interface Picture {
  readonly page: string;
  readonly file?: string;
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: Scheme;
  /** A button that is clicked first; the picture shows the table that it gives. */
  readonly click?: RegExp;
}

const PICTURES: readonly Picture[] = [
  { page: 'overview', height: 1320 },
  { page: 'overview', file: 'overview-phone', width: 390, height: 844, scheme: 'dark' },
  { page: 'region' },
  { page: 'programme' },
  { page: 'instruments' },
  { page: 'table', file: 'statistics' },
  { page: 'explorer', click: /Welke voucherregelingen zijn nu open/ },
];

describe.skipIf(!hasBrowser)('docs/screens', () => {
  test(
    'has a picture of each of these pages, of at most 150 kB',
    async () => {
      const stacks = await startStacks(['well'], await demoReleases());
      const browser = await startBrowser();
      const folder = join(projectRoot(), 'docs/screens');
      mkdirSync(folder, { recursive: true });
      try {
        for (const { page: name, file = name, ...view } of PICTURES) {
          const { width = 1440, height = 1000, scheme = 'light', click } = view;
          const path = PAGES.find((one) => one.name === name)?.path ?? '/';
          const { url } = stacks.of('well');
          const screen = { width, height, scale: 1 };
          const context = await newContext(browser, screen);
          const { page, settle } = await openPage(context, { url, path, screen, scheme });
          if (click) {
            await page.getByRole('button', { name: click }).click();
            await page.locator('tbody tr').first().waitFor();
            await settle();
          }
          const png = palettePng(await page.screenshot({ type: 'png' }));
          await context.close();
          expect([file, png.length < BYTES_MAX]).toEqual([file, true]);
          writeFileSync(join(folder, `${file}.png`), png);
        }
      } finally {
        await browser.close();
        await stacks.stop();
      }
    },
    STARTS_MS,
  );
});
