/** Opens the explorer and records every request to another host and every error. */
import type { Browser, Page } from 'playwright-core';
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
  /** The part of the address after `#`. */
  readonly fragment?: string;
}

export async function openExplorer(
  browser: Browser,
  gateway: FakeGateway,
  { width = 1440, colorScheme = 'light', fragment = '' }: PageToOpen = {},
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
  await page.goto(`${gateway.url}/graphql${fragment === '' ? '' : `#${fragment}`}`);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
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
