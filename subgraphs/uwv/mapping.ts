import type { BenefitEndReason, BenefitType } from '../../schema/generated/uwv.ts';
import { matchedSectors } from '../../core/sectors/sectors.ts';
import { ownKey } from '../kit/ids/own-key.ts';
import { dayOfMoment } from '../kit/mapping/record-models.ts';
import { wordOrNull } from '../kit/partners/checked-value.ts';
import type {
  BenefitRecord,
  CountedPerson,
  EmploymentRecord,
  PersonRecord,
  ProfileRecord,
} from './records.ts';
import { sectorOfIndustry } from './sbi.ts';
import type { Benefit, Counted, Employment, Person, Profile } from './dto.ts';

/** UWV's codes of benefits; an unknown one is another benefit. */
const BENEFIT_TYPES: Readonly<Record<string, BenefitType>> = {
  WW: 'WW',
  PW: 'BIJSTAND',
  WIA: 'WIA',
  WAJONG: 'WAJONG',
  ZW: 'ZW',
  IOAW: 'IOAW',
  TW: 'OTHER',
  OVERIG: 'OTHER',
};

const END_REASONS: Readonly<Record<string, BenefitEndReason>> = {
  WERK: 'WORK',
  MAXIMALE_DUUR: 'MAXIMUM_DURATION',
  PENSIOEN: 'PENSION',
};

/** UWV's codes of these benefits. */
export function benefitWords(types: readonly BenefitType[]): readonly string[] {
  return Object.entries(BENEFIT_TYPES).flatMap(([word, type]) =>
    types.includes(type) ? [word] : [],
  );
}

/** Maps UWV's file of a person to a record. What it does not say is null. */
export function personOf(partner: string, given: Person): PersonRecord {
  return {
    profile: given.werkzoekendeProfiel ? profileOf(partner, given.werkzoekendeProfiel) : null,
    benefits: (given.uitkeringsperioden ?? []).map((one) => benefitOf(partner, one)),
    employments: (given.dienstverbanden ?? []).map((one) => employmentOf(partner, one)),
  };
}

const BENEFIT_STATES = { LOPEND: 'ON_BENEFIT', BEEINDIGD: 'LEFT' } as const;
/** Technology with its branches, such as installation technology. */
const TECHNOLOGY = matchedSectors(['TECHNIEK']);

/** A job in technology counts before one elsewhere; one in an industry that cannot be read is elsewhere. */
export function countedOf({ nummer, uitkering, sbi }: Counted): CountedPerson {
  const sectors = (sbi ?? []).map(sectorOfIndustry);
  const isInTechnology = sectors.some((sector) => sector !== null && TECHNOLOGY.has(sector));
  return {
    number: nummer,
    benefit: wordOrNull(uitkering, BENEFIT_STATES),
    work: isInTechnology ? 'IN_TECHNOLOGY' : sectors.length > 0 ? 'ELSEWHERE' : null,
  };
}

function benefitOf(partner: string, given: Benefit): BenefitRecord {
  const endedOn = given.einddatum ?? null;
  return {
    partner,
    number: ownKey('llo-benefit/v1', partner, 'uitkeringsnummer', given.uitkeringsnummer),
    type: wordOrNull(given.soort, BENEFIT_TYPES) ?? 'OTHER',
    startedOn: given.begindatum,
    endedOn,
    endReason: endedOn === null ? null : (wordOrNull(given.redenEinde, END_REASONS) ?? 'OTHER'),
    changedAt: dayOfMoment(given.bijgewerktOp),
  };
}

function employmentOf(partner: string, { sbi, ...given }: Employment): EmploymentRecord {
  return {
    partner,
    number: ownKey('llo-employment/v1', partner, 'dienstverbandnummer', given.dienstverbandnummer),
    sector: sbi ? sectorOfIndustry(sbi.code) : null,
    industry: sbi ? { scheme: `sbi${sbi.versie}`, code: sbi.code } : null,
    startedOn: given.begindatum,
    endedOn: given.einddatum ?? null,
    hoursPerWeek: given.urenPerWeek == null ? null : Math.round(given.urenPerWeek),
    changedAt: dayOfMoment(given.bijgewerktOp),
  };
}

function profileOf(partner: string, given: Profile): ProfileRecord {
  const sectors = (given.sector ?? []).map(({ codeSbi }) => sectorOfIndustry(codeSbi));
  return {
    partner,
    availableFrom: given.datumAanvangBeschikbaarVoorWerk ?? null,
    hoursPerWeekMin: given.aantalWerkurenPerWeekMinimaal ?? null,
    hoursPerWeekMax: given.aantalWerkurenPerWeekMaximaal ?? null,
    workAndThinkingLevel: given.codeWerkEnDenkniveauWerkzoekende ?? null,
    occupations: (given.bemiddelingsberoep ?? []).map(({ omschrijving }) => omschrijving),
    sectors: [...new Set(sectors.filter((sector) => sector !== null))],
    skills: (given.vakvaardigheid ?? []).map(({ codelijst, code }) => ({
      scheme: codelijst,
      code,
    })),
    maxTravelMinutes: given.maximaleReistijd ?? null,
    municipality: given.woongemeente ?? null,
    changedAt: dayOfMoment(given.bijgewerktOp),
  };
}
