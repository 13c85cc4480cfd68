import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSchools } from '../../mocks/education/start-schools.ts';
import type { PartnerSystem } from '../../mocks/partner-system.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { encodeFilter } from '../../subgraphs/kit/instruments/instrument-filter.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { movePartners } from '../../subgraphs/partners.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { usualPartners } from '../support/usual-lists.ts';

const root = projectRoot();
const keyFile = (name: string) => join(root, `mocks/demo-keys/${name}.json`);

let schools: readonly PartnerSystem[] = [];
let subgraph: Awaited<ReturnType<typeof startSubgraph>>;

beforeAll(async () => {
  schools = await startSchools(createWorld({ date: TEST_DAY }));
  const moved = movePartners(usualPartners(), new Map(schools.map(({ id, url }) => [id, url])));
  // Long, because a busy machine is no failure.
  const partners = moved.partners.map((one) => ({ ...one, deadlineMs: 30_000 }));
  subgraph = await startSubgraph({
    kind: 'education',
    port: 0,
    isDemo: true,
    partners: { ...moved, partners },
    gatewayKeys: JSON.parse(readFileSync(keyFile('gateway.public'), 'utf8')) as JSONWebKeySet,
    keyFiles: [keyFile('voucher.key'), keyFile('person.key')],
    now: () => new Date(`${TEST_DAY}T12:00:00Z`),
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await subgraph.stop();
  await Promise.all(schools.map((school) => school.stop()));
});

async function find(fields: string) {
  const query = encodeFilter({
    on: TEST_DAY,
    situation: 'SCHOOL_LEAVER',
    sector: 'CONSTRUCTION',
    regions: [{ kind: 'PROVINCIE', code: 'PV20' }],
  });
  const response = await fetch(subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `query ($keys: [_Any!]!) { _entities(representations: $keys) {
        ... on InstrumentFinder { fromSchools { ${fields} } } } }`,
      variables: { keys: [{ __typename: 'InstrumentFinder', question: query }] },
    }),
  });
  return (await response.json()) as { data: unknown; errors?: unknown };
}

const FUNDED = {
  kind: 'FUNDED_TRAINING',
  name: 'Circulair bouwen',
  status: 'OPEN',
  why: [
    'Bedoeld voor schoolverlaters. / Meant for school leavers.',
    'Voor de sector bouw. / For the sector construction.',
    'Te volgen in gemeente Groningen. / Given in Groningen (municipality).',
    'Open tot en met 25-04-2027. / Open up to and including 2027-04-25.',
    'Kosteloos voor de deelnemer. / Free of charge for the participant.',
  ],
  budgetLeftPercent: null,
  maximum: null,
};

test('a training that its school marks as funded is an instrument with its costs', async () => {
  const fields = `kind name status why budgetLeftPercent maximum { amount } applyAt
    provenance { partner synthetic }`;
  const { data, errors } = await find(fields);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    _entities: [
      {
        fromSchools: ['alfa-college', 'noorderpoort'].map((partner) => ({
          ...FUNDED,
          applyAt: `https://${partner}.example/kbou`,
          provenance: { partner, synthetic: true },
        })),
      },
    ],
  });
});

test('while a school is unavailable the funded trainings of the others are listed, and an error names it', async () => {
  const school = schools.find(({ id }) => id === 'alfa-college');
  school?.setFault('html');
  const { data, errors } = await find('provenance { partner }');
  school?.setFault(null);
  expect(data).toEqual({
    _entities: [{ fromSchools: [{ provenance: { partner: 'noorderpoort' } }] }],
  });
  expect(errors).toEqual([
    expect.objectContaining({
      path: ['_entities', 0, 'fromSchools'],
      extensions: {
        code: 'PARTNER_NO_ANSWER',
        partner: 'alfa-college',
        kind: 'education',
        fault: 'garbled',
      },
    }),
  ]);
});
