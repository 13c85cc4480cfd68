/** What a subgraph refuses outside the demo: key files that others may open, and addresses without TLS. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet } from 'jose';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSigningKey } from '../../core/keys/signing-key.ts';
import { readPublicKeys } from '../../subgraphs/kit/context/read-context.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { readGatewaySettings, readSubgraphOptions } from '../support/config-file.ts';
import { registeredPurposes } from '../support/registered-purposes.ts';
import { partnersAt } from '../support/subgraph-harness.ts';
import { contextDigest } from '../../core/federation/signed-context.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';
import { quarterKeys } from '../support/quarter-keys.ts';

let folder: string;
let gatewayKeys: JSONWebKeySet;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-production-'));
  gatewayKeys = { keys: [await exportJWK((await generateKeyPair('EdDSA')).publicKey)] };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, mode: number, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  chmodSync(file, mode);
  return file;
}

const keyFile = (domain: string, mode: number) =>
  write(`${domain}.json`, mode, {
    domain,
    keys: quarterKeys(domain),
  });

async function start(kind: SubgraphName, url: string, mode = 0o600, changes: object = {}) {
  const ids: Partial<Record<SubgraphName, string>> = { funds: 'otib', provinces: 'drenthe' };
  const domains: Partial<Record<SubgraphName, string>> = { funds: 'voucher', uwv: 'person' };
  const list = partnersAt({ [ids[kind] ?? kind]: url });
  const domain = domains[kind];
  const subgraph = await startSubgraph({
    kind,
    port: 0,
    partners: { ...list, partners: list.partners.map((one) => ({ ...one, ...changes })) },
    gatewayKeys,
    keyFiles: domain === undefined ? [] : [keyFile(domain, mode)],
    secretOf: () => 'a secret of its own',
    log: pino({ level: 'silent' }),
  });
  await subgraph.stop();
}

const LOCAL = 'http://127.0.0.1:1';

describe('a key file', () => {
  test.each([0o644, 0o640, 0o604, 0o620, 0o602, 0o660, 0o610, 0o777])(
    'with mode %o stops the start of a subgraph',
    async (mode) => {
      await expect(start('uwv', LOCAL, mode)).rejects.toThrow(
        `Cannot use the key in "${join(folder, 'person.json')}": other users may open this file ` +
          `(mode ${mode.toString(8)}), run chmod 600 on it`,
      );
    },
  );

  test.each([0o600, 0o400, 0o700])('with mode %o is used', (mode) => start('uwv', LOCAL, mode));

  test('that signs contexts is held to the same', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const key = await exportJWK(privateKey);
    expect(() => readSigningKey(write('open.json', 0o644, key), false)).toThrow('run chmod 600');
    expect(readSigningKey(write('own.json', 0o600, key), false)).toMatchObject({ d: key.d });
    expect(() => readPublicKeys(write('private.json', 0o600, { keys: [key] }))).toThrow(
      'expected public Ed25519 keys as JWKS',
    );
  });
});

test('a file with a secret that others may open is refused in production, and one of its owner alone is used', () => {
  const secretIn = (mode: number, demo = false) => {
    const file = write(`secret-${mode}`, mode, 'geheim');
    const { secretOf } = readSubgraphOptions(
      'reference',
      {},
      { demo, secrets: { OTIB_PASSWORD: { file } } },
    );
    return secretOf?.('OTIB_PASSWORD');
  };
  expect(secretIn(0o600)).toBe('"geheim"');
  expect(() => secretIn(0o644)).toThrow('other users may open this file (mode 644), run chmod 600');
  expect(secretIn(0o644, true)).toBe('"geheim"');
});

test.each<[unknown]>([
  [{}],
  [[]],
  [null],
  [{ keys: [] }],
  [{ keys: [{ kty: 'oct', k: 'AAAA' }] }],
  [{ keys: [{ kty: 'OKP', crv: 'X25519', x: 'AAAA' }] }],
])('%j is no key file of a gateway', (content) => {
  const file = write('gateway.json', 0o644, content);
  expect(() => readPublicKeys(file)).toThrow('expected public Ed25519 keys as JWKS');
});

test.each<[string, boolean, string | null]>([
  ['real, its response does not tell', false, null],
  ['invented, its response tells', true, 'uwv=1'],
])(
  'of a subgraph whose people are %s how often a request about people called a partner',
  async (_, synthetic, calls) => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA');
    const list = partnersAt({ uwv: LOCAL });
    const subgraph = await startSubgraph({
      kind: 'uwv',
      port: 0,
      isDemo: true,
      partners: { ...list, partners: list.partners.map((one) => ({ ...one, synthetic })) },
      purposes: registeredPurposes(),
      gatewayKeys: { keys: [await exportJWK(publicKey)] },
      keyFiles: [keyFile('person', 0o600)],
      secretOf: () => 'a secret of its own',
      log: pino({ level: 'silent' }),
    });
    const body = JSON.stringify({
      query: '{ jobseekers(first: 1) { nodes { jobseekerProfile { availableFrom } } } }',
    });
    const context = await new SignJWT({
      consumer: '00000099000000001000',
      purpose: 'urn:llo:purpose:matching',
      scopes: ['llo:case'],
      digest: contextDigest(body),
    })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer('urn:llo:gateway')
      .setAudience('urn:llo:subgraph:uwv')
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(privateKey);
    const { headers } = await fetch(subgraph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-llo-context': context },
      body,
    });
    await subgraph.stop();
    expect(headers.get('x-llo-partners')).toBe('uwv');
    expect(headers.get('x-llo-partner-calls')).toBe(calls);
  },
);

describe('the address of a partner', () => {
  const denied = (id: string) =>
    `Cannot reach partner "${id}" without TLS: use it, or say "unencrypted: true" in its entry`;

  test.each<[SubgraphName, string, string]>([
    ['uwv', 'uwv', 'http://uwv.example/'],
    ['uwv', 'uwv', 'http://10.0.0.1/'],
    ['uwv', 'uwv', 'http://0.0.0.0/'],
    ['uwv', 'uwv', 'http://[::]/'],
    ['uwv', 'uwv', 'http://127.0.0.1.example/'],
    ['uwv', 'uwv', 'http://localhost.example/'],
    ['provinces', 'drenthe', 'http://drenthe.example/'],
    ['funds', 'otib', 'postgres://otib.example/otib'],
    ['funds', 'otib', 'postgres://otib.example/otib?sslmode=disable'],
    ['funds', 'otib', 'postgres://127.0.0.1/otib?host=otib.example'],
  ])('of %s "%s" at %s needs "unencrypted: true"', async (kind, id, url) => {
    await expect(start(kind, url)).rejects.toThrow(denied(id));
    await start(kind, url, 0o600, { unencrypted: true });
  });

  test.each<[SubgraphName, string]>([
    ['uwv', 'https://uwv.example/'],
    ['uwv', 'http://127.8.8.8/'],
    ['uwv', 'http://[::1]:8080/'],
    ['uwv', 'http://localhost/'],
    ['funds', 'postgres://otib.example/otib?sslmode=verify-full'],
    ['funds', 'postgres://localhost/otib'],
    ['funds', 'postgres:///otib?host=/run/postgresql'],
  ])('of %s may be %s', (kind, url) => start(kind, url));
});

describe('listen.host', () => {
  const hosts = (listen: object) => [
    readSubgraphOptions('uwv', { listen }).host,
    readGatewaySettings({ listen }).host,
  ];

  test.each(['0.0.0.0', '::', '10.0.0.1', 'subgraph.example', '127.1', ''])(
    '%j needs tls or unencrypted: true, or is no address',
    (host) => {
      expect(() => readSubgraphOptions('uwv', { listen: { host } })).toThrow('listen.host: ');
      expect(() => readGatewaySettings({ listen: { host } })).toThrow('listen.host: ');
      if (host !== '') expect(hosts({ host, unencrypted: true })).toEqual([host, host]);
    },
  );

  test.each(['127.0.0.1', '127.0.0.2', '::1', 'localhost'])('may be %s', (host) => {
    expect(hosts({ host })).toEqual([host, host]);
  });
});
