/**
 * Starts Chromium: on Linux x64 the one in @sparticuz/chromium, elsewhere the one in `BROWSER_PATH`.
 * Without a browser the browser tests are skipped, except with `CI=true`, where they fail.
 */
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

export const hasBrowser =
  process.env['BROWSER_PATH'] !== undefined ||
  process.env['CI'] === 'true' ||
  (process.platform === 'linux' && process.arch === 'x64');

/**
 * Only loopback resolves, so that the browser cannot reach another host. The flags that
 * @sparticuz/chromium proposes are not used: they run all pages in one process and disable web
 * security, which these tests check.
 */
const flags = [
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
];

export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env['BROWSER_PATH'];
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: flags });
  // The package reads these variables when it is imported and then unpacks the libraries it needs.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x';
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packed.executablePath(), args: flags });
}
