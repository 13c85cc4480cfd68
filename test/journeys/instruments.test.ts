/** The instruments for a situation, sector and region, from all subgraphs. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld } from '../../mocks/world/create-world.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

interface Instrument {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly status: string;
  readonly why: readonly string[];
  readonly budgetLeftPercent: number | null;
  readonly applyAt: string | null;
  readonly provenance: { readonly partner: string; readonly synthetic: boolean };
}
type Found = Readonly<
  Record<
    'fromFunds' | 'fromSchools' | 'fromGuidance' | 'fromProvinces',
    readonly Instrument[] | null
  >
>;

const FIELDS = 'id kind name status why budgetLeftPercent applyAt provenance { partner synthetic }';
/** An instrument of a province for each of these people. */
const MEANT_FOR: Readonly<Record<string, string>> = {
  'a zzp’er in techniek in Gelderland': 'gelderland:GLD-ZZP',
  'a jobseeker in techniek in Drenthe': 'drenthe:DR-TECH',
  'a school leaver in bouw in Groningen': 'groningen:GR-BOUW',
  'an employed worker in zorg in Friesland': 'fryslan:FRL-ZORG',
  'a job changer in ICT in Noord-Holland': 'noord-holland:NH-ICT',
};
const KINDS = ['fromFunds', 'fromSchools', 'fromGuidance', 'fromProvinces'] as const;

async function find(query: string): Promise<readonly Instrument[]> {
  const parts = KINDS.map((kind) => `${kind} { ${FIELDS} }`).join(' ');
  const response = await stack.ask(null, `{ instruments(for: { ${query} }) { ${parts} } }`);
  expect(response.errors).toBeUndefined();
  const found = (response.data as { instruments: Found }).instruments;
  return KINDS.flatMap((kind) => found[kind] ?? []);
}

describe.each([
  [
    'a zzp’er in techniek in Gelderland',
    'situation: SELF_EMPLOYED, sector: TECHNIEK, region: { name: "Gelderland" }',
  ],
  [
    'a jobseeker in techniek in Drenthe',
    'situation: JOBSEEKER, sector: TECHNIEK, region: { name: "Drenthe" }',
  ],
  [
    'a school leaver in bouw in Groningen',
    'situation: SCHOOL_LEAVER, sector: CONSTRUCTION, region: { name: "Groningen" }',
  ],
  [
    'an employed worker in zorg in Friesland',
    'situation: EMPLOYED, sector: CARE, region: { name: "Friesland" }',
  ],
  [
    'a job changer in ICT in Noord-Holland',
    'situation: JOB_CHANGER, sector: ICT, region: { name: "Noord-Holland" }',
  ],
])('%s', (who, query) => {
  test('finds the open instrument of the province, with reasons and a link', async () => {
    const found = await find(query);
    const open = found.filter(({ status }) => status === 'OPEN').map(({ id }) => id);
    expect(open).toContain(MEANT_FOR[who]);
    expect(found.filter(({ why }) => why.length < 4)).toEqual([]);
    expect(found.filter(({ applyAt }) => applyAt?.startsWith('https:') !== true)).toEqual([]);
  });
});

test('each of five target groups has instruments in Noord-Nederland', async () => {
  const groups = ['EMPLOYED', 'JOB_CHANGER', 'JOBSEEKER', 'SCHOOL_LEAVER', 'SELF_EMPLOYED'];
  const counts = await Promise.all(
    groups.map(
      async (group) =>
        (await find(`targetGroup: "${group}", region: { name: "Noord-Nederland" }`)).length,
    ),
  );
  expect(counts.every((count) => count > 0)).toBe(true);
});

test('proposals in the sources are not instruments', async () => {
  const found = await find('on: "2019-04-11"');
  const names = found.map(({ name }) => name.toLowerCase()).join('\n');
  expect(names).not.toMatch(/no.?risk|persoonlijk opleidingsbudget/);
});

test('on: "2019-04-11" gives OPEN for a scheme of 2019', async () => {
  const then = await find(
    'situation: SELF_EMPLOYED, sector: TECHNIEK, region: { name: "Gelderland" }, on: "2019-04-11"',
  );
  const scheme = then.find(
    ({ provenance, name }) => provenance.partner === 'otib' && /zzp/.test(name),
  );
  expect(scheme?.status).toBe('OPEN');
});

test('voucherSchemes with all four filters and a day gives what they pay and where one applies', async () => {
  const response = await stack.ask(
    null,
    `{ voucherSchemes(filter: { funds: ["otib"], region: { name: "Gelderland" }, openOn: "${TEST_DAY}",
        sectors: [INSTALLATION_TECHNOLOGY], targetGroups: ["SELF_EMPLOYED"] }) {
      nodes { id fund { name } maximum { amount currency } applyAt contact } } }`,
  );
  const scheme = (code: string) => ({
    id: `otib:${code}`,
    fund: { name: 'Wij Techniek' },
    maximum: { amount: 2_500, currency: 'EUR' },
    applyAt: `https://otib.example/voucher-aanvragen/${code.toLowerCase()}`,
    contact: 'https://otib.example/contact',
  });
  expect(response).toEqual({
    data: { voucherSchemes: { nodes: [scheme('NU-ENERGIE'), scheme('NU-ZZP')] } },
  });
});

test('a scheme of 2019 has what it paid, and no address of its own any more', async () => {
  const response = await stack.ask(
    null,
    `{ voucherSchemes(first: 1, filter: { funds: ["oom"], programme: "gelders-vakmanschap" }) {
      nodes { id maximum { amount } applyAt contact } } }`,
  );
  expect(response).toEqual({
    data: {
      voucherSchemes: {
        nodes: [
          {
            id: 'oom:gv18-bt',
            maximum: { amount: 2_500 },
            applyAt: 'https://oom.example/voucher-aanvragen',
            contact: null,
          },
        ],
      },
    },
  });
});

test('an unknown region gives ARGUMENT_INVALID with the nearest name', async () => {
  const response = await stack.ask(
    null,
    '{ instruments(for: { region: { name: "Drente" } }) { fromFunds { id } } }',
  );
  expect(response).toMatchObject({
    data: { instruments: null },
    errors: [
      {
        path: ['instruments'],
        extensions: { code: 'ARGUMENT_INVALID' },
        message: expect.stringContaining('"Drenthe"'),
      },
    ],
  });
});

test('on: "2019-04-11" each of five situations has its scheme of Gelders Vakmanschap OPEN at four funds', async () => {
  for (const [situation, name] of [
    ['JOBSEEKER', 'Ik zoek werk in de techniek'],
    ['EMPLOYED', 'Ik werk in de techniek'],
    ['EMPLOYER', 'Ik werk in de techniek'],
    ['JOB_CHANGER', 'Ik werk buiten de techniek'],
    ['SELF_EMPLOYED', "Ik ben zzp'er in de techniek"],
  ]) {
    const response = await stack.ask(
      null,
      `{ instruments(for: { situation: ${situation}, on: "2019-04-11", region: { name: "Gelderland" } }) {
        fromFunds { name status } } }`,
    );
    const { fromFunds } = (
      response.data as { instruments: { fromFunds: { name: string; status: string }[] } }
    ).instruments;
    const own = fromFunds.filter((one) => one.name === name);
    expect(own.map(({ status }) => status)).toEqual(['OPEN', 'OPEN', 'OPEN', 'OPEN']);
  }
});

test('situation EMPLOYER gives only the schemes for employers', async () => {
  const response = await stack.ask(
    null,
    `{ instruments(for: { situation: EMPLOYER }) { fromFunds { id why } } }`,
  );
  const { fromFunds } = (
    response.data as { instruments: { fromFunds: { id: string; why: string[] }[] } }
  ).instruments;
  const meant = createWorld({ date: TEST_DAY })
    .schemes.filter(
      ({ targetGroups, opensOn }) => targetGroups.includes('EMPLOYER') && opensOn > '2020',
    )
    .map(({ fund, id }) => `${fund}:${id}`);
  expect(fromFunds.map(({ id }) => id).toSorted()).toEqual(meant.toSorted());
  expect(fromFunds.filter(({ why }) => !why[0]?.startsWith('Bedoeld voor werkgevers.'))).toEqual(
    [],
  );
});
