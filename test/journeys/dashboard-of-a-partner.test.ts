/** docs/clients/regional-dashboard/ in a browser, on another origin than the gateway, as the page for developers shows it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../core/config/project-root.ts';
import type { RegionQuery } from '../../docs/clients/regional-dashboard/generated.ts';
import { parseManifest } from '../../gateway/persisted-operations/manifest.ts';
import { createRateLimits } from '../../gateway/rate-limits/rate-limits.ts';
import { createMemoryStore } from '../../gateway/rate-limits/rate-store.ts';
import { hasBrowser, startBrowser } from '../explorer/browser.ts';
import { newContext } from '../screens/open-page.ts';
import { readGatewaySettings } from '../support/config-file.ts';
import { writeFixture } from '../support/release-fixture.ts';
import { runCommand } from '../support/run-command.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const root = projectRoot();
const sources = join(root, 'docs/clients/regional-dashboard');
const own = (file: string) => readFileSync(join(sources, file), 'utf8');
const START_MS = 120_000;

describe.skipIf(!hasBrowser)('the dashboard of a partner', { timeout: 60_000 }, () => {
  let folder: string;
  let pages: { readonly url: string; readonly server: Server };
  let browser: Browser;
  let stack: Stack;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vakgraaf-partner-'));
    writeFixture(join(folder, 'releases'), { id: '2026Q3' });
    [pages, browser] = await Promise.all([serve(join(folder, 'built')), startBrowser()]);
    stack = await startStack({
      releasesFolder: join(folder, 'releases'),
      gateway: {
        corsOrigins: [pages.url],
        manifest: parseManifest(own('manifest.json'), 'manifest.json'),
        safelistRule: { mode: 'safelist', isIdOnly: false },
      },
    });
    await build(stack.url, join(folder, 'built'));
  }, START_MS);

  beforeEach(() => stack.setFault('aventus', null));
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    pages?.server.close();
    rmSync(folder, { recursive: true });
  });

  /** The lines of each list of the page. */
  async function show(url: string) {
    const context = await newContext(browser);
    const page = await context.newPage();
    await page.goto(url);
    await page.locator('li').first().waitFor();
    const lists = await page.evaluate<
      [string, string[]][]
    >(`[...document.querySelectorAll('ul')].map(
      ({ id, children }) => [id, [...children].map(({ textContent }) => textContent)])`);
    // As a script of the page reads it.
    const file = await page.evaluate<string | null>(`(async () => {
      const link = document.querySelector('#statistics a');
      return link && (await fetch(link.href)).text();
    })()`);
    await context.close();
    return { ...Object.fromEntries(lists), file };
  }

  async function expected() {
    const { data } = await stack.ask(null, own('region.graphql'), {
      region: 'AM06',
      day: TEST_DAY,
    });
    const { trainings } = data as RegionQuery;
    return (trainings?.nodes ?? []).map(({ name, provider, offerings }) => {
      const seats = (offerings ?? []).map(({ seatsLeft }) => seatsLeft ?? 0);
      return `${name}, ${provider?.name}: ${seats.reduce((a, b) => a + b, 0)} plaatsen vrij`;
    });
  }

  test('shows the programmes and the free seats of AM06 and reads a file of a release', async () => {
    const trainings = await expected();
    expect(trainings.length).toBe(20);
    expect(await show(`${pages.url}/?region=AM06`)).toEqual({
      name: ['Stedendriehoek en Noordwest Veluwe'],
      programmes: [
        'Leve(n)lang Gelders Vakmanschap',
        'Overijssels Vakmanschap',
        'Samen Werk Maken van Werk',
        'Samenwerken aan Wendbaarheid',
      ],
      trainings,
      statistics: [expect.stringMatching(/ \(CSV\)$/)],
      missing: [],
      file: readFileSync(join(folder, 'releases/2026Q3/all.reach-by-programme.csv'), 'utf8'),
    });
  });

  test('names a school that is down and shows the trainings of the others', async () => {
    stack.setFault('aventus', 'down');
    const trainings = await expected();
    expect(trainings.join()).not.toContain('Aventus');
    expect(await show(pages.url)).toMatchObject({
      trainings,
      missing: ['Geen antwoord van aventus'],
    });
  });

  test('on an origin that the gateway does not name shows no data', async () => {
    const other = await serve(join(folder, 'built'));
    expect(await show(other.url)).toMatchObject({
      name: [],
      programmes: [],
      missing: ['Failed to fetch'],
    });
    other.server.close();
  });

  test('an operation that is not in the manifest is refused', async () => {
    expect(await stack.ask(null, '{ programmes { nodes { name } } }')).toMatchObject({
      errors: [{ extensions: { code: 'OPERATION_NOT_TRUSTED' } }],
    });
  });

  test('says how long to wait when the limit of its address is reached', async () => {
    const built = join(folder, 'limited');
    const { url, server } = await serve(built);
    const rates = { publicMax: 1, clientMax: 0, windowS: 60 };
    const limited = await startStack({
      kinds: [],
      gateway: {
        corsOrigins: [url],
        rateLimits: createRateLimits({ ...rates, store: createMemoryStore(rates.windowS) }),
      },
    });
    await build(limited.url, built);
    const { missing } = (await show(url)) as { missing?: unknown };
    expect(missing).toEqual([expect.stringMatching(/^RATE_LIMITED, wait \d+ s$/)]);
    server.close();
    await limited.stop();
  });
});

describe('its files', () => {
  test('generate.ts writes the types and the manifest that are committed', async () => {
    const stack = await startStack({ kinds: [] });
    const written = mkdtempSync(join(tmpdir(), 'vakgraaf-partner-'));
    try {
      const tsx = join(root, 'node_modules/.bin/tsx');
      const { code, printed } = await run([tsx, join(sources, 'generate.ts'), stack.url, written]);
      expect({ code, printed }).toEqual({ code: 0, printed: '' });
      for (const file of ['generated.ts', 'manifest.json'])
        expect(readFileSync(join(written, file), 'utf8')).toBe(own(file));
    } finally {
      rmSync(written, { recursive: true });
      await stack.stop();
    }
  });

  test('prepare.sh makes a project of modules and installs the versions that these tests use', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'vakgraaf-partner-'));
    try {
      // The true npm for what needs no registry; of an installation only what was asked.
      const npm = join(empty, 'bin/npm');
      mkdirSync(join(empty, 'bin'));
      writeFileSync(
        npm,
        `#!/bin/sh\ncase $1 in install) echo "$@" > asked ;; *) PATH=\${PATH#*:} exec npm "$@" ;; esac\n`,
        { mode: 0o755 },
      );
      const script = `cd '${empty}' && PATH='${join(empty, 'bin')}':$PATH sh '${join(sources, 'prepare.sh')}'`;
      const { code, printed } = await run(['sh', '-c', script]);
      expect({ code, printed }).toMatchObject({ code: 0 });
      const project = JSON.parse(readFileSync(join(empty, 'package.json'), 'utf8')) as object;
      expect(project).toMatchObject({ type: 'module' });
      const packages = (file: string) =>
        JSON.parse(readFileSync(join(root, file), 'utf8')) as Readonly<Record<string, Versions>>;
      const used: Versions = {
        ...packages('ui/package.json')['dependencies'],
        ...packages('package.json')['devDependencies'],
      };
      const asked = readFileSync(join(empty, 'asked'), 'utf8').trim().split(' ').slice(3);
      const names = asked.map((one) => one.slice(0, one.lastIndexOf('@')));
      expect(asked).toEqual(names.map((name) => `${name}@${used[name]}`));
      const imported = [...own('generate.ts').matchAll(/from '([^:']+)'/g)].map(([, name]) => name);
      expect(names).toEqual(expect.arrayContaining(['tsx', 'vite', ...imported]));
    } finally {
      rmSync(empty, { recursive: true });
    }
  });

  test('gateway.yaml is a configuration that the gateway accepts', () => {
    const { gateway } = parse(own('gateway.yaml')) as Gateway;
    const manifest = join(sources, gateway.persistedOperations.manifest);
    const persistedOperations = { ...gateway.persistedOperations, manifest };
    const settings = readGatewaySettings({ ...gateway, persistedOperations });
    expect(settings.corsOrigins).toEqual(['https://dashboard.example']);
  });
});

/** By name of the package. */
type Versions = Readonly<Record<string, string>>;

interface Gateway {
  readonly gateway: { readonly persistedOperations: { readonly manifest: string } };
}

async function run(command: readonly string[]) {
  const running = runCommand(command);
  const code = await running.ended;
  return { code, printed: running.printed() };
}

async function build(gateway: string, outDir: string): Promise<void> {
  const { code, printed } = await run(['sh', join(sources, 'build.sh'), gateway, outDir]);
  if (code !== 0) throw new Error(`Cannot build the dashboard: ${printed}`);
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Serves a folder, as any web server does. */
async function serve(built: string) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = join(built, pathname === '/' ? 'index.html' : pathname);
    readFile(file).then(
      (content) =>
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? '' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, server };
}
