/** A page of the explorer that remembers everything it should never have done. */
import type { Browser, Page } from 'playwright-core';
import type { StandInGateway } from './stand-in-gateway.ts';

export interface OpenedPage {
  readonly page: Page;
  /** Other hosts asked and errors on the console, to which the browser adds breaches of the policy. */
  readonly misdeeds: readonly string[];
  readonly close: () => Promise<void>;
}

export async function openExplorer(browser: Browser, gateway: StandInGateway): Promise<OpenedPage> {
  const context = await browser.newContext({
    acceptDownloads: true,
    viewport: { width: 1440, height: 900 },
  });
  const misdeeds: string[] = [];
  context.on('request', (request) => {
    if (!isAllowed(request.url(), gateway.url)) misdeeds.push(`asked ${request.url()}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') misdeeds.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => misdeeds.push(`thrown: ${error.error().message}`));
  const page = await context.newPage();
  await page.goto(`${gateway.url}/graphql`);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  return { page, misdeeds, close: () => context.close() };
}

/** The gateway that served the page; `data:` and `blob:` never leave the browser. */
function isAllowed(url: string, gatewayUrl: string): boolean {
  return (
    new URL(url).origin === gatewayUrl ||
    url.startsWith('data:') ||
    url.startsWith(`blob:${gatewayUrl}`)
  );
}
