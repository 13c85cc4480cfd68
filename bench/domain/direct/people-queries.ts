/** Hand-written programs for queries about people: job seekers, and a coach's caseload. */
import type { IdOf } from './id-order.ts';
import { vouchersAt, type Voucher } from './fund-sql.ts';
import * as ooapi from './ooapi.ts';
import { by, groupBy, pageOf } from './order.ts';
import type { Partners } from './partners.ts';
import { partnerName, region } from './published.ts';

interface Person {
  readonly nummer: string;
  readonly werkzoekendeProfiel?: Profile | null;
  readonly uitkeringsperioden?: readonly {
    readonly uitkeringsnummer: string;
    readonly begindatum: string;
    readonly einddatum: string | null;
  }[];
}

interface Profile {
  readonly woongemeente: string | null;
  readonly datumAanvangBeschikbaarVoorWerk: string | null;
  readonly aantalWerkurenPerWeekMinimaal: number | null;
  readonly aantalWerkurenPerWeekMaximaal: number | null;
  readonly maximaleReistijd: number | null;
  readonly bemiddelingsberoep: readonly { readonly omschrijving: string }[];
  readonly sector: readonly { readonly codeSbi: string }[];
  readonly vakvaardigheid: readonly { readonly codelijst: string; readonly code: string }[];
}

/** The people at UWV with these numbers, with one part of their record. */
async function peopleAt({ uwv }: Partners, nummers: readonly string[], veld: string) {
  const body = { nummers, velden: [veld] };
  const { personen } = await uwv.http.postJson<{ personen: readonly Person[] }>(
    '/v1/personen/zoek',
    body,
  );
  return new Map(personen.map((one) => [one.nummer, one]));
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

/** Industries (SBI) by sector; all others are `OTHER`. */
const INDUSTRIES: readonly (readonly [sector: string, prefixes: readonly string[]])[] = [
  ['TECHNIEK', ['45', '71', '95']],
  ['INSTALLATION_TECHNOLOGY', ['432']],
  ['CONSTRUCTION', ['41', '42', '43']],
  ['CARE', ['86', '87', '88']],
  ['ICT', ['62', '63']],
  ['PAPER_AND_BOARD', ['17']],
  ['MANUFACTURING', range(10, 33)],
  ['AVIATION', ['51']],
  ['ENERGY_TRANSITION', ['35']],
  ['EDUCATION', ['85']],
];
/** Engineering and its branches. */
const ENGINEERING = ['45', '71', '95', '432', '17', '35', ...range(10, 16), ...range(18, 33)];

function sectorOf(code: string): string {
  const found = INDUSTRIES.find(([, prefixes]) => prefixes.some((one) => code.startsWith(one)));
  return found?.[0] ?? 'OTHER';
}

/** 15: job seekers in engineering. */
export async function jobseekers(partners: Partners, _today: string, idOf: IdOf) {
  const { werkzoekenden } = await partners.uwv.http.postJson<{
    werkzoekenden: readonly { readonly nummer: string }[];
  }>('/v1/werkzoekenden/zoek', { sbi: ENGINEERING, aantal: 250 });
  const page = pageOf(
    werkzoekenden.toSorted(by(({ nummer }) => idOf('llo-person/v1', nummer))),
    10,
  );
  const numbers = page.nodes.map(({ nummer }) => nummer);
  const people = await peopleAt(partners, numbers, 'werkzoekendeProfiel');
  const nodes = numbers.map((number) => ({
    jobseekerProfile: profileOf(people.get(number)?.werkzoekendeProfiel ?? null),
  }));
  return { jobseekers: { ...page, nodes } };
}

function profileOf(profile: Profile | null) {
  if (profile === null) return null;
  return {
    occupations: profile.bemiddelingsberoep.map(({ omschrijving }) => omschrijving),
    availableFrom: profile.datumAanvangBeschikbaarVoorWerk,
    hoursPerWeekMin: profile.aantalWerkurenPerWeekMinimaal,
    hoursPerWeekMax: profile.aantalWerkurenPerWeekMaximaal,
    maxTravelMinutes: profile.maximaleReistijd,
    region: region(profile.woongemeente),
    sectors: [...new Set(profile.sector.map(({ codeSbi }) => sectorOf(codeSbi)))],
    skills: profile.vakvaardigheid.map(({ codelijst, code }) => ({ scheme: codelijst, code })),
    provenance: { synthetic: true },
  };
}

interface Trajectory {
  readonly trajectnummer: string;
  readonly soort: string;
  readonly regio: string | null;
  readonly begonnenOp: string;
  readonly uitkomst: string | null;
  readonly vouchers: readonly { readonly uitgever: string; readonly nummer: string }[];
}

const KINDS: Readonly<Record<string, string>> = {
  WERKLOOS_NAAR_WERK: 'UNEMPLOYED_TO_WORK',
  WERK_NAAR_WERK: 'WORK_TO_WORK',
  LOOPBAAN: 'GUIDANCE',
};
const OUTCOMES: Readonly<Record<string, string>> = {
  WERK: 'TO_WORK',
  OPLEIDING: 'TO_TRAINING',
  GESTOPT: 'STOPPED',
  LOOPT: 'RUNNING',
};

/** 17: the people guided by the coach's organisation, with their trainings, benefits and vouchers. */
export async function caseload(partners: Partners, _today: string, idOf: IdOf) {
  const [{ id: system, http } = partners.uwv] = partners.caseSystems;
  const { trajecten } = await http.postJson<{ trajecten: readonly Trajectory[] }>('/v1/caseload', {
    // The last day is whole.
    aantal: 61,
  });
  const order = by<Trajectory>(
    ({ begonnenOp }) => begonnenOp,
    ({ trajectnummer }) => idOf('llo-trajectory/v1', `${system}:${trajectnummer}`),
  );
  const page = pageOf(
    trajecten.toSorted((a, b) => order(b, a)),
    10,
  );
  const trajectnummers = page.nodes.map((one) => one.trajectnummer);
  const [numbers, vouchers] = await Promise.all([
    http
      .postJson<{
        personen: readonly { readonly trajectnummer: string; readonly nummer: string }[];
      }>('/v1/trajecten/personen', { trajectnummers })
      .then(({ personen }) => new Map(personen.map((one) => [one.trajectnummer, one.nummer]))),
    vouchersOf(
      partners,
      page.nodes.flatMap((one) => one.vouchers),
    ),
  ]);
  const people = await createPeople(partners, [...new Set(numbers.values())], idOf);
  const nodes = await Promise.all(
    page.nodes.map(async (one) => ({
      kind: KINDS[one.soort] ?? null,
      startedOn: one.begonnenOp,
      outcome: OUTCOMES[one.uitkomst ?? ''] ?? 'UNKNOWN',
      region: region(one.regio),
      person: await people(numbers.get(one.trajectnummer) ?? null),
      vouchers: one.vouchers
        .toSorted(by(({ uitgever, nummer }) => idOf('llo-voucher/v1', `${uitgever}:${nummer}`)))
        .map(({ uitgever, nummer }) => {
          const found = vouchers.get(`${uitgever}:${nummer}`);
          return {
            status: found?.status ?? null,
            issuedOn: found?.issuedOn ?? null,
            scheme: found ? { name: found.scheme } : null,
          };
        }),
      provenance: { partner: system, synthetic: true },
    })),
  );
  return { caseload: { ...page, nodes } };
}

/** One statement for each fund that issued one of them. */
async function vouchersOf(
  { funds }: Partners,
  wanted: readonly { readonly uitgever: string; readonly nummer: string }[],
): Promise<ReadonlyMap<string, Voucher>> {
  const perFund = await Promise.all(
    [...groupBy(wanted, ({ uitgever }) => uitgever)].flatMap(([id, own]) => {
      const fund = funds.find((one) => one.id === id);
      return fund ? [vouchersAt(fund, { numbers: own.map(({ nummer }) => nummer) })] : [];
    }),
  );
  return new Map(perFund.flat().map((one) => [`${one.fund}:${one.number}`, one]));
}

/** Benefits at UWV and enrolments at every school with person lookup, with one call to each for all people. */
async function createPeople(partners: Partners, numbers: readonly string[], idOf: IdOf) {
  const schools = partners.schools.filter(({ hasPersonLookup }) => hasPersonLookup);
  const [files, ...enrolled] = await Promise.all([
    peopleAt(partners, numbers, 'uitkeringsperioden'),
    ...schools.map((school) => ooapi.associationsOfPeople(school, numbers)),
  ]);
  const trainingName = ooapi.createTrainingNames();
  return async (number: string | null) => {
    if (number === null) return null;
    const enrolments = schools
      .flatMap((school, index) =>
        (enrolled[index]?.get(number) ?? []).map((association) => ({ school, association })),
      )
      .toSorted(
        by(
          ({ association }) => association.offering?.startDate ?? '',
          ({ school, association }) =>
            idOf('llo-enrolment/v1', `${school.id}:${association.associationId}`),
        ),
      );
    return {
      benefitEpisodes: benefitsOf(files.get(number), idOf),
      // One school has no person lookup, so an empty list would not be certain.
      enrolments:
        enrolments.length === 0
          ? null
          : await Promise.all(
              enrolments.map(async ({ school, association }) => ({
                status: ooapi.statusOf(association),
                training: { name: await trainingName(school, association) },
              })),
            ),
    };
  };
}

function benefitsOf(file: Person | undefined, idOf: IdOf) {
  if (file === undefined) return null;
  return (file.uitkeringsperioden ?? [])
    .toSorted(
      by(
        ({ begindatum }) => begindatum,
        ({ uitkeringsnummer }) => idOf('llo-benefit/v1', `uwv:${uitkeringsnummer}`),
      ),
    )
    .map(({ begindatum, einddatum }) => ({ startedOn: begindatum, endedOn: einddatum }));
}

/** 19: the state of all partners. */
export async function partnerStates({ funds, schools, uwv, caseSystems, provinces }: Partners) {
  const files = {
    dutch: '/open-data/pilots.csv',
    coded: '/export/pilots.csv',
    workbook: '/bestanden/register.xlsx',
  };
  const requests = {
    funds: funds.map(({ id, ask }) => state(id, ask('select 1'))),
    education: schools.map(({ id, http }) => state(id, http.getJson('/'))),
    uwv: [state(uwv.id, uwv.http.getJson('/v1/status'))],
    guidance: caseSystems.map(({ id, http }) => state(id, http.getJson('/v1/status'))),
    provinces: provinces.map(({ id, http, register }) =>
      state(
        id,
        http.readFile(files[register], (bytes) => bytes.length),
      ),
    ),
  };
  const states = await Promise.all(
    Object.entries(requests).map(
      async ([subgraph, all]) => [subgraph, await Promise.all(all)] as const,
    ),
  );
  return { partners: Object.fromEntries(states) };
}

async function state(id: string, asked: Promise<unknown>) {
  const hasData = await asked.then(
    () => true,
    () => false,
  );
  return {
    name: partnerName(id),
    state: hasData ? 'ANSWERING' : 'SILENT',
    fault: hasData ? null : 'unreachable',
    lastAnswerAt: hasData ? new Date().toISOString() : null,
  };
}
