/** A process does not start with a key that it may not hold. */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { readGatewaySettings } from '../support/config-file.ts';
import { demoSecretOf } from '../../mocks/demo-secrets.ts';
import { planExchange } from '../../mocks/start/process-plans.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { readPartners, type PartnerList } from '../../subgraphs/partners.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';

const root = projectRoot();
const keyFile = (domain: string) => join(root, `mocks/demo-keys/${domain}.key.json`);
const synthetic = readPartners(join(root, 'subgraphs/partners.yaml'));

async function start(subgraphName: SubgraphName, keys: readonly string[], partners = synthetic) {
  const { publicKey } = await generateKeyPair('EdDSA');
  const subgraph = await startSubgraph({
    kind: subgraphName,
    port: 0,
    isDemo: true,
    partners,
    gatewayKeys: { keys: [await exportJWK(publicKey)] },
    keyFiles: keys.map(keyFile),
    secretOf: demoSecretOf,
    log: pino({ level: 'silent' }),
  });
  await subgraph.stop();
}

describe('a gateway', () => {
  const auditFolder = '/nowhere';
  const issuersWith = (keys: string) => [{ kind: 'jwks', issuer: 'urn:x', keys }];

  test.each(['person', 'voucher'])('accepts the %s key in none of its settings', (domain) => {
    const file = keyFile(domain);
    const settings = (section: object) => readGatewaySettings(section, { demo: true });
    expect(() => settings({ keys: [file] })).toThrow('gateway: unexpected "keys"');
    expect(() => settings({ contextKey: file, auditFolder })).toThrow(
      'expected a private Ed25519 key',
    );
    expect(() => settings({ issuers: issuersWith(file) })).toThrow('they are no JWKS');
  });

  test.each([
    [
      'the key that signs contexts',
      { contextKey: join(root, 'mocks/demo-keys/gateway.private.json'), auditFolder },
    ],
    [
      'the keys of the issuer',
      { issuers: issuersWith(join(root, 'mocks/demo-keys/issuer.public.json')) },
    ],
  ])('in production does not start with %s when it is published with the demo', (_, section) => {
    expect(() => readGatewaySettings(section)).toThrow('published with the demo');
  });
});

describe('a subgraph', () => {
  test.each(['funds', 'provinces', 'reference'] as const)(
    'of %s does not start with the person key',
    async (subgraphName) => {
      const own = subgraphName === 'funds' ? ['voucher'] : [];
      await expect(start(subgraphName, [...own, 'person'])).rejects.toThrow(
        `Cannot start "${subgraphName}" with "person.key.json": it may not hold a person key`,
      );
    },
  );

  test('of uwv does not start with the voucher key', async () => {
    await expect(start('uwv', ['person', 'voucher'])).rejects.toThrow('may not hold a voucher key');
  });

  test('does not start with a demo key when one of its partners has real records', async () => {
    const partners: PartnerList = {
      ...synthetic,
      partners: synthetic.partners.map((one) =>
        one.id === 'otib' ? { ...one, synthetic: false } : one,
      ),
    };
    await expect(start('funds', ['voucher'], partners)).rejects.toThrow(
      'Cannot start "funds" with the voucher key of the demo, which everyone has',
    );
    await start('uwv', ['person'], partners);
  });
});

/** The modules that a module of the demo loads, now or later, by path. */
function modulesOf(path: string, found = new Map<string, string>()): ReadonlyMap<string, string> {
  if (found.has(path)) return found;
  const text = readFileSync(join(root, path), 'utf8');
  found.set(path, text);
  for (const [, specifier = ''] of text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g)) {
    modulesOf(normalize(join(dirname(path), specifier)), found);
  }
  return found;
}

const usesPersonKey = (path: string): readonly string[] =>
  [...modulesOf(path)]
    .filter(([name, text]) => name.startsWith('subgraphs/kit/ids/') || /person\.key/.test(text))
    .map(([name]) => name);

describe('the issuer of the demo', () => {
  test.each([
    ['signs tokens for the exchange', 'mocks/issuer.ts'],
    ['signs people in', 'mocks/issuer-server/start-issuer.ts'],
    ['asks the exchange for a page', 'mocks/control.ts'],
    ['starts the processes of the demo', 'mocks/start/demo.ts'],
  ])('%s without the person key: no module of %s reads or uses it', (_, path) => {
    expect(usesPersonKey(path)).toEqual([]);
  });

  test('is another process than the exchange, which has that key', () => {
    expect(usesPersonKey('mocks/exchange/main.ts')).toContain('mocks/exchange/start-exchange.ts');
    const { module } = planExchange({ root, code: root, extension: '.ts' }, 'http://127.0.0.1:1');
    expect(module).toBe(join(root, 'mocks/exchange/main.ts'));
  });
});
