/** Journeys (f), (k) and (m), as far as they are published. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReference, type ReferenceGraph } from './support/reference-harness.ts';

let graph: ReferenceGraph;

beforeAll(async () => {
  graph = await startReference();
});
afterAll(() => graph.stop());

test('Gelders Vakmanschap shows its figures exactly as published, each with its source', async () => {
  const response = await graph.ask(`{
    programme(id: "gelders-vakmanschap") {
      name period { start end } regions { code name } website
      indicators { id value qualifier unit asOf source { file title date } }
    }
  }`);
  const source = {
    file: '002_0d6731b704eda0a3.txt',
    title: 'Leve(n)lang Gelders Vakmanschap kijkt terug op geslaagd jaar: 350 nieuwe instromers',
    date: '2019-04-11',
  };
  const rest = { asOf: '2019-04-11', source };
  const unstated = { value: null, qualifier: 'ORDER_OF_MAGNITUDE', unit: 'VOUCHERS', ...rest };
  expect(response).toEqual({
    data: {
      programme: {
        name: 'Leve(n)lang Gelders Vakmanschap',
        period: { start: '2018-05-01', end: '2019-05-31' },
        regions: [{ code: 'PV25', name: 'Gelderland' }],
        website: 'https://www.geldersvakmanschap.nl',
        indicators: [
          { id: 'gv-instromers', value: 350, qualifier: 'EXACT', unit: 'PEOPLE', ...rest },
          { id: 'gv-trajecten', value: 350, qualifier: 'CIRCA', unit: 'TRAJECTORIES', ...rest },
          { id: 'gv-vouchers', value: 850, qualifier: 'EXACT', unit: 'VOUCHERS', ...rest },
          { id: 'gv-rest-ik-zoek-werk', ...unstated },
          { id: 'gv-rest-ik-werk', ...unstated },
          { id: 'gv-rest-ik-werk-buiten', ...unstated },
          { id: 'gv-rest-ik-ben-zzper', ...unstated },
          { id: 'gv-docentenpool', value: 18, qualifier: 'EXACT', unit: 'PEOPLE', ...rest },
          { id: 'gv-hybride-docenten', value: 65, qualifier: 'CIRCA', unit: 'PERCENT', ...rest },
          { id: 'gv-looptijd', value: 1, qualifier: 'EXACT', unit: 'YEARS', ...rest },
        ],
      },
    },
  });
});

test('Gelders Vakmanschap has its roles, officials and deliverables', async () => {
  const response = await graph.ask(`{
    programme(id: "gelders-vakmanschap") {
      roles { organisation { id name formerNames } role region { name } }
      officials { name office organisation { id } source { id } correction }
      publicEvents { id date place by { name office } providedBy { id } }
      deliverables { name dueOn to { id } }
    }
  }`);
  const official = { source: { id: 'gelders-vakmanschap-terugblik' }, correction: null };
  const undated = { date: null, by: null, providedBy: null };
  expect(response).toEqual({
    data: {
      programme: {
        roles: [
          ['otib', 'Wij Techniek', 'LEAD', ['OTIB']],
          ['otib', 'Wij Techniek', 'INITIATOR', ['OTIB']],
          ['gelderland', 'provincie Gelderland', 'INITIATOR'],
          ['gelderland', 'provincie Gelderland', 'FUNDER'],
          ['fnv', 'FNV', 'INITIATOR'],
          ['metaalunie', 'Metaalunie', 'INITIATOR'],
          ['uwv', 'UWV', 'ALLIANCE_PARTNER'],
          ['oom', 'OOM', 'ALLIANCE_PARTNER'],
          ['oomt', 'OOMT', 'ALLIANCE_PARTNER'],
          ['a-en-o-metalektro', 'A+O Metalektro', 'ALLIANCE_PARTNER'],
          ['vakbonden', 'vakbonden, niet bij naam genoemd', 'ALLIANCE_PARTNER'],
          ['technische-brancheorganisaties', 'technische brancheorganisaties', 'ALLIANCE_PARTNER'],
          ['praktijkopleidingsbedrijven', 'praktijkopleidingsbedrijven', 'ALLIANCE_PARTNER'],
          ['technische-rocs-gelderland', "technische roc's in Gelderland", 'ALLIANCE_PARTNER'],
          ['hbo-instellingen', 'hbo-instellingen', 'ALLIANCE_PARTNER'],
          ['techniek-academie', 'Techniek Academie', 'TRAINING_PROVIDER', [], 'Harderwijk'],
          ['technische-rocs-gelderland', "technische roc's in Gelderland", 'INTERNSHIP_PLACE'],
          ['vmbo-scholen', 'vmbo-scholen', 'INTERNSHIP_PLACE'],
        ].map(([id, name, role, formerNames = [], region]) => ({
          organisation: { id, name, formerNames },
          role,
          region: region === undefined ? null : { name: region },
        })),
        officials: [
          {
            name: 'Conny Bieze',
            office: 'gedeputeerde',
            organisation: { id: 'gelderland' },
            ...official,
          },
        ],
        publicEvents: [
          {
            id: 'gelders-vakmanschap-voucher-750',
            date: '2019-03-07',
            place: 'Harderwijk',
            by: { name: 'Conny Bieze', office: 'gedeputeerde' },
            providedBy: { id: 'techniek-academie' },
          },
          { id: 'docentenpool-start', place: null, ...undated },
          {
            id: 'presentatie-kop-van-noord-holland',
            place: 'Kop van Noord-Holland',
            ...undated,
          },
        ],
        deliverables: [
          {
            name: 'Evaluatierapport met leerpunten over de samenwerking',
            dueOn: '2019-07-01',
            to: { id: 'gelderland' },
          },
        ],
      },
    },
  });
});

test('every arbeidsmarktregio of Noord-Holland has a Servicepunt with four branches and their funds', async () => {
  const response = await graph.ask(`{
    programme(id: "servicepunt-techniek") {
      regions { kind code name }
      roles { role branch region { code } organisation { id } }
    }
  }`);
  const regions = [
    ['AM12', 'Gooi- en Vechtstreek'],
    ['AM15', 'Noord-Holland (Noord)'],
    ['AM17', 'Zaanstreek / Waterland'],
    ['AM18', 'Groot Amsterdam'],
    ['AM37', 'Zuid-Kennemerland en IJmond'],
  ] as const;
  const branches = [
    ['installatietechniek', 'otib'],
    ['metaalbewerking', 'oom'],
    ['mobiliteit', 'oomt'],
    ['metalektro', 'a-en-o-metalektro'],
  ] as const;
  expect(response).toEqual({
    data: {
      programme: {
        regions: regions.map(([code, name]) => ({ kind: 'ARBEIDSMARKTREGIO', code, name })),
        roles: [
          { role: 'INITIATOR', branch: null, region: null, organisation: { id: 'noord-holland' } },
          {
            role: 'COORDINATOR',
            branch: null,
            region: null,
            organisation: { id: 'coordinator-servicepunt-techniek' },
          },
          ...regions.flatMap(([code]) =>
            branches.map(([branch, id]) => ({
              role: 'BRANCH',
              branch,
              region: { code },
              organisation: { id },
            })),
          ),
        ],
      },
    },
  });
});

test('the table has these arbeidsmarktregio’s in Noord-Holland and no others', async () => {
  const response = await graph.ask(
    `{ region(name: "Noord-Holland") { overlaps(kind: ARBEIDSMARKTREGIO) { code } } }`,
  );
  const codes = ['AM12', 'AM15', 'AM17', 'AM18', 'AM37'];
  expect(response).toEqual({ data: { region: { overlaps: codes.map((code) => ({ code })) } } });
});

test('programmes(ids:) lists programmes in the order of the ids', async () => {
  const response = await graph.ask(`{
    programmes(ids: ["gelders-vakmanschap", "overijssels-vakmanschap", "limburgs-vakmanschap",
      "nergens-vakmanschap", "versterken-technische-sector-nh"]) {
      nodes { id name period { start } regions { name } indicators { measure { name } value min max } }
    }
  }`);
  const nodes = (response.data as { programmes: { nodes: { indicators: unknown[] }[] } }).programmes
    .nodes;
  expect(nodes.map(({ indicators, ...rest }) => ({ ...rest, figures: indicators.length }))).toEqual(
    [
      {
        id: 'gelders-vakmanschap',
        name: 'Leve(n)lang Gelders Vakmanschap',
        period: { start: '2018-05-01' },
        regions: [{ name: 'Gelderland' }],
        figures: 10,
      },
      {
        id: 'overijssels-vakmanschap',
        name: 'Overijssels Vakmanschap',
        period: null,
        regions: [{ name: 'Overijssel' }],
        figures: 1,
      },
      {
        id: 'limburgs-vakmanschap',
        name: 'Limburgs programma naar Gelders voorbeeld',
        period: null,
        regions: [{ name: 'Limburg' }],
        figures: 0,
      },
      {
        id: 'versterken-technische-sector-nh',
        name: 'Versterken technische sector',
        period: null,
        regions: [{ name: 'Noord-Holland' }],
        figures: 3,
      },
    ],
  );
});

test('an indicator of a range has min and max, and one of a magnitude has no figure', async () => {
  const response = await graph.ask(`{
    range: indicator(id: "nh-entree-in-beweging") { value min max qualifier unit }
    tens: indicator(id: "noord-drenthe") { value min max qualifier unit source { states } }
    none: indicator(id: "no-such-figure") { value }
  }`);
  expect(response).toEqual({
    data: {
      range: { value: null, min: 500, max: 1000, qualifier: 'RANGE', unit: 'PEOPLE' },
      tens: {
        value: null,
        min: null,
        max: null,
        qualifier: 'ORDER_OF_MAGNITUDE',
        unit: 'PEOPLE',
        source: {
          states:
            'In Drenthe volgden al tientallen mensen een opleiding voor een technisch vak; een getal staat er niet.',
        },
      },
      none: null,
    },
  });
});

test('an official with a wrong province in the source has a correction beside it', async () => {
  const response = await graph.ask(
    `{ programme(id: "scholingsalliantie-noord") { officials { name organisation { id } correction } } }`,
  );
  expect(response).toEqual({
    data: {
      programme: {
        officials: [
          {
            name: 'Carine Bloemhoff',
            organisation: { id: 'gemeente-groningen' },
            correction:
              'De bron schrijft haar naam op twee manieren, Bloemhof en Bloemhoff; het gaat om één wethouder.',
          },
          {
            name: 'Cees Bijl',
            organisation: { id: 'groningen' },
            correction:
              'Volgens deze bron van de provincie Groningen; het interview van het Techniekpact waarop ze steunt noemt de provincie Drenthe.',
          },
          { name: 'Sven Asijee', organisation: { id: 'otib' }, correction: null },
        ],
      },
    },
  });
});

test('an idea that no partner offers is a learning point, not an instrument', async () => {
  const response = await graph.ask(
    `{ learningPoints(topic: RISK) { text topic programme { id } } }`,
  );
  expect(response).toEqual({
    data: {
      learningPoints: [
        {
          text: 'Idee, door niemand aangeboden: een no-riskpolis, omdat vooral kleine werkgevers nu zelf alle risico dragen als zij iemand aannemen.',
          topic: 'RISK',
          programme: { id: 'samen-werk-maken-van-werk' },
        },
        {
          text: 'Ook ondernemers moeten durven; partners kunnen hen daarbij tegemoetkomen.',
          topic: 'RISK',
          programme: { id: 'samen-werk-maken-van-werk' },
        },
      ],
    },
  });
});
