import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;
let root: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'explorer-'));
  mkdirSync(join(root, 'built', 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'secret');
  writeFileSync(join(root, 'built', 'assets', 'main-B1c2D3e4.js'), 'export {};');
  writeFileSync(join(root, 'built', 'assets', 'plain.css'), 'a{}');
  writeFileSync(join(root, 'built', 'assets', 'run.sh'), 'ls');
  symlinkSync(join(root, 'secret.txt'), join(root, 'built', 'assets', 'link.txt'));
  gateway = await startSmallGateway({ explorerFolder: join(root, 'built') });
});
afterAll(async () => {
  await gateway.stop();
  rmSync(root, { recursive: true });
});

/** Uses node:http, because fetch normalizes a path before it sends it. */
async function get(path: string, accept = '*/*', method = 'GET') {
  return await new Promise<{ status: number; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(gateway.url);
      const outgoing = request(
        { hostname, port, path, method, headers: { accept } },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end();
    },
  );
}

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

test('before the explorer is built, a browser gets a page that refreshes itself without a script', async () => {
  const { status, headers, text } = await get('/graphql', BROWSER);
  expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(text).toContain('<meta http-equiv="refresh" content="2">');
  expect(text).toContain('De verkenner wordt gebouwd');
  expect(text).toContain('The explorer is being built');
  expect(text).not.toContain('<script');
});

test('after the build, the same URL gives the explorer with a strict content security policy', async () => {
  writeFileSync(join(root, 'built', 'index.html'), '<!doctype html><p>explorer</p>');
  const { headers, text } = await get('/graphql', BROWSER);
  expect(text).toBe('<!doctype html><p>explorer</p>');
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; " +
      "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; " +
      "form-action 'none'; frame-ancestors 'none'",
  );
});

test('a browser request with a query gives JSON, not the page', async () => {
  const { text } = await get('/graphql?query=%7B__typename%7D', BROWSER);
  expect(text).toBe('{"data":{"__typename":"Query"}}');
});

test('a file with a content hash in its name is cached as immutable, and another file is not', async () => {
  const hashed = await get('/explorer/assets/main-B1c2D3e4.js');
  expect([hashed.status, hashed.headers['content-type'], hashed.headers['cache-control']]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
  ]);
  const plain = await get('/explorer/assets/plain.css');
  expect([plain.status, plain.headers['content-type'], plain.headers['cache-control']]).toEqual([
    200,
    'text/css; charset=utf-8',
    'no-cache',
  ]);
  const head = await get('/explorer/assets/plain.css', '*/*', 'HEAD');
  expect([head.status, head.headers['content-length'], head.text]).toEqual([200, '3', '']);
});

test.each([
  '/explorer/../secret.txt',
  '/explorer/assets/../../secret.txt',
  '/explorer/..%2fsecret.txt',
  '/explorer/%2e%2e/secret.txt',
  '/explorer/assets/..\\..\\secret.txt',
  '/explorer/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
  '/explorer//etc/passwd',
  '/explorer/assets/link.txt',
  '/explorer/assets/run.sh',
  '/explorer/assets/nothing.js',
  '/explorer/assets/plain.css%00.js',
  '/explorer/assets',
  '/explorer/',
  '//explorer/../../secret.txt',
])('the path %s gives 404', async (path) => {
  const { status, text } = await get(path);
  expect(status).toBe(404);
  expect(text).not.toContain('secret');
});

test('without an explorer, a browser gets a text that this is a GraphQL address', async () => {
  const withoutExplorer = await startSmallGateway();
  const response = await fetch(`${withoutExplorer.url}/graphql`, {
    headers: { accept: 'text/html' },
  });
  expect(await response.text()).toContain('This is a GraphQL address');
  await withoutExplorer.stop();
});
