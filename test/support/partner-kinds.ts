/**
 * Each kind of partner with two partners: one whose responses a test spoils, and one that stays healthy. UWV is
 * alone in its kind.
 */
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';
import type { KeyDomain } from '../../subgraphs/kit/ids/key-set.ts';
import type { SchoolPartner } from '../../subgraphs/education/partner-entry.ts';
import { startFakeHttp } from './fake-http.ts';
import { schemeRow, startFakePostgres } from './fake-postgres.ts';
import { membershipOf } from './membership.ts';
import {
  DEVELOPER,
  encryptedFor,
  partnersAt,
  startSubgraphHarness,
  type GraphqlResult,
  type SubgraphHarness,
} from './subgraph-harness.ts';

interface PartnerKind {
  readonly kind: SubgraphName;
  readonly domains: readonly KeyDomain[];
  readonly spoilt: string;
  readonly healthy?: string;
  /** Asks for a record of both, and for every field that comes from the partner. */
  readonly ask: (harness: SubgraphHarness) => Promise<GraphqlResult>;
  /** The part of the data that is of the healthy partner. */
  readonly healthyPart: (data: unknown) => unknown;
}

/** What both partners of a kind know, by path of the request. */
export type Documents = Readonly<Record<string, unknown>>;

const TOKEN = { access_token: 't', token_type: 'Bearer', expires_in: 3_600 };
const BSN = '999990019';
const MOMENT = '2026-11-01T00:00:00Z';

export const UWV: Documents = {
  '/oauth/token': TOKEN,
  '/llo/membership': membershipOf('uwv', BSN),
  '/v1/personen/zoek': {
    personen: [
      {
        nummer: BSN,
        uitkeringsperioden: [
          {
            uitkeringsnummer: 'U1',
            soort: 'WW',
            begindatum: '2026-01-01',
            einddatum: '2026-06-01',
            redenEinde: 'WERK',
            bijgewerktOp: MOMENT,
          },
        ],
        werkzoekendeProfiel: {
          woongemeente: 'GM0014',
          datumAanvangBeschikbaarVoorWerk: '2026-12-01',
          aantalWerkurenPerWeekMinimaal: 16,
          aantalWerkurenPerWeekMaximaal: 36,
          codeWerkEnDenkniveauWerkzoekende: 3,
          bemiddelingsberoep: [{ omschrijving: 'lasser' }],
          sector: [{ codeSbi: '25' }],
          vakvaardigheid: [{ codelijst: 'esco', code: 'S1' }],
          maximaleReistijd: 45,
          bijgewerktOp: MOMENT,
        },
        dienstverbanden: [
          {
            dienstverbandnummer: 'D1',
            sbi: { versie: '2008', code: '25' },
            begindatum: '2026-06-01',
            einddatum: null,
            urenPerWeek: 32,
            bijgewerktOp: MOMENT,
          },
        ],
      },
    ],
  },
};

const trajectory = (number: string, voucher: string) => ({
  trajecten: [
    {
      trajectnummer: number,
      soort: 'LOOPBAAN',
      doelgroep: 'WERKENDE',
      programma: 'gelders-vakmanschap',
      regio: 'AM06',
      coachnummer: 'C1',
      begonnenOp: '2026-01-05',
      beeindigdOp: '2026-03-05',
      uitkomst: 'WERK',
      vouchers: [{ uitgever: 'otib', nummer: voucher }],
      bijgewerktOp: MOMENT,
    },
  ],
});

export const CASE_SYSTEM: Documents = {
  '/oauth/token': TOKEN,
  '/v1/trajecten/op-voucher': trajectory('T2', 'V2'),
};

const page = (...items: readonly unknown[]) => ({
  pageNumber: 1,
  hasPreviousPage: false,
  hasNextPage: false,
  items,
});

export const SCHOOL: Documents = {
  '/organizations': page({ organizationId: 'org' }),
  '/programs': page(),
  '/courses': page({
    courseId: 'c1',
    name: [{ language: 'nl-NL', value: 'Lassen' }],
    description: [{ language: 'nl-NL', value: 'Leer lassen' }],
    primaryCode: { codeType: 'crohoCreboCode', code: '25' },
    otherCodes: [{ codeType: 'x-skill', code: 'S1' }],
    duration: 'P6M',
    modeOfStudy: 'part-time',
    modeOfDelivery: ['on campus'],
    fieldsOfStudy: '0715',
    link: 'https://school.example/lassen',
    consumers: [{ consumerKey: 'llo-funding', targetGroups: ['WOMEN'], ownContribution: 10 }],
  }),
  '/organizations/org/offerings': page({
    offeringId: 'o1',
    offeringType: 'course',
    course: 'c1',
    startDate: '2027-01-04',
    endDate: '2027-06-04',
    enrollStartDate: '2026-10-01',
    enrollEndDate: '2026-12-31',
    maxNumberStudents: 20,
    enrolledNumberStudents: 5,
    addresses: [{ city: 'Groningen' }],
    priceInformation: [{ costType: 'total costs', amount: '100.50', currency: 'EUR' }],
  }),
};

export const PILOT: Readonly<Record<string, string>> = {
  Nummer: 'P1',
  'Naam pilot': 'Proef',
  Programma: 'Samenwerken aan Wendbaarheid',
  'Stand van zaken': 'loopt',
  Gebied: 'Drenthe',
  Sectoren: 'techniek|zorg',
  Doelgroepen: 'werkenden',
  Start: '01-02-2026',
  Einde: '01-02-2027',
  'Max. maanden': '12',
  Streefaantal: '1.250',
  Uitvoerders: 'Drenthe College',
  Opleidingen: 'drenthe-college:c1',
  Beschikkingen: '',
  Bijgewerkt: '01-11-2026',
};

export const csvOf = (pilot: Readonly<Record<string, string>>): string =>
  [Object.keys(pilot), Object.values(pilot)]
    .map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')}\r\n`)
    .join('');

const encrypted = (number: string) =>
  encryptedFor(DEVELOPER, 'voucher', 'llo-voucher/v1', `otib:${number}`);

const inList = (name: string, healthy: string) => (data: unknown) => {
  const { nodes } = (data as Record<string, { nodes: { id: string }[] } | null>)[name] ?? {
    nodes: [],
  };
  return nodes.filter(({ id }) => id.startsWith(`${healthy}:`));
};

const PROVENANCE = 'provenance { asOf }';

const PARTNER_KINDS: readonly PartnerKind[] = [
  {
    kind: 'uwv',
    domains: ['person'],
    spoilt: 'uwv',
    ask: (harness) =>
      harness.entities(
        DEVELOPER,
        'Person',
        [encryptedFor(DEVELOPER, 'person', 'llo-person/v1', BSN)],
        `benefitEpisodes { id type startedOn endedOn endReason ${PROVENANCE} }
         employments { id sector industry { scheme code } startedOn endedOn hoursPerWeek ${PROVENANCE} }
         jobseekerProfile { availableFrom hoursPerWeekMin hoursPerWeekMax workAndThinkingLevel occupations
           sectors skills { scheme code } maxTravelMinutes region { code } ${PROVENANCE} }`,
      ),
    healthyPart: () => null,
  },
  {
    kind: 'guidance',
    domains: ['voucher', 'person', 'coach'],
    spoilt: 'leerwerkloket-stedenvierkant',
    healthy: 'vakmanschap-coaches',
    ask: (harness) =>
      harness.entities(
        DEVELOPER,
        'Voucher',
        [encrypted('V1'), encrypted('V2')],
        `trajectory { id kind targetGroup { code } programme { id } region { kind code } coach { id }
           startedOn endedOn outcome vouchers { id } ${PROVENANCE} }`,
      ),
    healthyPart: (data) => (data as { _entities: unknown[] })._entities[0],
  },
  {
    kind: 'education',
    domains: ['voucher', 'person'],
    spoilt: 'aventus',
    healthy: 'saxion',
    ask: (harness) =>
      harness.ask(
        null,
        `{ trainings(first: 10) { nodes { id name description sector durationMonths route
             qualification { scheme code } skills { scheme code } provider { id } ${PROVENANCE}
             offerings { id startDate endDate region { kind code } seatsLeft price { amount currency } } } } }`,
      ),
    healthyPart: inList('trainings', 'saxion'),
  },
  {
    kind: 'funds',
    domains: ['voucher'],
    spoilt: 'otib',
    healthy: 'oom',
    ask: (harness) =>
      harness.ask(
        null,
        `{ voucherSchemes(first: 10) { nodes { id name type uses fund { id } programme { id } sectors
             regions { kind code } targetGroups { code } maxMonths opensOn closesOn availability
             budgetLeftPercent budget { amount } ${PROVENANCE} } } }`,
      ),
    healthyPart: inList('voucherSchemes', 'oom'),
  },
  {
    kind: 'provinces',
    domains: [],
    spoilt: 'drenthe',
    healthy: 'fryslan',
    ask: (harness) =>
      harness.ask(
        null,
        `{ pilots(first: 10) { nodes { id name programme { id } status province { code } regions { code }
             sectors targetGroups { code } startedOn endedOn maxMonths target providers { id }
             trainings { id } ${PROVENANCE} } } }`,
      ),
    healthyPart: inList('pilots', 'fryslan'),
  },
];

export interface KindUnderTest extends PartnerKind {
  readonly harness: SubgraphHarness;
}

export const isNamed = (spoilt: string, { extensions }: { readonly extensions?: object }) =>
  (extensions as { code?: unknown }).code === 'PARTNER_NO_ANSWER' &&
  (extensions as { partner?: unknown }).partner === spoilt;

/**
 * Starts the subgraphs of all kinds, each with a healthy partner. `urls` is where the spoilt ones are; `oauth` is
 * how the spoilt school gives tokens.
 */
export async function startKinds(
  urls: Readonly<Record<string, string>>,
  deadlineMs: number,
  oauth?: SchoolPartner['oauth'],
): Promise<{ readonly kinds: readonly KindUnderTest[]; readonly stop: () => Promise<void> }> {
  const routesOf = (documents: Documents) =>
    Object.fromEntries(Object.entries(documents).map(([path, body]) => [path, { body }]));
  const csv = { type: 'text/csv', body: Buffer.from(csvOf(PILOT), 'latin1') };
  const healthy = await startFakeHttp({
    ...routesOf(SCHOOL),
    '/v1/trajecten/op-voucher': { body: trajectory('T1', 'V1') },
    '/open-data/pilots.csv': csv,
  });
  const database = await startFakePostgres('array');
  database.schemes = [schemeRow({ uses: '{train}' })];
  const kinds = await Promise.all(
    PARTNER_KINDS.map(async (kind): Promise<KindUnderTest> => {
      const other = kind.kind === 'funds' ? database.url : healthy.url;
      const list = partnersAt({
        [kind.spoilt]: urls[kind.kind] ?? '',
        ...(kind.healthy !== undefined && { [kind.healthy]: other }),
      });
      const partners = list.partners.map((one) => ({
        ...one,
        ...(one.kind === 'provinces' && { register: 'dutch-csv', freshForSeconds: 0 }),
        ...(one.kind === 'education' && one.id === kind.spoilt && { oauth }),
        deadlineMs: one.id === kind.spoilt ? deadlineMs : 30_000,
      }));
      const harness = await startSubgraphHarness(kind.kind, { ...list, partners }, kind.domains);
      return { ...kind, harness };
    }),
  );
  return {
    kinds,
    stop: async () => {
      await Promise.all(kinds.map(({ harness }) => harness.stop()));
      await Promise.all([healthy.stop(), database.stop()]);
    },
  };
}
