import { z } from 'zod';
import { demoSecretOf } from '../demo-secrets.ts';
import { startJsonPartner } from '../json-partner.ts';
import type { JsonPartner } from '../json-partner.ts';
import { createMembership, MEMBERSHIP_PATH } from '../membership.ts';
import type { PartnerToStart } from '../partner-systems.ts';
import type { World } from '../world/world.ts';
import { uwvRecordsOf } from './uwv-records.ts';
import type { Uitkeringsperiode, UwvPerson, UwvRecords } from './uwv-records.ts';

const PARTS = ['uitkeringsperioden', 'werkzoekendeProfiel', 'dienstverbanden'] as const;

const personSearch = z.strictObject({
  nummers: z.array(z.string().regex(/^\d{9}$/)).max(10_000),
  velden: z.array(z.enum(PARTS)).min(1),
});

const jobseekerSearch = z.strictObject({
  na: z.string().optional(),
  aantal: z.int().min(1).max(250),
  gemeenten: z.array(z.string()).optional(),
  sbi: z.array(z.string().regex(/^\d{2,5}$/)).optional(),
  uitkeringen: z.array(z.string()).optional(),
  peildatum: z.string().optional(),
  beschikbaarOp: z.string().optional(),
});

const countedSearch = z.strictObject({
  peildatum: z.iso.date(),
  na: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  aantal: z.int().min(1).max(1_000),
});

type JobseekerSearch = z.output<typeof jobseekerSearch>;

/** Starts the UWV system of the demo. */
export async function startUwv(
  world: World,
  { id, port }: Omit<PartnerToStart, 'kind'> = { id: 'uwv', port: 0 },
): Promise<JsonPartner> {
  const records = uwvRecordsOf(world);
  return startJsonPartner({
    id,
    kind: 'uwv',
    port,
    client: { clientId: 'vakgraaf', clientSecret: demoSecretOf('UWV_CLIENT_SECRET') ?? '' },
    routes: {
      [`POST ${MEMBERSHIP_PATH}`]: createMembership(id, records.byNumber.keys()),
      'POST /v1/personen/zoek': (body) => findPeople(records, personSearch.parse(body)),
      'POST /v1/werkzoekenden/zoek': (body) => listJobseekers(records, jobseekerSearch.parse(body)),
      'POST /v1/statistiek/personen': (body) => countPeople(records, countedSearch.parse(body)),
      'GET /v1/status': () => ({ status: 'ok' }),
    },
  });
}

function findPeople({ byNumber }: UwvRecords, { nummers, velden }: z.output<typeof personSearch>) {
  const personen = nummers.flatMap((nummer) => {
    const person = byNumber.get(nummer);
    if (person === undefined) return [];
    const given = Object.fromEntries(velden.map((veld) => [veld, person[veld]]));
    return [{ nummer, ...given }];
  });
  return { personen };
}

/** Only people with a benefit up to the day or a job on it, and of them no more than what statistics count. */
function countPeople(
  { byNumber, numbers }: UwvRecords,
  { peildatum: day, na = '', aantal }: z.output<typeof countedSearch>,
) {
  const runs = ({ begindatum, einddatum }: Looptijd) =>
    begindatum <= day && (einddatum === null || einddatum >= day);
  const personen: object[] = [];
  const start = numbers.findIndex((nummer) => nummer > na);
  for (let at = start; at >= 0 && at < numbers.length && personen.length < aantal; at += 1) {
    const nummer = numbers[at] ?? '';
    const { uitkeringsperioden = [], dienstverbanden = [] } = byNumber.get(nummer) ?? {};
    const had = uitkeringsperioden.filter(({ begindatum }) => begindatum <= day);
    const sbi = dienstverbanden.filter(runs).map((one) => one.sbi.code);
    const uitkering = had.length === 0 ? null : had.some(runs) ? 'LOPEND' : 'BEEINDIGD';
    if (had.length > 0 || sbi.length > 0) personen.push({ nummer, uitkering, sbi });
  }
  return { personen };
}

type Looptijd = Pick<Uitkeringsperiode, 'begindatum' | 'einddatum'>;

function listJobseekers({ jobseekers }: UwvRecords, body: JobseekerSearch) {
  const fitting = jobseekers.filter((person) => isMatch(person, body));
  const page = fitting.slice(0, body.aantal);
  return {
    werkzoekenden: page.map(({ nummer, werkzoekendeProfiel }) => ({
      inschrijfnummer: werkzoekendeProfiel?.inschrijfnummer,
      nummer,
    })),
    meer: fitting.length > page.length,
  };
}

function isMatch({ werkzoekendeProfiel: profile, ...person }: UwvPerson, body: JobseekerSearch) {
  const { na, gemeenten, sbi, uitkeringen, peildatum, beschikbaarOp } = body;
  if (profile === null) return false;
  if (na !== undefined && profile.inschrijfnummer <= na) return false;
  if (gemeenten && !gemeenten.includes(profile.woongemeente)) return false;
  if (sbi && !profile.sector.some(({ codeSbi }) => sbi.some((code) => codeSbi.startsWith(code)))) {
    return false;
  }
  if (beschikbaarOp && profile.datumAanvangBeschikbaarVoorWerk > beschikbaarOp) return false;
  return uitkeringen === undefined || hasBenefit(person, uitkeringen, peildatum ?? '');
}

function hasBenefit(
  { uitkeringsperioden }: Pick<UwvPerson, 'uitkeringsperioden'>,
  soorten: readonly string[],
  day: string,
): boolean {
  return uitkeringsperioden.some(
    ({ soort, begindatum, einddatum }) =>
      soorten.includes(soort) && begindatum <= day && (einddatum === null || einddatum >= day),
  );
}
