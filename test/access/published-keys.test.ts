/** The keys of the demo are known by value: no other name, member or spelling makes them usable. */
import { createHash, createPublicKey, type JsonWebKey } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JSONWebKeySet, type JWK } from 'jose';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTokenVerifier } from '../../gateway/authentication/verify-token.ts';
import { COMMAND, readGatewaySettings, writeConfig } from '../support/config-file.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { PUBLISHED_FINGERPRINTS } from '../../core/keys/published-keys.ts';
import { readPartners, type PartnerList } from '../../subgraphs/partners.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { readDemoKey } from '../support/subgraph-harness.ts';
import { runCommand } from '../support/run-command.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';
import { quarterKeys } from '../support/quarter-keys.ts';

const folder = join(projectRoot(), 'mocks/demo-keys');
const synthetic = readPartners(join(projectRoot(), 'subgraphs/partners.yaml'));
const demoKey = (readDemoKey('gateway.public') as { keys: [JWK & { x: string }] }).keys[0];
const padded = `${demoKey.x}=`;
const standard = demoKey.x.replaceAll('-', '+').replaceAll('_', '/');

let own: string;
let ownKey: JWK;
beforeAll(async () => {
  own = mkdtempSync(join(tmpdir(), 'vakgraaf-keys-'));
  ownKey = await exportJWK((await generateKeyPair('EdDSA')).publicKey);
});
afterAll(() => rmSync(own, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  const file = join(own, name);
  writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
  return file;
}

test('the list of fingerprints holds every key and secret in mocks/demo-keys, and nothing else', () => {
  const found = readdirSync(folder).flatMap((name) =>
    fingerprintsIn(JSON.parse(readFileSync(join(folder, name), 'utf8')) as object),
  );
  expect([...PUBLISHED_FINGERPRINTS].toSorted()).toEqual([...new Set(found)].toSorted());
});

function fingerprintsIn(file: object): readonly string[] {
  const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
  const ofJwk = (key: JsonWebKey) =>
    sha256(createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'der' }));
  if ('kty' in file) return [ofJwk(file as JsonWebKey)];
  if ('keys' in file && Array.isArray(file.keys)) return (file.keys as JsonWebKey[]).map(ofJwk);
  if ('keys' in file) {
    return Object.values(file.keys as Record<string, string>).map((text) =>
      sha256(Buffer.from(text, 'base64url')),
    );
  }
  return Object.values(file).flatMap((one: unknown) =>
    typeof one === 'string' ? sha256(one) : [],
  );
}

/** The list with one partner that is not said to be synthetic. */
function real(id: string): PartnerList {
  const partners = synthetic.partners.map((one) =>
    one.id === id ? { ...one, synthetic: false } : one,
  );
  return { ...synthetic, partners };
}

const started = (
  subgraphName: SubgraphName,
  partners: PartnerList,
  gatewayKeys: JSONWebKeySet,
  keyFiles: readonly string[] = [],
  secret = 'a secret of its own',
  isDemo = true,
) =>
  startSubgraph({
    kind: subgraphName,
    port: 0,
    isDemo,
    partners,
    gatewayKeys,
    keyFiles,
    secretOf: () => secret,
    log: pino({ level: 'silent' }),
  });

const randomKeys = (domain: string) =>
  write(`${domain}.json`, {
    domain,
    keys: quarterKeys(domain),
  });

describe('a subgraph with a partner that is not synthetic', () => {
  test.each<[string, JWK]>([
    ['as it is published', demoKey],
    ['under another kid', { ...demoKey, kid: 'production-1' }],
    ['without kid, alg and use', { kty: 'OKP', crv: 'Ed25519', x: demoKey.x }],
    ['with other members', { ...demoKey, key_ops: ['verify'], ext: true, x5t: 'x' }],
    ['with padding', { ...demoKey, x: padded }],
    [
      'in standard base64 with a line break',
      { ...demoKey, x: `${standard.slice(0, 9)}\n${standard.slice(9)}` },
    ],
    ['in its private form', readDemoKey('gateway.private') as JWK],
  ])('does not start with the demo key that signs contexts %s', async (_, jwk) => {
    const keys = { keys: [ownKey, jwk] };
    const denied = 'with the gateway key of the demo, which everyone has';
    await expect(started('provinces', real('drenthe'), keys)).rejects.toThrow(denied);
    const files = [randomKeys('voucher')];
    await expect(started('funds', real('otib'), keys, files)).rejects.toThrow(denied);
  });

  test.each([
    ['without the flag "demo"', (text: string) => ({ any: text })],
    [
      'under a quarter, beside another key',
      (text: string) => ({ '2026Q3': Buffer.alloc(64).toString('base64'), '2026Q4': text }),
    ],
    [
      'in standard base64',
      (text: string) => ({ any: Buffer.from(text, 'base64url').toString('base64') }),
    ],
    ['with line breaks', (text: string) => ({ any: text.replaceAll(/(.{20})/g, '$1\n') })],
  ])('does not start with a demo key of ids %s', async (_, spell) => {
    for (const name of ['voucher', 'person']) {
      const { keys } = readDemoKey(`${name}.key`) as { keys: { any: string } };
      // Also when the key of one domain is used for another.
      const file = write('copied.json', { domain: 'person', keys: spell(keys.any) });
      await expect(started('uwv', real('uwv'), { keys: [ownKey] }, [file])).rejects.toThrow(
        'Cannot start "uwv" with the person key of the demo, which everyone has',
      );
    }
  });

  test('does not start with a secret of the demo', async () => {
    const files = [randomKeys('person')];
    const keys = { keys: [ownKey] };
    await expect(started('uwv', real('uwv'), keys, files, 'demo-only-uwv')).rejects.toThrow(
      'Cannot use UWV_CLIENT_SECRET of the demo, which everyone has',
    );
    await (await started('uwv', real('uwv'), keys, files)).stop();
  });

  test('rejects a reloaded list with a real partner while it uses a demo key', async () => {
    const subgraph = await started('provinces', synthetic, { keys: [demoKey] });
    expect(() => subgraph.reload({ partners: real('drenthe') })).toThrow(
      'Cannot start "provinces" with the gateway key of the demo, which everyone has',
    );
    subgraph.reload({ partners: real('otib') });
    await subgraph.stop();
  });
});

test('a subgraph without --demo-keys does not start with a published key, though every partner is synthetic', async () => {
  const start = (subgraphName: SubgraphName, gatewayKey: JWK, files: readonly string[] = []) =>
    started(subgraphName, synthetic, { keys: [gatewayKey] }, files, undefined, false);
  const { keys } = readDemoKey('person.key') as { keys: { any: string } };
  const copied = write('copied.json', { domain: 'person', keys });
  for (const [starting, key] of [
    [() => start('reference', demoKey), 'gateway'],
    [() => start('provinces', demoKey), 'gateway'],
    [() => start('uwv', demoKey, [randomKeys('person')]), 'gateway'],
    [() => start('uwv', ownKey, [copied]), 'person'],
  ] as const) {
    await expect(starting()).rejects.toThrow(`with the ${key} key of the demo, which everyone has`);
  }
  await (await start('reference', ownKey)).stop();
});

test.each<[string, boolean, string]>([
  ['says that it is not synthetic', true, 'synthetic: false'],
  ['says nothing of it', true, 'connectionsMax: 8'],
  ['is synthetic, without demo: true,', false, 'synthetic: true'],
])(
  'the process of a subgraph whose partner %s ends with 78 and one sentence',
  async (_, demo, entry) => {
    const list = readFileSync(join(projectRoot(), 'subgraphs/partners.yaml'), 'utf8');
    const partners = join(own, 'partners.yaml');
    writeFileSync(partners, list.replaceAll('synthetic: true', entry));
    const section = { gatewayKeys: join(folder, 'gateway.public.json') };
    const config = writeConfig({ demo, partners, subgraphs: { provinces: section } });
    const main = [process.execPath, COMMAND, 'subgraph', 'provinces'];
    const command = runCommand([...main, '--config', config]);
    expect(await command.ended).toBe(78);
    expect(command.printed()).toBe(
      'Cannot start "provinces" with the gateway key of the demo, which everyone has: make one of your own, ' +
        'or say demo: true where every partner is synthetic\n',
    );
  },
  60_000,
);

test('the process of a subgraph outside the demo ends with 78 without a partner list', async () => {
  const config = writeConfig({ subgraphs: { reference: {} } });
  const command = runCommand([
    process.execPath,
    COMMAND,
    'subgraph',
    'reference',
    '--config',
    config,
  ]);
  expect(await command.ended).toBe(78);
  expect(command.printed()).toBe(
    `${config} has no "partners": name the file with the partner list\n`,
  );
}, 60_000);

describe('a gateway in production', () => {
  const settings = (section: object) => readGatewaySettings({ auditFolder: own, ...section });

  test('does not start with the demo context key, also with another kid and x', () => {
    const { demo: _, ...key } = readDemoKey('gateway.private') as JWK & { demo: boolean };
    const start = (one: JWK) => settings({ contextKey: write('context.json', one) });
    const published = 'this key is published with the demo';
    expect(() => start(key)).toThrow(published);
    expect(() => start({ ...key, kid: 'mine' })).toThrow(published);
    // Node 24 does not import a key whose `x` is that of another.
    expect(() => start({ ...key, x: ownKey.x ?? '' })).toThrow(
      new RegExp(`${published}|expected a private Ed25519 key`),
    );
  });

  test('does not start with the demo issuer key, among other keys', () => {
    const { keys } = readDemoKey('issuer.public') as { keys: JWK[] };
    const file = write('issuer.json', { keys: [ownKey, { ...keys[0], kid: 'mine', ext: true }] });
    const issuers = [{ kind: 'jwks', issuer: 'urn:x', audience: 'y', keys: file }];
    expect(() => settings({ issuers })).toThrow('published with the demo');
  });

  test('accepts no token when the issuer publishes the demo key at its JWKS address', async () => {
    const { keys } = readDemoKey('issuer.public') as { keys: JWK[] };
    const server = createServer((_, response) => response.end(JSON.stringify({ keys })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as AddressInfo;
    const name = `http://127.0.0.1:${port}`;
    const issuer = {
      name,
      audience: 'urn:llo:gateway',
      keys: new URL(name),
      algorithms: ['EdDSA'],
    } as const;
    const claims = { consumer: '00000099000000001000', scopes: [], purposes: [] };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(name)
      .setAudience('urn:llo:gateway')
      .setExpirationTime('1h')
      .sign(await importJWK(readDemoKey('issuer.private') as JWK, 'EdDSA'));
    await expect(createTokenVerifier([issuer])(token)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    await createTokenVerifier([issuer], { isDemo: true })(token);
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
  });
});
