/** Opens the explorer and records every request to another host and every error. */
import type { Browser, Page, Route } from 'playwright-core';
import { expect } from 'vitest';
import type { Language } from '../../ui/language.ts';
import type { FakeGateway } from './fake-gateway.ts';

export interface OpenedPage {
  readonly page: Page;
  /** Requests to other hosts, exceptions and console errors, which include CSP violations. */
  readonly violations: readonly string[];
  readonly close: () => Promise<void>;
}

export interface PageToOpen {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly language?: Language;
  /** The part of the address after `#`. */
  readonly fragment?: string;
}

/** Opens the explorer with its editors: with the query of the fragment, or else as "Schrijf zelf een vraag" does. */
export async function openExplorer(
  browser: Browser,
  gateway: FakeGateway,
  options: PageToOpen = {},
): Promise<OpenedPage> {
  const opened = await newPage(browser, gateway, options);
  await opened.page.goto(addressOf(gateway, options));
  if (options.fragment === undefined) {
    await opened.page
      .getByRole('button', { name: /^(?:Schrijf zelf een vraag|Write a query yourself)$/ })
      .click();
  }
  await opened.page.locator('.graphiql-query-editor .view-line').first().waitFor();
  return opened;
}

/** Opens the explorer as somebody without an address of a query does. */
export async function openFirstView(
  browser: Browser,
  gateway: FakeGateway,
  options: Omit<PageToOpen, 'fragment'> = {},
): Promise<OpenedPage> {
  const opened = await newPage(browser, gateway, options);
  await opened.page.goto(addressOf(gateway, options));
  await opened.page.locator('.saved-query').first().waitFor();
  return opened;
}

/** Opens the explorer on a connection over which the files of a part do not arrive until they are released. */
export async function openWithout(
  browser: Browser,
  gateway: FakeGateway,
  part: 'workbench' | 'monaco-editor',
  options: PageToOpen = {},
): Promise<
  OpenedPage & { readonly release: () => Promise<void>; readonly refuse: () => Promise<void> }
> {
  const opened = await newPage(browser, gateway, options);
  const held: Route[] = [];
  let isHolding = true;
  await opened.page.route(`**/assets/${part}-*.js`, async (route) => {
    if (isHolding) held.push(route);
    else await route.continue();
  });
  await opened.page.goto(addressOf(gateway, options));
  const each = async (end: (route: Route) => Promise<void>) => {
    await expect.poll(() => held).not.toEqual([]);
    isHolding = false;
    await Promise.all(held.map(end));
  };
  return {
    ...opened,
    release: async () => each(async (route) => route.continue()),
    refuse: async () => each(async (route) => route.abort()),
  };
}

function addressOf(gateway: FakeGateway, { language, fragment = '' }: PageToOpen): string {
  const page = `${gateway.url}/graphql${language === 'en' ? '?lang=en' : ''}`;
  return `${page}${fragment === '' ? '' : `#${fragment}`}`;
}

async function newPage(
  browser: Browser,
  gateway: FakeGateway,
  { width = 1440, colorScheme = 'light' }: PageToOpen,
): Promise<OpenedPage> {
  const context = await browser.newContext({
    acceptDownloads: true,
    colorScheme,
    viewport: { width, height: 900 },
  });
  const violations: string[] = [];
  context.on('request', (request) => {
    if (!isAllowed(request.url(), gateway.url)) violations.push(`request to ${request.url()}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') violations.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => violations.push(`exception: ${error.error().message}`));
  const page = await context.newPage();
  return { page, violations, close: () => context.close() };
}

/** The page's own origin, and `data:` and `blob:` URLs, which cause no network request. */
function isAllowed(url: string, gatewayUrl: string): boolean {
  return (
    new URL(url).origin === gatewayUrl ||
    url.startsWith('data:') ||
    url.startsWith(`blob:${gatewayUrl}`)
  );
}
