import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeFilter } from '../../subgraphs/kit/instruments/instrument-filter.ts';
import type { InstrumentFilter } from '../../subgraphs/kit/instruments/instrument-filter.ts';
import { findRegionsByInput } from '../../core/regions/find-regions.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { failureOf, startHarness } from './provinces-harness.ts';
import type { Harness } from './provinces-harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

type Asked = Partial<Omit<InstrumentFilter, 'regions'>> & { readonly place?: string };

function keyOf({ place, ...asked }: Asked): string {
  const found = place === undefined ? null : findRegionsByInput({ name: place });
  return encodeFilter({
    on: TEST_DAY,
    ...asked,
    ...(found?.ok ? { regions: found.regions.map(({ kind, code }) => ({ kind, code })) } : {}),
  });
}

interface Found {
  readonly id: string;
  readonly status: string;
  readonly why: readonly string[];
}

async function find(asked: Asked, fields = 'id status why'): Promise<readonly Found[]> {
  const key = { __typename: 'InstrumentFinder', question: keyOf(asked) };
  const { data, errors } = await harness.entity(key, `fromProvinces { ${fields} }`);
  expect(errors).toBeUndefined();
  return (data as { _entities: [{ fromProvinces: Found[] }] })._entities[0].fromProvinces;
}

test('fromProvinces gives a school leaver in bouw in Groningen the fitting subsidies with reasons', async () => {
  const asked = { situation: 'SCHOOL_LEAVER', sector: 'CONSTRUCTION', place: 'Groningen' } as const;
  const [first] = await find(
    asked,
    `id kind name status why opensOn closesOn budgetLeftPercent maximum { amount currency } applyAt
     provenance { partner asOf synthetic }`,
  );
  expect(first).toEqual({
    id: 'groningen:GR-BOUW',
    kind: 'SUBSIDY',
    name: 'Van school naar de bouw',
    status: 'OPEN',
    why: [
      'Bedoeld voor schoolverlaters. / Meant for school leavers.',
      'Voor de sector bouw. / For the sector construction.',
      'Geldt in provincie Groningen. / Valid in Groningen (province).',
      'Open tot en met 10-05-2027. / Open up to and including 2027-05-10.',
    ],
    opensOn: '2026-07-24',
    closesOn: '2027-05-10',
    budgetLeftPercent: 44,
    maximum: { amount: 2_700, currency: 'EUR' },
    applyAt: 'https://groningen.example/subsidies/gr-bouw',
    provenance: { partner: 'groningen', asOf: '2026-11-16T00:00:00Z', synthetic: true },
  });
});

test.each([
  ['SELF_EMPLOYED', 'TECHNIEK', 'Gelderland', 'gelderland:GLD-ZZP'],
  ['JOBSEEKER', 'TECHNIEK', 'Drenthe', 'drenthe:DR-TECH'],
  ['SCHOOL_LEAVER', 'CONSTRUCTION', 'Groningen', 'groningen:GR-BOUW'],
  ['EMPLOYED', 'CARE', 'Friesland', 'fryslan:FRL-ZORG'],
  ['JOB_CHANGER', 'ICT', 'Noord-Holland', 'noord-holland:NH-ICT'],
] as const)(
  '%s in %s in %s finds %s first, and can apply',
  async (situation, sector, place, id) => {
    const [first] = await find({ situation, sector, place });
    expect(first).toEqual({ id, status: 'OPEN', why: expect.any(Array) as string[] });
    expect(first?.why).toHaveLength(4);
  },
);

test('exhausted and closed subsidies come after open ones', async () => {
  const found = await find({
    situation: 'JOB_CHANGER',
    sector: 'TECHNIEK',
    place: 'Oost-Nederland',
  });
  expect(found.map(({ id, status, why }) => [id, status, why.at(-1)])).toEqual([
    ['gelderland:GLD-OVER', 'EXHAUSTED', 'Het budget is uitgeput. / The budget is exhausted.'],
    ['overijssel:OV-ORI', 'CLOSED', 'Opent op 05-01-2027. / Opens on 2027-01-05.'],
  ]);
});

test('the same filter on another day gives other instruments', async () => {
  const asked = { situation: 'JOB_CHANGER', sector: 'TECHNIEK', place: 'Overijssel' } as const;
  const statusesOn = async (on: string) =>
    (await find({ ...asked, on })).map(({ id, status }) => `${id} ${status}`);
  expect(await statusesOn('2027-01-05')).toContain('overijssel:OV-ORI OPEN');
  expect(await statusesOn('2027-12-31')).toContain('overijssel:OV-ORI CLOSED');
  expect(await statusesOn('2025-11-21')).toEqual([]);
});

test('an employer gets the subsidies for employers', async () => {
  const found = await find({ situation: 'EMPLOYER', place: 'Overijssel' });
  expect(found.map(({ id }) => id)).toContain('overijssel:OV-MKB');
  expect(found.map(({ id }) => id)).not.toContain('overijssel:OV-ORI');
});

test('while a province is unavailable the instruments of the others are listed, and an error names it', async () => {
  harness.province('fryslan').setFault('down');
  const key = {
    __typename: 'InstrumentFinder',
    question: keyOf({
      situation: 'SCHOOL_LEAVER',
      sector: 'CONSTRUCTION',
      place: 'Noord-Nederland',
    }),
  };
  const { data, errors } = await harness.entity(key, 'fromProvinces { id }');
  harness.province('fryslan').setFault(null);
  expect(data).toEqual({
    _entities: [
      {
        fromProvinces: [
          { id: 'groningen:GR-BOUW' },
          { id: 'drenthe:DR-45' },
          { id: 'drenthe:DR-BBL' },
        ],
      },
    ],
  });
  expect(errors).toEqual([failureOf('fryslan', 'unreachable', ['_entities', 0, 'fromProvinces'])]);
});

test('an invalid key is BAD_REQUEST, beside a valid one', async () => {
  const { data, errors } = await harness.ask(
    `query ($keys: [_Any!]!) { _entities(representations: $keys) {
      ... on InstrumentFinder { fromProvinces { id } } } }`,
    {
      keys: [
        { __typename: 'InstrumentFinder', question: 'bm9uc2Vucw' },
        { __typename: 'InstrumentFinder', question: keyOf({ sector: 'AVIATION' }) },
      ],
    },
  );
  expect((data as { _entities: unknown[] })._entities[0]).toBeNull();
  expect(JSON.stringify(data)).toContain('noord-holland:NH-LUCHT');
  expect(errors).toEqual([
    expect.objectContaining({ extensions: { code: 'BAD_REQUEST' }, path: ['_entities', 0] }),
  ]);
});
