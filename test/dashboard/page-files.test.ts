/** How the gateway serves the dashboard's files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDashboardFiles } from '../../gateway/http/page-files.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-dashboard-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>built');
  writeFileSync(join(folder, '.hash'), 'hash');
  writeFileSync(join(folder, 'assets/index-BxY3a_9Z.js'), 'run()');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('GET / without a dashboard redirects to the explorer', async () => {
  const reply = await createDashboardFiles(undefined).page();
  expect([reply.status, reply.headers['location']]).toEqual([302, '/graphql']);
});

test('GET / before the dashboard is built gives a page in Dutch and English that refreshes itself', async () => {
  const reply = await createDashboardFiles(join(folder, 'not-yet')).page();
  expect(reply.status).toBe(200);
  expect(reply.body).toMatch(/http-equiv="refresh"[\s\S]*wordt gebouwd[\s\S]*lang="en"/);
});

test('GET / gives the built dashboard; its assets may be cached for a year', async () => {
  const files = createDashboardFiles(folder);
  expect(String((await files.page()).body)).toBe('<!doctype html>built');
  expect(await files.asset('assets/index-BxY3a_9Z.js')).toEqual({
    status: 200,
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    },
    body: Buffer.from('run()'),
    isFile: true,
  });
});

test.each(['.hash', '../package.json', 'assets/..%2f.hash', 'assets//x.js', ''])(
  'a path outside the assets gives no file: %j',
  async (path) => {
    expect(await createDashboardFiles(folder).asset(path)).toBeNull();
  },
);
