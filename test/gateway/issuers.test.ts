import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { keyFile, readGatewaySettings } from '../support/config-file.ts';
import { ALGORITHMS, type Issuer } from '../../gateway/authentication/issuer.ts';
import { createTokenVerifier } from '../../gateway/authentication/verify-token.ts';

const START_MS = Date.parse('2026-11-21T12:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CLAIMS = { consumer: '00000099000000001000', scopes: [], purposes: [] };

async function createSigner(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    key: { ...(await exportJWK(publicKey)), kid },
    privateJwk: { ...(await exportJWK(privateKey)), kid },
    sign: async (name: string, nowMs = START_MS) =>
      await new SignJWT(CLAIMS)
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuer(name)
        .setAudience('urn:llo:gateway')
        .setJti(String(Math.random()))
        .setExpirationTime(nowMs / 1000 + 48 * 3600)
        .sign(privateKey),
  };
}

/** A `fetch` that serves the key sets a test has published, and a clock. */
function createKeyServer() {
  const published = new Map<string, unknown>();
  let nowMs = START_MS;
  const fetched: string[] = [];
  return {
    published,
    fetched,
    advance: (ms: number) => void (nowMs += ms),
    options: {
      now: () => nowMs,
      fetch: async (input: string | URL | Request) => {
        const url = input instanceof Request ? input.url : String(input);
        fetched.push(url);
        const value = published.get(url);
        if (value === undefined) throw new TypeError('fetch failed');
        return value instanceof Response ? value : Response.json(value);
      },
    },
  };
}

const issuerAt = (name: string): Issuer => ({
  name,
  audience: 'urn:llo:gateway',
  keys: new URL(`${name}/jwks`),
  algorithms: ALGORITHMS,
});

const ONE = 'https://one.example';
const TWO = 'https://two.example';
const INVALID = { code: 'UNAUTHENTICATED', status: 401 };
const UNCHECKED = { code: 'UNAUTHENTICATED', status: 503 };

describe('several issuers', () => {
  test('tokens of an issuer whose keys are unavailable give 503, and tokens of another issuer are accepted', async () => {
    const [one, two] = [await createSigner('1'), await createSigner('2')];
    const keyServer = createKeyServer();
    keyServer.published.set(`${TWO}/jwks`, { keys: [two.key] });
    const verify = createTokenVerifier([issuerAt(ONE), issuerAt(TWO)], keyServer.options);
    await expect(verify(await one.sign(ONE))).rejects.toMatchObject(UNCHECKED);
    expect(await verify(await two.sign(TWO))).toMatchObject(CLAIMS);
  });

  test('a token signed with the key of another issuer is rejected', async () => {
    const [one, two] = [await createSigner('same'), await createSigner('same')];
    const keyServer = createKeyServer();
    keyServer.published.set(`${ONE}/jwks`, { keys: [one.key] });
    keyServer.published.set(`${TWO}/jwks`, { keys: [two.key] });
    const verify = createTokenVerifier([issuerAt(ONE), issuerAt(TWO)], keyServer.options);
    await expect(verify(await one.sign(TWO))).rejects.toMatchObject(INVALID);
    await expect(verify(await one.sign('https://three.example'))).rejects.toMatchObject(INVALID);
  });

  test('a token with an algorithm that its issuer does not allow is rejected', async () => {
    const one = await createSigner('1');
    const narrow: Issuer = { ...issuerAt(ONE), keys: { keys: [one.key] }, algorithms: ['PS256'] };
    const verify = createTokenVerifier([narrow]);
    await expect(verify(await one.sign(ONE))).rejects.toMatchObject(INVALID);
  });
});

describe('a key set at a URL', () => {
  test('is fetched once for four concurrent tokens', async () => {
    const one = await createSigner('1');
    const keyServer = createKeyServer();
    keyServer.published.set(`${ONE}/jwks`, { keys: [one.key] });
    const verify = createTokenVerifier([issuerAt(ONE)], keyServer.options);
    await Promise.all([1, 2, 3, 4].map(async () => verify(await one.sign(ONE))));
    expect(keyServer.fetched).toEqual([`${ONE}/jwks`]);
  });

  test('is fetched again for an unknown key id, and not for each token with one', async () => {
    const [one, next, unknown] = [
      await createSigner('1'),
      await createSigner('2'),
      await createSigner('3'),
    ];
    const keyServer = createKeyServer();
    keyServer.published.set(`${ONE}/jwks`, { keys: [one.key] });
    const verify = createTokenVerifier([issuerAt(ONE)], keyServer.options);
    await verify(await one.sign(ONE));
    keyServer.published.set(`${ONE}/jwks`, { keys: [one.key, next.key] });
    keyServer.advance(MINUTE_MS);
    expect(await verify(await next.sign(ONE))).toMatchObject(CLAIMS);
    for (let index = 0; index < 5; index += 1) {
      await expect(verify(await unknown.sign(ONE))).rejects.toMatchObject(INVALID);
    }
    expect(keyServer.fetched).toHaveLength(2);
  });

  test('is used for a day while the issuer is unavailable, and then gives 503', async () => {
    const one = await createSigner('1');
    const keyServer = createKeyServer();
    keyServer.published.set(`${ONE}/jwks`, { keys: [one.key] });
    const verify = createTokenVerifier([issuerAt(ONE)], keyServer.options);
    await verify(await one.sign(ONE));
    keyServer.published.clear();
    keyServer.advance(23 * HOUR_MS);
    expect(await verify(await one.sign(ONE))).toMatchObject(CLAIMS);
    keyServer.advance(2 * HOUR_MS);
    await expect(verify(await one.sign(ONE))).rejects.toMatchObject(UNCHECKED);
  });

  test('no longer accepts a key that the issuer has removed', async () => {
    const [one, next] = [await createSigner('1'), await createSigner('2')];
    const keyServer = createKeyServer();
    keyServer.published.set(`${ONE}/jwks`, { keys: [one.key] });
    const verify = createTokenVerifier([issuerAt(ONE)], keyServer.options);
    await verify(await one.sign(ONE));
    keyServer.published.set(`${ONE}/jwks`, { keys: [next.key] });
    keyServer.advance(11 * MINUTE_MS);
    await verify(await next.sign(ONE));
    keyServer.advance(MINUTE_MS);
    await expect(verify(await one.sign(ONE))).rejects.toMatchObject(INVALID);
  });

  test.each([
    ['an error page', () => new Response('down', { status: 500 })],
    ['an HTML page', () => new Response('<html>')],
    ['a body of 300 kB', () => new Response(`{"keys":[${' '.repeat(300_000)}]}`)],
    ['a symmetric key', () => Response.json({ keys: [{ kty: 'oct', k: 'AAAA', kid: '1' }] })],
    ['a key set of the demo', () => Response.json({ demo: true, keys: [{ kty: 'OKP' }] })],
  ])('with %s as its body gives 503', async (_, response) => {
    const one = await createSigner('1');
    const keyServer = createKeyServer();
    keyServer.published.set(`${ONE}/jwks`, response());
    const verify = createTokenVerifier([issuerAt(ONE)], keyServer.options);
    await expect(verify(await one.sign(ONE))).rejects.toMatchObject(UNCHECKED);
  });
});

describe('the issuers of the configuration file', () => {
  const own = { keys: [{ kty: 'EC', crv: 'P-256', x: 'a', y: 'b' }] };
  const entry = (issuer: string, keys: string) => ({ kind: 'jwks', issuer, keys });
  const read = (issuers: readonly object[], demo = false) =>
    readGatewaySettings({ issuers }, { demo }).issuers;

  test('accept an address or a file for the keys', () => {
    expect(read([entry('https://one.example', 'https://one.example/jwks')])[0]?.keys).toEqual(
      new URL('https://one.example/jwks'),
    );
    const keys = join(mkdtempSync(join(tmpdir(), 'vakgraaf-issuers-')), 'keys.json');
    writeFileSync(keys, JSON.stringify(own));
    expect(read([entry('urn:x:issuer', keys)])[0]?.keys).toEqual(own);
  });

  test.each([
    ['http://one.example', 'https://one.example/jwks'],
    ['https://one.example', 'http://one.example/jwks'],
    ['https://one.example', 'http://127.0.0.1/jwks'],
  ])('reject plain http in production (issuer %s, keys %s)', (issuer, keys) => {
    expect(() => read([entry(issuer, keys)])).toThrow('expected https');
  });

  test('accept plain http in the demo on a loopback address, and reject it elsewhere', () => {
    const local = entry('http://127.0.0.1:4300', 'http://127.0.0.1:4300/jwks');
    expect(read([local], true)).toHaveLength(1);
    expect(() => read([entry('http://one.example', 'k.json')], true)).toThrow('expected https');
  });

  test.each(['none', 'HS256'])('reject algorithm %s', (algorithm) => {
    const one = { ...entry('urn:x', 'https://x.example'), algorithms: [algorithm] };
    expect(() => read([one])).toThrow('expected one of "EdDSA"');
  });

  test('reject an unknown kind, a duplicate issuer and the keys of the demo', () => {
    expect(() => read([{ kind: 'fsc', issuer: 'x' }])).toThrow(/yaml:4:13 gateway\.issuers\.0/);
    const one = entry('urn:x', 'https://x.example');
    expect(() => read([one, one])).toThrow('gateway.issuers.1.issuer: "urn:x" is listed twice');
    expect(() => read([entry('urn:x', keyFile('issuer.public'))])).toThrow(
      'published with the demo',
    );
  });
});
