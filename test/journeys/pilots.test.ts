/** Pilots of the provinces with data from other subgraphs. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type Stack } from '../support/stack.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

test('pilots gives the pilots of six provinces with target and status', async () => {
  const { data, errors } = await stack.ask(
    null,
    `{ pilots(first: 50) { nodes { id status target province { name } programme { id } } } }`,
  );
  expect(errors).toBeUndefined();
  const rows = (
    data as {
      pilots: {
        nodes: readonly {
          id: string;
          status: string;
          target: number | null;
          province: { name: string };
          programme: { id: string };
        }[];
      };
    }
  ).pilots.nodes.map(({ id, status, target, province, programme }) =>
    [province.name, id.split(':')[1], programme.id, target ?? '-', status].join(' '),
  );
  expect(rows).toEqual([
    'Drenthe DR-P1 scholingsalliantie-noord 60 FINISHED',
    'Gelderland GV-DIP gelders-vakmanschap - FINISHED',
    'Overijssel OV-P1 overijssels-vakmanschap - FINISHED',
    'Groningen GR-P2 scholingsalliantie-noord 40 RUNNING',
    'Noord-Holland NH-SPT versterken-technische-sector-nh - RUNNING',
    'Gelderland WB-1 wendbaarheid 25 FINISHED',
    'Gelderland WB-2 wendbaarheid 25 FINISHED',
    'Gelderland WB-3 wendbaarheid 25 FINISHED',
    'Noord-Holland NH-MKB versterken-technische-sector-nh - FINISHED',
    'Noord-Holland NH-MYNS versterken-technische-sector-nh - FINISHED',
    'Noord-Holland NH-ENTREE versterken-technische-sector-nh - FINISHED',
    'Noord-Holland NH-ONTW versterken-technische-sector-nh - RUNNING',
    'Fryslân FRL-P3 scholingsalliantie-noord 40 PLANNED',
  ]);
});

const ONE = `query ($id: ID!) { pilot(id: $id) {
  name regions { name kind } targetGroups { name } providers { name } trainings { name provider { id } }
  grants { name amount { amount currency } recipient { name } authority { name } } } }`;

test('pilot(id) gives regions, target groups, schools, trainings and grants', async () => {
  expect(await stack.ask(null, ONE, { id: 'gelderland:WB-1' })).toEqual({
    data: {
      pilot: {
        name: 'Van werk naar werk in de techniek',
        regions: [
          { name: 'Cleantech Regio', kind: 'COOPERATION' },
          { name: 'Deventer', kind: 'GEMEENTE' },
        ],
        targetGroups: [{ name: 'werkende' }, { name: 'baanveranderaar' }],
        providers: [{ name: 'Hogeschool Saxion' }, { name: 'ROC Aventus' }],
        trainings: [
          { name: 'Omscholing Techniek (deeltijd)', provider: { id: 'saxion' } },
          { name: 'Allround techniek, zij-instroom', provider: { id: 'aventus' } },
        ],
        grants: [
          {
            name: 'Samenwerken aan Wendbaarheid',
            amount: { amount: 386_250.75, currency: 'EUR' },
            recipient: { name: 'Hogeschool Saxion' },
            authority: { name: expect.stringContaining('Gelderland') as string },
          },
        ],
      },
    },
  });
});

test('with an unavailable school a pilot keeps the data of its province and the error names the school', async () => {
  stack.setFault('aventus', 'down');
  const { data, errors } = await stack.ask(
    null,
    '{ pilot(id: "gelderland:WB-2") { name target trainings { id name } } }',
  );
  stack.setFault('aventus', null);
  expect(data).toEqual({
    pilot: {
      name: 'Van werk naar werk in de zorg',
      target: 25,
      trainings: [
        { id: expect.stringMatching(/^saxion:/) as string, name: 'Zorgtechnologie (deeltijd)' },
        { id: expect.stringMatching(/^aventus:/) as string, name: null },
      ],
    },
  });
  expect(errors).toEqual([
    expect.objectContaining({
      extensions: {
        code: 'PARTNER_NO_ANSWER',
        partner: 'aventus',
        kind: 'education',
        fault: 'unreachable',
      },
    }),
  ]);
});
