/** The issuer for signing in is a setting, and the explorer may connect to its origin. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALGORITHMS, type Issuer } from '../../gateway/authentication/issuer.ts';
import { readGatewaySettings } from '../support/config-file.ts';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

const LOGIN = 'https://login.example/realm';
const issuer: Issuer = {
  name: LOGIN,
  audience: 'urn:llo:gateway',
  keys: { keys: [] },
  algorithms: ALGORITHMS,
};
const signIn = { clientId: 'explorer', scopes: ['llo:case'] };

let folder: string;
let gateway: SmallGateway;
let without: SmallGateway;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sign-in-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><p>explorer</p>');
  writeFileSync(join(folder, 'signed-in.html'), '<!doctype html><p>signed in</p>');
  const issuers = [
    { ...issuer, name: 'https://programs.example' },
    { ...issuer, signIn },
  ];
  [gateway, without] = await Promise.all([
    startSmallGateway({ explorerFolder: folder, issuers }),
    startSmallGateway({ explorerFolder: folder, issuers: [issuer] }),
  ]);
});
afterAll(async () => {
  await Promise.all([gateway.stop(), without.stop()]);
  rmSync(folder, { recursive: true });
});

async function get({ url }: SmallGateway, path: string, accept = '*/*') {
  const response = await fetch(`${url}${path}`, { headers: { accept } });
  return {
    status: response.status,
    policy: response.headers.get('content-security-policy') ?? '',
    caching: response.headers.get('cache-control'),
    text: await response.text(),
  };
}

const connectSrc = (policy: string) => /connect-src [^;]*/.exec(policy)?.[0];

test('/sign-in.json has the issuer, the client id and the scopes, and no other setting', async () => {
  const { status, text, caching } = await get(gateway, '/sign-in.json');
  expect([status, caching]).toEqual([200, 'no-store']);
  expect(JSON.parse(text)).toEqual({
    issuer: LOGIN,
    clientId: 'explorer',
    scope: 'openid profile llo:case',
  });
});

test('the content security policy of the explorer allows the origin of the issuer, and that of another page does not', async () => {
  const explorer = await get(gateway, '/graphql', 'text/html');
  expect(connectSrc(explorer.policy)).toBe("connect-src 'self' https://login.example");
  expect(connectSrc((await get(gateway, '/health/live')).policy)).toBe("connect-src 'self'");
});

test('the redirect page allows its own script and no connections', async () => {
  const { status, policy, caching, text } = await get(gateway, '/signed-in?code=c&state=s');
  expect([status, caching, text]).toEqual([200, 'no-store', '<!doctype html><p>signed in</p>']);
  expect(policy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; " +
      "form-action 'none'; frame-ancestors 'none'",
  );
});

test('a token in the URL of the redirect page gives 400', async () => {
  expect((await get(gateway, '/signed-in?access_token=x')).status).toBe(400);
});

test('without an issuer for signing in, /sign-in.json is null and the explorer connects to its own origin only', async () => {
  expect(await get(without, '/sign-in.json')).toMatchObject({ status: 200, text: 'null\n' });
  expect((await get(without, '/signed-in')).status).toBe(404);
  const explorer = await get(without, '/graphql', 'text/html');
  expect(connectSrc(explorer.policy)).toBe("connect-src 'self'");
});

const read = (...entries: readonly object[]) =>
  readGatewaySettings({ issuers: entries.map((one) => ({ kind: 'jwks', ...one })) }).issuers;
const entry = (name: string, signInClient: object) => ({
  issuer: name,
  keys: 'https://keys.example/jwks',
  signIn: signInClient,
});

test('signIn of an issuer has the client id and the scopes', () => {
  const [first] = read(entry(LOGIN, { clientId: 'explorer', scopes: ['llo:case'] }));
  expect(first?.signIn).toEqual(signIn);
  expect(read(entry(LOGIN, { clientId: 'explorer' }))[0]?.signIn?.scopes).toEqual([]);
});

test.each([
  [
    'signIn at two issuers',
    [entry(LOGIN, { clientId: 'a' }), entry('https://b.example', { clientId: 'b' })],
    'gateway.issuers.1.signIn: only one issuer can have it',
  ],
  [
    'signIn at an issuer without an address',
    [entry('urn:x', { clientId: 'a' })],
    'gateway.issuers.0.issuer: expected an address, since people sign in at it',
  ],
  ['signIn without a client id', [entry(LOGIN, {})], 'clientId'],
  ['a client secret in signIn', [entry(LOGIN, { clientId: 'a', secret: 'b' })], 'secret'],
  [
    'a scope of two words in signIn',
    [entry(LOGIN, { clientId: 'a', scopes: ['a b'] })],
    'gateway.issuers.0.signIn.scopes',
  ],
])('a list of issuers with %s throws', (_, entries, message) => {
  expect(() => read(...entries)).toThrow(message);
});
