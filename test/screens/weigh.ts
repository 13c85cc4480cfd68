import type { Browser } from 'playwright-core';
import { newContext, openPage, type FirstView } from './open-page.ts';

/** What the first view of a page may weigh, compressed, with all that it asks the graph. */
export const KILOBYTES_MAX = 250;

/** Opens a page without anything in the cache of the browser. */
export async function weigh(browser: Browser, url: string, path: string): Promise<FirstView> {
  const context = await newContext(browser);
  try {
    const { firstView } = await openPage(context, { url, path });
    return await firstView();
  } finally {
    await context.close();
  }
}
