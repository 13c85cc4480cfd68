/** The addresses of the dashboard's pages, with and without a dashboard. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let dashboardFolder: string;
let gateway: SmallGateway;
let withoutPages: SmallGateway;
beforeAll(async () => {
  dashboardFolder = mkdtempSync(join(tmpdir(), 'dashboard-'));
  writeFileSync(join(dashboardFolder, 'index.html'), '<!doctype html><p>page</p>');
  [gateway, withoutPages] = await Promise.all([
    startSmallGateway({ dashboardFolder }),
    startSmallGateway(),
  ]);
});
afterAll(async () => {
  await Promise.all([gateway.stop(), withoutPages.stop()]);
  rmSync(dashboardFolder, { recursive: true });
});

const IN_BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8';

const get = async ({ url }: SmallGateway, path: string, accept = '*/*') => {
  const response = await fetch(url + path, { redirect: 'manual', headers: { accept } });
  return [response.status, response.headers.get('content-type'), await response.text()];
};

test.each([
  '/',
  '/?lang=en',
  '/regio/AM06',
  '/programma/gelders-vakmanschap',
  '/instrumenten?sector=CARE',
  '/statistiek',
  '/statistiek/all.reach-by-programme',
  '/partners',
  '/reference',
  '/ontwikkelaars',
])(
  '%s is the dashboard, and without a dashboard it is 404 or leads to the explorer',
  async (path) => {
    expect(await get(gateway, path)).toEqual([
      200,
      'text/html; charset=utf-8',
      '<!doctype html><p>page</p>',
    ]);
    const [status] = await get(withoutPages, path);
    expect(status).toBe(path.startsWith('/?') || path === '/' ? 302 : 404);
  },
);

test.each([
  '/regio',
  '/regio/',
  '/regio/AM06/',
  '/regio/AM06/x',
  '/programma/%2e%2e%2fsecret',
  '/programma/a%20b',
  `/programma/${'a'.repeat(101)}`,
  '/instrumenten/x',
  '/partner',
  '/Partners',
])('%s is no address, of which the page tells a person in a browser', async (path) => {
  const problem = '{"status":404,"title":"Not Found","detail":"Nothing at this address"}\n';
  const json = [404, 'application/problem+json', problem];
  const html = [404, 'text/html; charset=utf-8', '<!doctype html><p>page</p>'];
  expect(await get(gateway, path)).toEqual(json);
  expect(await get(gateway, path, IN_BROWSER)).toEqual(html);
  expect(await get(withoutPages, path, IN_BROWSER)).toEqual(json);
});

test.each(['/dashboard/assets/none.js', '/explorer/none.js', '/statistics/none/none.csv'])(
  '%s, which is no file, is no page in a browser either',
  async (path) => {
    expect((await get(gateway, path, IN_BROWSER)).slice(0, 2)).toEqual([
      404,
      'application/problem+json',
    ]);
  },
);
