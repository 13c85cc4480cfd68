/** Opens a page in Chromium and waits until nothing is on its way any more. */
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { TEST_DAY } from '../support/test-day.ts';
import type { Scheme, Screen } from './cases.ts';

export interface OpenedPage {
  readonly page: Page;
  /** Requests to other hosts, requests with a token, exceptions and console errors, which include those of the CSP. */
  readonly violations: readonly string[];
  /** Sizes of the responses as they were sent, and when the page had its content. */
  readonly firstView: () => Promise<FirstView>;
  /** Waits until no request is under way and no part of the page says that it is being loaded. */
  readonly settle: () => Promise<void>;
  readonly resize: (screen: Screen) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface FirstView {
  readonly kilobytes: number;
  readonly requests: number;
  readonly milliseconds: number;
}

/** A gateway that has just started prepares each operation of a page, on a machine that does other work. */
const SETTLED_MS = 60_000;
/** As the build of a page names it. */
const WORKER_SCRIPT = /\.worker-[\w-]+\.js$/;
const WIDE: Screen = { width: 1440, height: 900, scale: 1 };
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A context whose clock shows the day of the tests, so that the pages agree with the gateway about what is open. */
export async function newContext(
  browser: Browser,
  viewport: Pick<Screen, 'width' | 'height'> = WIDE,
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  await context.clock.setFixedTime(new Date(`${TEST_DAY}T12:00:00Z`));
  await context.addInitScript({ path: axe });
  return context;
}

interface PageToOpen {
  readonly url: string;
  readonly path: string;
  readonly screen?: Screen;
  readonly scheme?: Scheme;
}

export async function openPage(
  context: BrowserContext,
  { url, path, screen = WIDE, scheme = 'light' }: PageToOpen,
): Promise<OpenedPage> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  // Not `setViewportSize`, which cannot zoom.
  const resize = async ({ width, height, scale }: Screen) => {
    await devtools.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: scale,
      mobile: false,
    });
  };
  await resize(screen);
  await page.emulateMedia({ colorScheme: scheme });
  const violations = recordViolations(page, url);
  const underWay = new Set<Request>();
  const sizes: Promise<number>[] = [];
  page.on('request', (request) => underWay.add(request));
  page.on('requestfailed', (request) => underWay.delete(request));
  // The body of a failure, which no page reads, does not end; nor is the end of a worker's script always reported.
  page.on('response', (response) => {
    if (!response.ok() || WORKER_SCRIPT.test(response.url())) underWay.delete(response.request());
  });
  page.on('requestfinished', (request) => {
    underWay.delete(request);
    const size = request.sizes().then(({ responseBodySize }) => responseBodySize);
    // A page may be closed before its sizes are read, and most tests do not read them.
    size.catch(() => undefined);
    sizes.push(size);
  });
  const settle = async () => {
    const endsAt = performance.now() + SETTLED_MS;
    for (let isQuiet = false; !isQuiet;) {
      const before = underWay.size;
      const isLoading = await page.evaluate(isLoadingAfterTwoFrames);
      isQuiet = before === 0 && underWay.size === 0 && isLoading === false;
      if (performance.now() > endsAt) {
        const urls = [...underWay].map((request) => request.url());
        throw new Error(`${path} is not complete after ${SETTLED_MS / 1000} s: ${urls.join(', ')}`);
      }
    }
  };
  const startedAt = performance.now();
  await page.goto(`${url}${path}`);
  await settle();
  const milliseconds = Math.round(performance.now() - startedAt);
  return {
    page,
    violations,
    firstView: async () => {
      const all = await Promise.all(sizes);
      const bytes = all.reduce((sum, size) => sum + size, 0);
      return { kilobytes: Math.round(bytes / 1000), requests: all.length, milliseconds };
    },
    settle,
    resize,
    close: () => page.close(),
  };
}

/** Two frames, because a response is rendered in the next one, and an effect of it may send a request. */
const isLoadingAfterTwoFrames = `new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    const text = document.body.textContent;
    const isLoading = /(?:wordt geladen|worden opgehaald|worden geladen|is being loaded) …|Loading .{0,40}…/.test(text);
    resolve(isLoading || document.querySelector('h1') === null);
  })));
})`;

function recordViolations(page: Page, url: string): readonly string[] {
  const violations: string[] = [];
  page.on('request', (request) => {
    const target = request.url();
    const isOwn = new URL(target).origin === url || target.startsWith(`blob:${url}`);
    if (!isOwn && !target.startsWith('data:')) violations.push(`request to ${target}`);
    if (request.headers()['authorization'] !== undefined) violations.push('request with a token');
  });
  page.on('console', (message) => {
    // The browser logs the 404 of /demo/roles, which every gateway except a demo gives.
    const isNoDemo = message.location().url.endsWith('/demo/roles');
    if (message.type() === 'error' && !isNoDemo) violations.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => violations.push(`exception: ${error.message}`));
  return violations;
}
