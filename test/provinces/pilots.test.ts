import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHarness, world } from './provinces-harness.ts';
import type { Harness } from './provinces-harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const LIST = `query ($filter: PilotFilter, $first: Int! = 50, $after: String) {
  pilots(filter: $filter, first: $first, after: $after) {
    nodes { id status target province { code } } edges { cursor }
    pageInfo { hasNextPage endCursor } } }`;

interface Page {
  readonly nodes: readonly { readonly id: string; readonly status: string }[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function pageOf(variables: object, at: Harness = harness): Promise<Page> {
  const { data, errors } = await at.ask(LIST, variables);
  expect(errors).toBeUndefined();
  return (data as { pilots: Page }).pilots;
}

async function idsOf(filter: object, at: Harness = harness): Promise<readonly string[]> {
  return (await pageOf({ filter }, at)).nodes.map(({ id }) => id);
}

const ALL = [
  ['drenthe:DR-P1', 'FINISHED', 60, 'PV22'],
  ['gelderland:GV-DIP', 'FINISHED', null, 'PV25'],
  ['overijssel:OV-P1', 'FINISHED', null, 'PV23'],
  ['groningen:GR-P2', 'RUNNING', 40, 'PV20'],
  ['noord-holland:NH-SPT', 'RUNNING', null, 'PV27'],
  ['gelderland:WB-1', 'FINISHED', 25, 'PV25'],
  ['gelderland:WB-2', 'FINISHED', 25, 'PV25'],
  ['gelderland:WB-3', 'FINISHED', 25, 'PV25'],
  ['noord-holland:NH-MKB', 'FINISHED', null, 'PV27'],
  ['noord-holland:NH-MYNS', 'FINISHED', null, 'PV27'],
  ['noord-holland:NH-ENTREE', 'FINISHED', null, 'PV27'],
  ['noord-holland:NH-ONTW', 'RUNNING', null, 'PV27'],
  ['fryslan:FRL-P3', 'PLANNED', 40, 'PV21'],
] as const;

test('pilots lists all registers with target and status, by first day', async () => {
  const { nodes, pageInfo } = await pageOf({});
  expect(nodes).toEqual(
    ALL.map(([id, status, target, code]) => ({ id, status, target, province: { code } })),
  );
  expect(pageInfo.hasNextPage).toBe(false);
});

test.each([1, 5, 13])('pages of %i give every pilot once', async (first) => {
  const met: string[] = [];
  for (let after: string | null = null; ;) {
    const page: Page = await pageOf({ first, after });
    met.push(...page.nodes.map(({ id }) => id));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(met).toEqual(ALL.map(([id]) => id));
});

const WHOLE = `id name programme { id } status province { kind code } regions { kind code } sectors
  targetGroups { code } startedOn endedOn maxMonths target providers { id } trainings { id }
  grants { id number name amount { amount currency } recipient { id } authority { id } decidedOn
    programme { id } provenance { partner asOf synthetic } }
  provenance { partner asOf synthetic }`;

function trainingAt(school: string, name: string): { readonly id: string } {
  const found = world.trainings.find((one) => one.school === school && one.sector === name);
  return { id: `${school}:${found?.id ?? ''}` };
}

test('a pilot in a Windows-1252 file with semicolons and dd-mm-yyyy has all fields', async () => {
  expect(await harness.ask(`{ pilot(id: "gelderland:WB-3") { ${WHOLE} } }`)).toEqual({
    data: {
      pilot: {
        id: 'gelderland:WB-3',
        name: 'Van werk naar werk in de ICT: data én software',
        programme: { id: 'wendbaarheid' },
        status: 'FINISHED',
        province: { kind: 'PROVINCIE', code: 'PV25' },
        regions: [
          { kind: 'COOPERATION', code: 'cleantech-regio' },
          { kind: 'GEMEENTE', code: 'GM0150' },
        ],
        sectors: ['ICT'],
        targetGroups: [{ code: 'EMPLOYED' }, { code: 'JOB_CHANGER' }],
        startedOn: '2021-02-01',
        endedOn: '2022-07-15',
        maxMonths: 12,
        target: 25,
        providers: [{ id: 'saxion' }, { id: 'aventus' }],
        trainings: [trainingAt('saxion', 'ICT'), trainingAt('aventus', 'ICT')],
        grants: [
          {
            id: 'gelderland:GLD-20-1187',
            number: 'GLD-20-1187',
            name: 'Samenwerken aan Wendbaarheid',
            amount: { amount: 386_250.75, currency: 'EUR' },
            recipient: { id: 'saxion' },
            authority: { id: 'gelderland' },
            decidedOn: '2020-10-08',
            programme: { id: 'wendbaarheid' },
            provenance: { partner: 'gelderland', asOf: '2026-10-22T00:00:00Z', synthetic: true },
          },
        ],
        provenance: { partner: 'gelderland', asOf: '2026-11-09T00:00:00Z', synthetic: true },
      },
    },
  });
});

test('a pilot in a workbook, where days and amounts are numbers, has all fields', async () => {
  const { data } = await harness.ask(
    `{ pilot(id: "groningen:GR-P2") { name programme { id } status sectors regions { code } startedOn
      endedOn target providers { id } grants { id amount { amount } decidedOn }
      provenance { partner asOf synthetic } } }`,
  );
  expect(data).toEqual({
    pilot: {
      name: 'Installatietechniek voor de energietransitie',
      programme: { id: 'scholingsalliantie-noord' },
      status: 'RUNNING',
      sectors: ['INSTALLATION_TECHNOLOGY', 'ENERGY_TRANSITION'],
      regions: [{ code: 'PV20' }],
      startedOn: '2019-11-04',
      endedOn: null,
      target: 40,
      providers: [{ id: 'noorderpoort' }, { id: 'alfa-college' }],
      grants: [
        { id: 'groningen:GR-19-140', amount: { amount: 175_400.5 }, decidedOn: '2019-09-10' },
      ],
      provenance: { partner: 'groningen', asOf: '2026-11-09T00:00:00Z', synthetic: true },
    },
  });
});

test('a pilot in a UTF-8 file with commas keeps its accents, and is PLANNED', async () => {
  const { data } = await harness.ask(
    `{ pilot(id: "fryslan:FRL-P3") { name status regions { kind code } startedOn grants { id } } }`,
  );
  expect(data).toEqual({
    pilot: {
      name: 'Noardeast-Fryslân: opleiden voor en met de regio',
      status: 'PLANNED',
      regions: [{ kind: 'COOPERATION', code: 'noordoost-friesland' }],
      startedOn: null,
      grants: [],
    },
  });
});

test('Wendbaarheid is three pilots for 75 people together, in three sectors, at most a year', async () => {
  const { data } = await harness.entity(
    { __typename: 'Programme', id: 'wendbaarheid' },
    'id pilots { target maxMonths sectors province { code } } grants { id }',
  );
  const one = { target: 25, maxMonths: 12, province: { code: 'PV25' } };
  expect(data).toEqual({
    _entities: [
      {
        id: 'wendbaarheid',
        pilots: [
          { ...one, sectors: ['TECHNIEK'] },
          { ...one, sectors: ['CARE'] },
          { ...one, sectors: ['ICT'] },
        ],
        grants: [{ id: 'gelderland:GLD-20-1187' }],
      },
    ],
  });
});

test('the northern alliance has its three pilots from three registers, in the order of the plan', async () => {
  expect(await idsOf({ programme: 'scholingsalliantie-noord' })).toEqual([
    'drenthe:DR-P1',
    'groningen:GR-P2',
    'fryslan:FRL-P3',
  ]);
});

test.each([
  ['a province by its other name', { region: { name: 'friesland' } }, ['fryslan:FRL-P3']],
  [
    'a town in another province than the one that pays',
    { region: { name: 'Deventer' } },
    ['overijssel:OV-P1', 'gelderland:WB-1', 'gelderland:WB-2', 'gelderland:WB-3'],
  ],
  [
    'techniek, its branches included',
    { sectors: ['TECHNIEK'], region: { name: 'Noord-Nederland' } },
    ['drenthe:DR-P1', 'groningen:GR-P2', 'fryslan:FRL-P3'],
  ],
  ['a branch alone', { sectors: ['MANUFACTURING'] }, ['noord-holland:NH-MKB']],
  ['a status', { statuses: ['PLANNED', 'UNKNOWN'] }, ['fryslan:FRL-P3']],
  ['a target group', { targetGroups: ['VULNERABLE_YOUTH'] }, ['noord-holland:NH-ENTREE']],
  ['a programme that nobody knows', { programme: 'nergens' }, []],
])('pilots are narrowed by %s', async (_, filter, expected) => {
  expect(await idsOf(filter)).toEqual(expected);
});

test('Pilot.status is as of today, by dates before the word in the register', async () => {
  const then = await startHarness({ now: '2021-03-15T12:00:00Z' });
  const { nodes } = await pageOf({ filter: { region: { code: 'PV27' } } }, then);
  expect(nodes.map(({ id, status }) => `${id} ${status}`)).toEqual([
    'noord-holland:NH-SPT RUNNING',
    'noord-holland:NH-MKB RUNNING',
    'noord-holland:NH-MYNS PLANNED',
    'noord-holland:NH-ENTREE PLANNED',
    'noord-holland:NH-ONTW PLANNED',
  ]);
  await then.stop();
});

test.each(['drenthe:NIETS', 'zeeland:1', 'drenthe', ''])(
  'a pilot that no register holds (%j) is null without an error',
  async (id) => {
    const { data, errors } = await harness.ask(`query ($id: ID!) { pilot(id: $id) { id } }`, {
      id,
    });
    expect({ data, errors }).toEqual({ data: { pilot: null }, errors: undefined });
  },
);

test('pilots and grants resolve by their keys', async () => {
  const { data } = await harness.ask(
    `query ($keys: [_Any!]!) { _entities(representations: $keys) {
      ... on Pilot { id name } ... on Grant { id number name } } }`,
    {
      keys: [
        { __typename: 'Grant', id: 'gelderland:GLD-18-0412' },
        { __typename: 'Pilot', id: 'noord-holland:NH-MYNS' },
        { __typename: 'Grant', id: 'gelderland:P-0001' },
      ],
    },
  );
  expect(data).toEqual({
    _entities: [
      {
        id: 'gelderland:GLD-18-0412',
        number: 'GLD-18-0412',
        name: 'Leve(n)lang Gelders Vakmanschap',
      },
      { id: 'noord-holland:NH-MYNS', name: 'Mind your next step' },
      { id: 'gelderland:P-0001', number: null, name: null },
    ],
  });
});

test('an unknown region is ARGUMENT_INVALID with the nearest names', async () => {
  const { data, errors } = await harness.ask(LIST, { filter: { region: { name: 'Drente' } } });
  expect(data).toEqual({ pilots: null });
  expect(errors).toEqual([
    expect.objectContaining({
      message: expect.stringContaining('"Drenthe"') as string,
      extensions: { code: 'ARGUMENT_INVALID' },
    }),
  ]);
});

test('an unknown target group is ARGUMENT_INVALID with the nearest code', async () => {
  const { data, errors } = await harness.ask(LIST, { filter: { targetGroups: ['WOMAN'] } });
  expect(data).toEqual({ pilots: null });
  expect(errors).toEqual([
    {
      message: 'Cannot use this target group: did you mean "WOMEN"?',
      path: ['pilots'],
      extensions: { code: 'ARGUMENT_INVALID' },
    },
  ]);
});

test.each([0, 101, -1])('first: %i is ARGUMENT_INVALID', async (first) => {
  const { errors } = await harness.ask(LIST, { first });
  expect(errors).toEqual([
    expect.objectContaining({ extensions: { code: 'ARGUMENT_INVALID' }, path: ['pilots'] }),
  ]);
});

test('a cursor of another filter, and a text that is no cursor, are CURSOR_INVALID', async () => {
  const { edges } = await pageOf({ first: 2 });
  const strange = [
    { after: edges[0]?.cursor, filter: { programme: 'wendbaarheid' } },
    { after: 'bm9uc2Vucw' },
    { after: '' },
    { after: Buffer.from('{"q":1}').toString('base64url') },
  ];
  const responses = await Promise.all(strange.map((variables) => harness.ask(LIST, variables)));
  for (const { errors } of responses) {
    expect(errors).toEqual([expect.objectContaining({ extensions: { code: 'CURSOR_INVALID' } })]);
  }
});
