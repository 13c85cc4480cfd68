/** Reloading the partner list of a running subgraph. */
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { readPartners, type PartnerList } from '../../subgraphs/partners.ts';
import { startSubgraph, type RunningSubgraph } from '../../subgraphs/start-subgraph.ts';

const root = projectRoot();
const all = readPartners(join(root, 'subgraphs/partners.yaml'));
const without = (id: string): PartnerList => ({
  ...all,
  partners: all.partners.filter((one) => one.id !== id),
});
let funds: RunningSubgraph;

beforeAll(async () => {
  const { publicKey } = await generateKeyPair('EdDSA');
  funds = await startSubgraph({
    kind: 'funds',
    port: 0,
    isDemo: true,
    partners: all,
    gatewayKeys: { keys: [await exportJWK(publicKey)] },
    keyFiles: [join(root, 'mocks/demo-keys/voucher.key.json')],
    log: pino({ level: 'silent' }),
  });
});
afterAll(() => funds.stop());

async function partnersListed(): Promise<readonly string[]> {
  const query = `{ _entities(representations: [{ __typename: "PartnerBoard", moment: "2026-11-21T12:00:00Z" }]) {
    ... on PartnerBoard { funds { id } } } }`;
  const response = await fetch(funds.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as {
    data: { _entities: { funds: { id: string }[] }[] };
  };
  return data._entities.flatMap((board) => board.funds.map(({ id }) => id));
}

test('reload with a list without a partner removes it, and a later reload adds it again', async () => {
  expect(await partnersListed()).toEqual(['otib', 'oom', 'oomt', 'a-en-o-metalektro']);
  funds.reload({ partners: without('oomt') });
  expect(await partnersListed()).toEqual(['otib', 'oom', 'a-en-o-metalektro']);
  funds.reload({ partners: all });
  expect(await partnersListed()).toContain('oomt');
});

test('reload throws and changes nothing for real partners with a demo key', async () => {
  const real = all.partners.map((one) => (one.id === 'otib' ? { ...one, synthetic: false } : one));
  expect(() => funds.reload({ partners: { ...without('oom'), partners: real } })).toThrow(
    'Cannot start "funds" with the voucher key of the demo',
  );
  expect(await partnersListed()).toContain('oom');
});
