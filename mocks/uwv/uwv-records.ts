import { benefitEpisodesOf } from '../world/benefit-episodes.ts';
import type { BenefitEpisode } from '../world/benefit-episodes.ts';
import { nightlyRun, addDays } from '../world/days.ts';
import { employmentsOf } from '../world/employments.ts';
import type { Employment } from '../world/employments.ts';
import { jobseekersOf } from '../world/jobseekers.ts';
import type { Jobseeker } from '../world/jobseekers.ts';
import type { Person, World } from '../world/world.ts';

/** The UWV record of one person, with the field names of its own system. */
export interface UwvPerson {
  readonly nummer: string;
  readonly uitkeringsperioden: readonly Uitkeringsperiode[];
  readonly werkzoekendeProfiel: WerkzoekendeProfiel | null;
  readonly dienstverbanden: readonly Dienstverband[];
}

export interface Uitkeringsperiode {
  readonly uitkeringsnummer: string;
  readonly soort: string;
  readonly begindatum: string;
  readonly einddatum: string | null;
  readonly redenEinde: string | null;
  readonly bijgewerktOp: string;
}

export interface Dienstverband {
  readonly dienstverbandnummer: string;
  readonly sbi: { readonly versie: string; readonly code: string };
  readonly begindatum: string;
  readonly einddatum: string | null;
  readonly urenPerWeek: number;
  readonly bijgewerktOp: string;
}

/** Names of the published matching standard where it has them. */
export interface WerkzoekendeProfiel {
  readonly inschrijfnummer: string;
  readonly woongemeente: string;
  readonly datumAanvangBeschikbaarVoorWerk: string;
  readonly aantalWerkurenPerWeekMinimaal: number;
  readonly aantalWerkurenPerWeekMaximaal: number;
  readonly codeWerkEnDenkniveauWerkzoekende: number;
  readonly bemiddelingsberoep: readonly { readonly omschrijving: string }[];
  readonly sector: readonly { readonly codeSbi: string }[];
  readonly vakvaardigheid: readonly { readonly codelijst: string; readonly code: string }[];
  readonly maximaleReistijd: number;
  /** Health data: 1 means in the register of people with a work disability. Must not be read. */
  readonly indicatieLdrRegistratie: 1 | 2;
  readonly bijgewerktOp: string;
}

export interface UwvRecords {
  readonly byNumber: ReadonlyMap<string, UwvPerson>;
  /** In ascending order. */
  readonly numbers: readonly string[];
  /** All job seekers, by registration number. */
  readonly jobseekers: readonly UwvPerson[];
}

/** UWV's records of the world: employments, benefits and job seekers. */
export function uwvRecordsOf(world: World): UwvRecords {
  const seeking = jobseekersOf(world);
  const profiles = new Map(seeking.map((one) => [one.person.id, profileOf(one)]));
  const people = world.people.map((person) => personOf(world, person, profiles.get(person.id)));
  const byNumber = new Map(people.map((person) => [person.nummer, person]));
  const jobseekers = seeking.flatMap(({ person }) => byNumber.get(person.bsn) ?? []);
  return { byNumber, numbers: [...byNumber.keys()].toSorted(), jobseekers };
}

function personOf(
  world: World,
  person: Person,
  profile: WerkzoekendeProfiel | undefined,
): UwvPerson {
  const bijgewerktOp = nightlyRun(addDays(world.date, -2));
  return {
    nummer: person.bsn,
    uitkeringsperioden: benefitEpisodesOf(world, person).map((episode) => ({
      ...periodeOf(episode),
      bijgewerktOp,
    })),
    werkzoekendeProfiel: profile ?? null,
    dienstverbanden: employmentsOf(world, person).map((employment) => ({
      ...dienstverbandOf(employment),
      bijgewerktOp,
    })),
  };
}

const SOORTEN: Readonly<Record<BenefitEpisode['type'], string>> = {
  WW: 'WW',
  BIJSTAND: 'PW',
  ZW: 'ZW',
  IOAW: 'IOAW',
  TOESLAG: 'TW',
};

const REDENEN: Readonly<Record<NonNullable<BenefitEpisode['endReason']>, string>> = {
  WORK: 'WERK',
  MAXIMUM_DURATION: 'MAXIMALE_DUUR',
  OTHER: 'OVERIG',
};

function periodeOf(episode: BenefitEpisode): Omit<Uitkeringsperiode, 'bijgewerktOp'> {
  return {
    uitkeringsnummer: episode.number,
    soort: SOORTEN[episode.type],
    begindatum: episode.startedOn,
    einddatum: episode.endedOn,
    redenEinde: episode.endReason && REDENEN[episode.endReason],
  };
}

function dienstverbandOf(employment: Employment): Omit<Dienstverband, 'bijgewerktOp'> {
  return {
    dienstverbandnummer: employment.number,
    sbi: { versie: employment.industryVersion, code: employment.industry },
    begindatum: employment.startedOn,
    einddatum: employment.endedOn,
    urenPerWeek: employment.hoursPerWeek,
  };
}

function profileOf(jobseeker: Jobseeker): WerkzoekendeProfiel {
  return {
    inschrijfnummer: jobseeker.registration,
    woongemeente: jobseeker.person.municipality,
    datumAanvangBeschikbaarVoorWerk: jobseeker.availableFrom,
    aantalWerkurenPerWeekMinimaal: jobseeker.hoursMin,
    aantalWerkurenPerWeekMaximaal: jobseeker.hoursMax,
    codeWerkEnDenkniveauWerkzoekende: jobseeker.level,
    bemiddelingsberoep: jobseeker.occupations.map((omschrijving) => ({ omschrijving })),
    sector: jobseeker.industries.map((codeSbi) => ({ codeSbi })),
    vakvaardigheid: jobseeker.skills.map((code) => ({ codelijst: 'llo-skill', code })),
    maximaleReistijd: jobseeker.travelMinutes,
    indicatieLdrRegistratie: jobseeker.isInTargetRegister ? 1 : 2,
    bijgewerktOp: jobseeker.changedAt,
  };
}
