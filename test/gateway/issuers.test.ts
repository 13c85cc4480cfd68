import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { parseIssuers } from '../../gateway/authentication/issuer-settings.ts';
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

/** Addresses at which issuers publish their keys, as the test wants them to. */
function createWorld() {
  const published = new Map<string, unknown>();
  let nowMs = START_MS;
  const asked: string[] = [];
  return {
    published,
    asked,
    pass: (ms: number) => void (nowMs += ms),
    options: {
      now: () => nowMs,
      fetch: async (address: string | URL | Request) => {
        const url = address instanceof Request ? address.url : String(address);
        asked.push(url);
        const value = published.get(url);
        if (value === undefined) throw new TypeError('fetch failed');
        return value instanceof Response ? value : Response.json(value);
      },
    },
  };
}

const issuerAt = (name: string): Issuer => ({
  kind: 'jwks',
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
  test('one that is down stops no other, and its own callers are told to wait', async () => {
    const [one, two] = [await createSigner('1'), await createSigner('2')];
    const world = createWorld();
    world.published.set(`${TWO}/jwks`, { keys: [two.key] });
    const verify = createTokenVerifier([issuerAt(ONE), issuerAt(TWO)], world.options);
    await expect(verify(await one.sign(ONE))).rejects.toMatchObject(UNCHECKED);
    expect(await verify(await two.sign(TWO))).toMatchObject(CLAIMS);
  });

  test('a key of one issuer signs for no other', async () => {
    const [one, two] = [await createSigner('same'), await createSigner('same')];
    const world = createWorld();
    world.published.set(`${ONE}/jwks`, { keys: [one.key] });
    world.published.set(`${TWO}/jwks`, { keys: [two.key] });
    const verify = createTokenVerifier([issuerAt(ONE), issuerAt(TWO)], world.options);
    await expect(verify(await one.sign(TWO))).rejects.toMatchObject(INVALID);
    await expect(verify(await one.sign('https://three.example'))).rejects.toMatchObject(INVALID);
  });

  test('an algorithm that one issuer does not use is refused, though another may use it', async () => {
    const one = await createSigner('1');
    const narrow: Issuer = { ...issuerAt(ONE), keys: { keys: [one.key] }, algorithms: ['PS256'] };
    const verify = createTokenVerifier([narrow]);
    await expect(verify(await one.sign(ONE))).rejects.toMatchObject(INVALID);
  });
});

describe('keys at an address', () => {
  test('are fetched once for any number of tokens', async () => {
    const one = await createSigner('1');
    const world = createWorld();
    world.published.set(`${ONE}/jwks`, { keys: [one.key] });
    const verify = createTokenVerifier([issuerAt(ONE)], world.options);
    await Promise.all([1, 2, 3, 4].map(async () => verify(await one.sign(ONE))));
    expect(world.asked).toEqual([`${ONE}/jwks`]);
  });

  test('are fetched anew for a key that is not known, and not for each such token', async () => {
    const [one, next, stranger] = [
      await createSigner('1'),
      await createSigner('2'),
      await createSigner('3'),
    ];
    const world = createWorld();
    world.published.set(`${ONE}/jwks`, { keys: [one.key] });
    const verify = createTokenVerifier([issuerAt(ONE)], world.options);
    await verify(await one.sign(ONE));
    world.published.set(`${ONE}/jwks`, { keys: [one.key, next.key] });
    world.pass(MINUTE_MS);
    expect(await verify(await next.sign(ONE))).toMatchObject(CLAIMS);
    for (let index = 0; index < 5; index += 1) {
      await expect(verify(await stranger.sign(ONE))).rejects.toMatchObject(INVALID);
    }
    expect(world.asked).toHaveLength(2);
  });

  test('go on serving for a day when the issuer is down, and no longer', async () => {
    const one = await createSigner('1');
    const world = createWorld();
    world.published.set(`${ONE}/jwks`, { keys: [one.key] });
    const verify = createTokenVerifier([issuerAt(ONE)], world.options);
    await verify(await one.sign(ONE));
    world.published.clear();
    world.pass(23 * HOUR_MS);
    expect(await verify(await one.sign(ONE))).toMatchObject(CLAIMS);
    world.pass(2 * HOUR_MS);
    await expect(verify(await one.sign(ONE))).rejects.toMatchObject(UNCHECKED);
  });

  test('are forgotten when the issuer withdraws them', async () => {
    const [one, next] = [await createSigner('1'), await createSigner('2')];
    const world = createWorld();
    world.published.set(`${ONE}/jwks`, { keys: [one.key] });
    const verify = createTokenVerifier([issuerAt(ONE)], world.options);
    await verify(await one.sign(ONE));
    world.published.set(`${ONE}/jwks`, { keys: [next.key] });
    world.pass(11 * MINUTE_MS);
    await verify(await next.sign(ONE));
    world.pass(MINUTE_MS);
    await expect(verify(await one.sign(ONE))).rejects.toMatchObject(INVALID);
  });

  test.each([
    ['an error page', () => new Response('down', { status: 500 })],
    ['no JSON', () => new Response('<html>')],
    ['more than a key set can be', () => new Response(`{"keys":[${' '.repeat(300_000)}]}`)],
    ['a shared secret', () => Response.json({ keys: [{ kty: 'oct', k: 'AAAA', kid: '1' }] })],
    ['the keys of the demo', () => Response.json({ demo: true, keys: [{ kty: 'OKP' }] })],
  ])('%s in their place is no answer', async (_, answer) => {
    const one = await createSigner('1');
    const world = createWorld();
    world.published.set(`${ONE}/jwks`, answer());
    const verify = createTokenVerifier([issuerAt(ONE)], world.options);
    await expect(verify(await one.sign(ONE))).rejects.toMatchObject(UNCHECKED);
  });
});

describe('the list of issuers', () => {
  const list = (entry: string) => `issuers:\n  - ${entry.split('\n').join('\n    ')}\n`;
  const entry = (issuer: string, keys: string) =>
    list(`kind: jwks\nissuer: ${issuer}\naudience: urn:llo:gateway\nkeys: ${keys}`);
  let keyFile: unknown = { keys: [{ kty: 'EC', crv: 'P-256', x: 'a', y: 'b' }] };
  const read = (text: string, isDemo = false) =>
    parseIssuers(text, 'issuers.yaml', { readKeys: () => keyFile, isDemo });

  test('takes an address or a file for the keys', () => {
    expect(read(entry('https://one.example', 'https://one.example/jwks'))[0]?.keys).toEqual(
      new URL('https://one.example/jwks'),
    );
    expect(read(entry('urn:x:issuer', 'keys.json'))[0]?.keys).toEqual(keyFile);
  });

  test.each([
    ['http://one.example', 'https://one.example/jwks'],
    ['https://one.example', 'http://one.example/jwks'],
    ['https://one.example', 'http://127.0.0.1/jwks'],
  ])('refuses plain http in production (%s, %s)', (issuer, keys) => {
    expect(() => read(entry(issuer, keys))).toThrow('expected https');
  });

  test('the demo may use plain http on its own machine, and nowhere else', () => {
    const text = entry('http://127.0.0.1:4300', 'http://127.0.0.1:4300/jwks');
    expect(read(text, true)).toHaveLength(1);
    expect(() => read(entry('http://one.example', 'k.json'), true)).toThrow('expected https');
  });

  test.each([
    ['none', 'expected one of "EdDSA"'],
    ['HS256', 'expected one of "EdDSA"'],
  ])('refuses algorithm %s', (algorithm, sentence) => {
    const text = `${entry('urn:x', 'k.json').trimEnd()}\n    algorithms: [${algorithm}]\n`;
    expect(() => read(text)).toThrow(sentence);
  });

  test('refuses a kind that is not built, a name twice, and keys published with the demo', () => {
    expect(() => read(list('kind: fsc\nissuer: x'))).toThrow('issuers.yaml:2:');
    const twice = `${entry('urn:x', 'k.json')}${entry('urn:x', 'k.json').split('\n').slice(1).join('\n')}`;
    expect(() => read(twice)).toThrow('"urn:x" is listed twice');
    keyFile = { demo: true, keys: [{ kty: 'OKP' } satisfies JWK] };
    expect(() => read(entry('urn:x', 'k.json'))).toThrow('published with the demo');
  });
});
