/**
 * A real browser from npm alone. On Linux x64 it is the Chromium that @sparticuz/chromium carries;
 * elsewhere `BROWSER_PATH` names one. Without either the browser tests say that they are skipped,
 * except under `.ci/run` (`CI=true`), where a missing browser is a failure.
 */
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

export const hasBrowser =
  process.env['BROWSER_PATH'] !== undefined ||
  process.env['CI'] === 'true' ||
  (process.platform === 'linux' && process.arch === 'x64');

/**
 * The browser sees loopback and nothing else: every other name resolves to nowhere. The flags that
 * the packed Chromium proposes are not used: they share one process, which dies with a page, and
 * turn off web security, which is what is tested.
 */
const flags = [
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
];

export async function startBrowser(): Promise<Browser> {
  const given = process.env['BROWSER_PATH'];
  if (given !== undefined) return chromium.launch({ executablePath: given, args: flags });
  // Read when the package is imported: they make it unpack the libraries it needs.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x';
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packed.executablePath(), args: flags });
}
