/** Journey (j), and regions that are unknown, incomplete or without a partner. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onlySchool, startReference, type ReferenceGraph } from './support/reference-harness.ts';

let graph: ReferenceGraph;

beforeAll(async () => {
  graph = await startReference();
});
afterAll(() => graph.stop());

test('AM06 has its municipalities and crosses three provinces, on two days', async () => {
  const response = await graph.ask(`{
    region(name: "Stedendriehoek en Noord-Veluwe") {
      kind code name hasPartners
      in2019: members(on: "2019-04-11") { name }
      today: members { name }
      provincesThen: overlaps(kind: PROVINCIE, on: "2019-04-11") { code name }
      provincesNow: overlaps(kind: PROVINCIE) { code name }
    }
  }`);
  const named = (names: readonly string[]) => names.map((name) => ({ name }));
  const always =
    'Apeldoorn Brummen Deventer Elburg Epe Ermelo Harderwijk Lochem Nunspeet Olst-Wijhe Putten Voorst Zeewolde Zutphen';
  const sorted = (rows: readonly { readonly name: string }[]) =>
    rows.toSorted((a, b) => a.name.localeCompare(b.name));
  const { in2019, today, ...rest } = (
    response.data as { region: Record<'in2019' | 'today', { name: string }[]> }
  ).region;
  const provinces = [
    { code: 'PV23', name: 'Overijssel' },
    { code: 'PV24', name: 'Flevoland' },
    { code: 'PV25', name: 'Gelderland' },
  ];
  expect({
    ...rest,
    in2019: sorted(in2019),
    today: sorted(today),
    errors: response.errors,
  }).toEqual({
    kind: 'ARBEIDSMARKTREGIO',
    code: 'AM06',
    name: 'Stedendriehoek en Noordwest Veluwe',
    hasPartners: true,
    in2019: named(always.split(' ')),
    today: sorted(named([...always.split(' '), 'Heerde'])),
    provincesThen: provinces,
    provincesNow: provinces,
    errors: undefined,
  });
});

test('region(name:) prefers the province among regions of one name', async () => {
  const response = await graph.ask(`{
    province: region(name: "friesland") { kind code aliases }
    labour: region(name: "FRIESLAND", kind: ARBEIDSMARKTREGIO) { kind code aliases }
    town: region(code: "gm0200") { kind code name }
  }`);
  expect(response).toEqual({
    data: {
      province: { kind: 'PROVINCIE', code: 'PV21', aliases: ['Friesland'] },
      labour: { kind: 'ARBEIDSMARKTREGIO', code: 'AM02', aliases: ['Fryslân'] },
      town: { kind: 'GEMEENTE', code: 'GM0200', name: 'Apeldoorn' },
    },
  });
});

test('members and overlaps are null for a region that the table has only in part', async () => {
  const response = await graph.ask(`{
    limburg: region(name: "Limburg") { members { name } overlaps { name } }
    south: region(name: "Zuid-Nederland") { members { name } members2: members(kind: PROVINCIE) { name } }
  }`);
  expect(response).toEqual({
    data: {
      limburg: { members: null, overlaps: null },
      south: { members: null, members2: [{ name: 'Noord-Brabant' }, { name: 'Limburg' }] },
    },
  });
});

test('hasPartners is false for a region without a partner', async () => {
  const response = await graph.ask(`{
    zeeland: region(name: "Zeeland") { hasPartners }
    achterhoek: region(name: "Achterhoek") { hasPartners }
    emmen: region(name: "Emmen") { hasPartners }
  }`);
  expect(response).toEqual({
    data: {
      zeeland: { hasPartners: false },
      achterhoek: { hasPartners: true },
      emmen: { hasPartners: true },
    },
  });
});

test('whether a region has partners follows the partner list', async () => {
  const small = await startReference(onlySchool('firda', 'Firda'));
  const query = `{
    north: region(name: "Leeuwarden") { hasPartners }
    all: region(name: "Fryslân") { hasPartners }
    east: region(name: "Gelderland") { hasPartners }
  }`;
  expect(await small.ask(query)).toEqual({
    data: {
      north: { hasPartners: true },
      all: { hasPartners: true },
      east: { hasPartners: false },
    },
  });
  await small.stop();
});

test.each([
  [`{ region(name: "Gelderlant") { code } }`, '; nearest are "Gelderland"'],
  [`{ region(name: "Timboektoe") { code } }`, ''],
  [
    `{ instruments(for: { region: { name: "Overijsel" } }) { question } }`,
    '; nearest are "Overijssel"',
  ],
])('%s is ARGUMENT_INVALID with the nearest names', async (query, nearest) => {
  const field = query.includes('instruments') ? 'instruments' : 'region';
  expect(await graph.ask(query)).toEqual({
    data: { [field]: null },
    errors: [
      {
        message: `Cannot use this region: No region has this name${nearest}`,
        path: [field],
        extensions: { code: 'ARGUMENT_INVALID' },
      },
    ],
  });
});

test('a region needs a code or a name', async () => {
  expect(await graph.ask(`{ region(kind: PROVINCIE) { code } }`)).toEqual({
    data: { region: null },
    errors: [
      {
        message: 'Cannot use this region: A region needs a code or a name',
        path: ['region'],
        extensions: { code: 'ARGUMENT_INVALID' },
      },
    ],
  });
});
