/** One programme with data from all subgraphs, and compared with other programmes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld } from '../../mocks/world/create-world.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const world = createWorld({ date: TEST_DAY });
let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const PROGRAMME = `{ programme(id: "gelders-vakmanschap") {
  name period { start end } regions { kind code name } website
  indicators { id measure { name } value min max qualifier unit asOf correction
    source { file title publisher date } }
  pilots { id name status sectors regions { name } targetGroups { name } startedOn endedOn target
    providers { name } trainings { name provider { name } } grants { id }
    provenance { partner synthetic } }
  grants { id name amount { amount currency } recipient { name } authority { name } decidedOn
    provenance { partner synthetic } }
  roles { role organisation { name formerNames } region { name } since }
  officials { name office organisation { name } source { file } correction }
  publicEvents { name date place by { name office organisation { name } } providedBy { name }
    source { file } }
  deliverables { name dueOn to { name } source { file } }
  voucherSchemes { type fund { name } availability budgetLeftPercent provenance { synthetic } }
} }`;

const FILE = '002_0d6731b704eda0a3.txt';
const PROVINCE = { name: 'provincie Gelderland' };
const FROM_REGISTER = { partner: 'gelderland', synthetic: true };

function figure(id: string, name: string, value: number | null, qualifier: string, unit: string) {
  const source = {
    file: FILE,
    title: 'Leve(n)lang Gelders Vakmanschap kijkt terug op geslaagd jaar: 350 nieuwe instromers',
    publisher: 'OTIB',
    date: '2019-04-11',
  };
  const measured = { id, measure: { name }, value, min: null, max: null, qualifier, unit };
  return { ...measured, asOf: '2019-04-11', correction: null, source };
}

function restOf(id: string, kind: string) {
  const name = `resterende vouchers '${kind}'`;
  return figure(id, name, null, 'ORDER_OF_MAGNITUDE', 'VOUCHERS');
}

const FIGURES = [
  {
    ...figure('gv-instromers', 'nieuwe instromers in de techniek', 350, 'EXACT', 'PEOPLE'),
    correction: expect.stringContaining('11 april 2019') as unknown,
  },
  figure('gv-trajecten', 'uitgevoerde begeleidingstrajecten', 350, 'CIRCA', 'TRAJECTORIES'),
  figure('gv-vouchers', 'uitgereikte vouchers', 850, 'EXACT', 'VOUCHERS'),
  restOf('gv-rest-ik-zoek-werk', 'Ik zoek werk in de techniek'),
  restOf('gv-rest-ik-werk', 'Ik werk in de techniek'),
  restOf('gv-rest-ik-werk-buiten', 'Ik werk buiten de techniek'),
  restOf('gv-rest-ik-ben-zzper', "Ik ben zzp'er in de techniek"),
  figure(
    'gv-docentenpool',
    'deelnemers aan de docenten- en instructeurspool',
    18,
    'EXACT',
    'PEOPLE',
  ),
  figure(
    'gv-hybride-docenten',
    'aandeel van eerdere deelnemers dat als hybride docent verbonden bleef',
    65,
    'CIRCA',
    'PERCENT',
  ),
  figure('gv-looptijd', 'looptijd', 1, 'EXACT', 'YEARS'),
];

/** The source gives no target; its eighteen participants are a figure. */
const PILOT = {
  id: 'gelderland:GV-DIP',
  name: 'Docenten- en instructeurspool Technische Branches',
  status: 'FINISHED',
  sectors: ['EDUCATION', 'TECHNIEK'],
  regions: [{ name: 'Gelderland' }],
  targetGroups: [{ name: 'werkende' }],
  startedOn: '2018-10-01',
  endedOn: null,
  target: null,
  providers: [{ name: 'Techniek Academie' }],
  trainings: [
    {
      name: 'Docenten- en instructeurspool techniek',
      provider: { name: 'Techniek Academie' },
    },
  ],
  grants: [{ id: 'gelderland:GLD-18-0412' }],
  provenance: FROM_REGISTER,
};
const GRANT = {
  id: 'gelderland:GLD-18-0412',
  name: 'Leve(n)lang Gelders Vakmanschap',
  amount: { amount: 912_500, currency: 'EUR' },
  recipient: { name: 'Wij Techniek' },
  authority: PROVINCE,
  decidedOn: '2018-04-12',
  provenance: FROM_REGISTER,
};

const roleOf = (role: string, name: string, region: string | null = null) => ({
  role,
  organisation: { name, formerNames: name === 'Wij Techniek' ? ['OTIB'] : [] },
  region: region === null ? null : { name: region },
  since: role === 'LEAD' ? '2018-05-01' : null,
});
const ROLES = [
  roleOf('LEAD', 'Wij Techniek'),
  roleOf('INITIATOR', 'Wij Techniek'),
  roleOf('INITIATOR', 'provincie Gelderland'),
  roleOf('FUNDER', 'provincie Gelderland'),
  roleOf('INITIATOR', 'FNV'),
  roleOf('INITIATOR', 'Metaalunie'),
  roleOf('ALLIANCE_PARTNER', 'UWV'),
  roleOf('ALLIANCE_PARTNER', 'OOM'),
  roleOf('ALLIANCE_PARTNER', 'OOMT'),
  roleOf('ALLIANCE_PARTNER', 'A+O Metalektro'),
  roleOf('ALLIANCE_PARTNER', 'vakbonden, niet bij naam genoemd'),
  roleOf('ALLIANCE_PARTNER', 'technische brancheorganisaties'),
  roleOf('ALLIANCE_PARTNER', 'praktijkopleidingsbedrijven'),
  roleOf('ALLIANCE_PARTNER', "technische roc's in Gelderland"),
  roleOf('ALLIANCE_PARTNER', 'hbo-instellingen'),
  roleOf('TRAINING_PROVIDER', 'Techniek Academie', 'Harderwijk'),
  roleOf('INTERNSHIP_PLACE', "technische roc's in Gelderland"),
  roleOf('INTERNSHIP_PLACE', 'vmbo-scholen'),
];

const deputy = { name: 'Conny Bieze', office: 'gedeputeerde', organisation: PROVINCE };
const stated = { source: { file: FILE }, correction: null };
const OFFICIALS = [{ ...deputy, ...stated }];

const unknown = { date: null, place: null, by: null, providedBy: null, source: { file: FILE } };
const EVENTS = [
  {
    name: 'Uitreiking van de 750e voucher',
    date: '2019-03-07',
    place: 'Harderwijk',
    by: deputy,
    providedBy: { name: 'Techniek Academie' },
    source: { file: FILE },
  },
  { ...unknown, name: 'Start van de docenten- en instructeurspool (begin oktober 2018)' },
  {
    ...unknown,
    name: 'Presentatie over Gelders Vakmanschap voor bestuurders',
    place: 'Kop van Noord-Holland',
  },
];

const FUND_NAMES = {
  'a-en-o-metalektro': 'A+O Metalektro',
  oom: 'OOM',
  oomt: 'OOMT',
  otib: 'Wij Techniek',
};
const SCHEMES = world.schemes
  .filter(({ programme }) => programme === 'gelders-vakmanschap')
  .map(({ type, fund }) => ({
    type,
    fund: { name: FUND_NAMES[fund] },
    availability: 'CLOSED',
    budgetLeftPercent: null, // Each budget is worth fewer than 100 vouchers.
    provenance: { synthetic: true },
  }));

test('programme(id) gives figures, pilots, grants, roles, officials, events, deliverables and schemes', async () => {
  expect(await stack.ask(null, PROGRAMME)).toEqual({
    data: {
      programme: {
        name: 'Leve(n)lang Gelders Vakmanschap',
        period: { start: '2018-05-01', end: '2019-05-31' },
        regions: [{ kind: 'PROVINCIE', code: 'PV25', name: 'Gelderland' }],
        website: 'https://www.geldersvakmanschap.nl',
        indicators: FIGURES,
        pilots: [PILOT],
        grants: [GRANT],
        roles: ROLES,
        officials: OFFICIALS,
        publicEvents: EVENTS,
        deliverables: [
          {
            name: 'Evaluatierapport met leerpunten over de samenwerking',
            dueOn: '2019-07-01',
            to: PROVINCE,
            source: { file: FILE },
          },
        ],
        voucherSchemes: expect.toSatisfy(isSame(SCHEMES)) as unknown,
      },
    },
  });
});

/** Compares rows without their order; another test checks the order of schemes. */
function isSame(expected: readonly object[]) {
  const texts = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).toSorted();
  return (rows: readonly object[]) => texts(rows).join() === texts(expected).join();
}

test('programmes(ids) gives the programmes of Gelderland, Overijssel, Limburg and Noord-Holland', async () => {
  const response = await stack.ask(
    null,
    `{ programmes(ids: ["gelders-vakmanschap", "overijssels-vakmanschap", "limburgs-vakmanschap",
      "versterken-technische-sector-nh"]) { nodes {
        id period { start end } regions { name } indicators { id }
        pilots { name status } grants { recipient { name } authority { name } }
        roles { role organisation { id } } voucherSchemes { type } } } }`,
  );
  interface Compared {
    readonly indicators: readonly object[];
    readonly roles: readonly { readonly role: string; readonly organisation: { id: string } }[];
    readonly voucherSchemes: readonly { readonly type: string }[];
  }
  const { nodes } = (response.data as { programmes: { nodes: readonly Compared[] } }).programmes;
  const compared = nodes.map(({ indicators, roles, voucherSchemes, ...side }) => ({
    ...side,
    figures: indicators.length,
    funders: roles
      .filter(({ role }) => role === 'FUNDER')
      .map(({ organisation }) => organisation.id),
    schemes: voucherSchemes.length,
    types: [...new Set(voucherSchemes.map(({ type }) => type))].toSorted(),
  }));
  const finished = (name: string) => ({ name, status: 'FINISHED' });
  const running = (name: string) => ({ name, status: 'RUNNING' });
  const grant = (recipient: string, province: string) => ({
    recipient: { name: recipient },
    authority: { name: `provincie ${province}` },
  });
  expect(response.errors).toBeUndefined();
  expect(compared).toEqual([
    {
      id: 'gelders-vakmanschap',
      period: { start: '2018-05-01', end: '2019-05-31' },
      regions: [{ name: 'Gelderland' }],
      pilots: [finished('Docenten- en instructeurspool Technische Branches')],
      grants: [grant('Wij Techniek', 'Gelderland')],
      figures: 10,
      funders: ['gelderland'],
      schemes: 16,
      types: [
        'RETRAINING_INTO_TECH',
        'SEEKING_WORK_IN_TECH',
        'SELF_EMPLOYED_IN_TECH',
        'WORKING_IN_TECH',
      ],
    },
    {
      id: 'overijssels-vakmanschap',
      period: null,
      regions: [{ name: 'Overijssel' }],
      pilots: [finished('Overijssels Vakmanschap: coördinatie en coaching')],
      grants: [grant('Wij Techniek', 'Overijssel')],
      figures: 1,
      funders: [],
      schemes: 12,
      types: ['RETRAINING_INTO_TECH', 'SEEKING_WORK_IN_TECH', 'WORKING_IN_TECH'],
    },
    {
      id: 'limburgs-vakmanschap',
      period: null,
      regions: [{ name: 'Limburg' }],
      pilots: [],
      grants: [],
      figures: 0,
      funders: [],
      schemes: 1,
      types: ['GENERIC'],
    },
    {
      id: 'versterken-technische-sector-nh',
      period: null,
      regions: [{ name: 'Noord-Holland' }],
      pilots: [
        running('Servicepunt Techniek'),
        finished('MKB-route: metroleerlijn'),
        finished('Mind your next step'),
        finished('Entree in Beweging'),
        running('Ontwikkelfonds: een vak leren en bijhouden'),
      ],
      grants: [grant('Smart Makers Academy', 'Noord-Holland')],
      figures: 3,
      funders: ['noord-holland'],
      schemes: 4,
      types: ['ORIENTATION', 'SUPPORT', 'TRAINING'],
    },
  ]);
});
