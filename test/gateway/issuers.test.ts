import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { parseIssuers } from '../../gateway/authentication/read-issuers.ts';
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

describe('the issuers file', () => {
  const list = (entry: string) => `issuers:\n  - ${entry.split('\n').join('\n    ')}\n`;
  const entry = (issuer: string, keys: string) =>
    list(`kind: jwks\nissuer: ${issuer}\naudience: urn:llo:gateway\nkeys: ${keys}`);
  let keyFile: unknown = { keys: [{ kty: 'EC', crv: 'P-256', x: 'a', y: 'b' }] };
  const read = (text: string, isDemo = false) =>
    parseIssuers(text, 'issuers.yaml', { readKeys: () => keyFile, isDemo });

  test('accepts a URL or a file for the keys', () => {
    expect(read(entry('https://one.example', 'https://one.example/jwks'))[0]?.keys).toEqual(
      new URL('https://one.example/jwks'),
    );
    expect(read(entry('urn:x:issuer', 'keys.json'))[0]?.keys).toEqual(keyFile);
  });

  test.each([
    ['http://one.example', 'https://one.example/jwks'],
    ['https://one.example', 'http://one.example/jwks'],
    ['https://one.example', 'http://127.0.0.1/jwks'],
  ])('rejects plain http in production (issuer %s, keys %s)', (issuer, keys) => {
    expect(() => read(entry(issuer, keys))).toThrow('expected https');
  });

  test('accepts plain http in the demo on a loopback address, and rejects it elsewhere', () => {
    const text = entry('http://127.0.0.1:4300', 'http://127.0.0.1:4300/jwks');
    expect(read(text, true)).toHaveLength(1);
    expect(() => read(entry('http://one.example', 'k.json'), true)).toThrow('expected https');
  });

  test.each([
    ['none', 'expected one of "EdDSA"'],
    ['HS256', 'expected one of "EdDSA"'],
  ])('rejects algorithm %s', (algorithm, sentence) => {
    const text = `${entry('urn:x', 'k.json').trimEnd()}\n    algorithms: [${algorithm}]\n`;
    expect(() => read(text)).toThrow(sentence);
  });

  test('rejects an unknown kind, a duplicate issuer and the keys of the demo', () => {
    expect(() => read(list('kind: fsc\nissuer: x'))).toThrow('issuers.yaml:2:');
    const twice = `${entry('urn:x', 'k.json')}${entry('urn:x', 'k.json').split('\n').slice(1).join('\n')}`;
    expect(() => read(twice)).toThrow('"urn:x" is listed twice');
    keyFile = { demo: true, keys: [{ kty: 'OKP' } satisfies JWK] };
    expect(() => read(entry('urn:x', 'k.json'))).toThrow('published with the demo');
  });
});
