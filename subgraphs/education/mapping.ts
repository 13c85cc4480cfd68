import { municipalityOfCity } from '../../core/regions/regions.ts';
import {
  readNarrowed,
  targetGroupOrNull,
  type ReportUnknown,
} from '../kit/mapping/narrowed-list.ts';
import { httpsOrNull, wordOrNull } from '../kit/partners/checked-value.ts';
import type { Sector } from '../../core/sectors/sectors.ts';
import {
  fundingConsumer,
  voucherConsumer,
  type Association,
  type Course,
  type Offering,
  type Program,
} from './dto.ts';
import type {
  Code,
  EnrolmentRole,
  EnrolmentStatus,
  LearningRoute,
} from '../../schema/generated/education.ts';
import type { EnrolmentRecord, Funding, OfferingRecord, TrainingRecord } from './records.ts';

/** Maps OOAPI to records. What a school does not say is null. */
export function trainingOf(
  partner: string,
  unit: Program | Course,
  reportUnknown: (list: string, word: string) => void,
): TrainingRecord {
  const isProgram = 'programId' in unit;
  const key = isProgram ? unit.programId : unit.courseId;
  return {
    id: `${partner}:${key}`,
    partner,
    key,
    name: dutchOf(unit.name) ?? unit.primaryCode.code,
    description: dutchOf(unit.description),
    sector: sectorOf(unit.fieldsOfStudy),
    durationMonths: monthsOf(unit.duration),
    route: routeOf(unit, isProgram),
    qualification: qualificationOf(unit),
    skills: (unit.otherCodes ?? [])
      .filter(({ codeType }) => /skill/i.test(codeType))
      .map(({ codeType, code }) => ({ scheme: codeType.replace(/^x-/, ''), code })),
    link: httpsOrNull(unit.link),
    funding: fundingOf(unit, (word) => reportUnknown('targetGroups', word)),
  };
}

export function offeringOf(partner: string, given: Offering): OfferingRecord {
  const { maxNumberStudents: seats, enrolledNumberStudents: taken } = given;
  const city = given.addresses?.find((address) => address.city)?.city;
  const cost = given.priceInformation?.find(({ costType }) => costType === 'total costs');
  const amount = Number(cost?.amount === '' ? Number.NaN : (cost?.amount ?? Number.NaN));
  return {
    id: `${partner}:${given.offeringId}`,
    partner,
    key: given.offeringId,
    trainingKey: given.program ?? given.course ?? null,
    startDate: dayOf(given.startDate),
    endDate: dayOf(given.endDate),
    enrolFrom: dayOf(given.enrollStartDate),
    enrolUntil: dayOf(given.enrollEndDate),
    municipality: city ? municipalityOfCity(city, dayOf(given.startDate) ?? LATEST) : null,
    seatsLeft: seats == null || taken == null ? null : Math.max(0, seats - taken),
    price: Number.isFinite(amount) ? { amount, currency: cost?.currency ?? 'EUR' } : null,
  };
}

export function enrolmentOf(partner: string, given: Association): EnrolmentRecord {
  const paid = given.consumers?.map((one) => voucherConsumer.safeParse(one));
  const voucher = paid?.find((one) => one.success)?.data;
  return {
    partner,
    key: given.associationId,
    offering:
      given.offering == null || typeof given.offering === 'string'
        ? null
        : offeringOf(partner, given.offering),
    role: wordOrNull(given.role, ROLES) ?? 'UNKNOWN',
    status: statusOf(given),
    statusCode: given.state,
    endedOn: dayOf(given.result?.resultDate),
    passed: passedOf(given.result?.pass),
    voucher: voucher === undefined ? null : { fund: voucher.issuer, number: voucher.voucherNumber },
  };
}

/** For an offering without a date: the municipalities of now. */
const LATEST = '9999-12-31';

const ROLES: Readonly<Record<string, EnrolmentRole>> = {
  student: 'STUDENT',
  lecturer: 'LECTURER',
  'teaching assistant': 'TRAINEE_LECTURER',
};

function passedOf(word: string | null | undefined): boolean | null {
  return word === 'passed' || word === 'failed' ? word === 'passed' : null;
}

const STATUSES: Readonly<Record<string, EnrolmentStatus>> = {
  pending: 'PENDING',
  queued: 'PENDING',
  associated: 'ACTIVE',
  canceled: 'STOPPED',
  denied: 'STOPPED',
};

/** In OOAPI v5 a finished association remains "associated"; its result shows that it is over. */
function statusOf({ state, result }: Association): EnrolmentStatus {
  const status = wordOrNull(state, STATUSES) ?? 'UNKNOWN';
  return status === 'ACTIVE' && result?.state === 'completed' ? 'COMPLETED' : status;
}

function fundingOf({ consumers }: Program | Course, report: ReportUnknown): Funding | null {
  const marks = consumers?.map((one) => fundingConsumer.safeParse(one));
  const mark = marks?.find((one) => one.success)?.data;
  if (mark === undefined) return null;
  return {
    targetGroups: readNarrowed(mark.targetGroups, targetGroupOrNull, report),
    ownContributionEuro: mark.ownContribution ?? null,
  };
}

/** Fields of study by ISCED-F 2013, the longest prefix first. */
const SECTORS_BY_FIELD: readonly (readonly [prefix: string, sector: Sector])[] = [
  ['0712', 'ENERGY_TRANSITION'],
  ['0713', 'INSTALLATION_TECHNOLOGY'],
  ['0715', 'MANUFACTURING'],
  ['0722', 'PAPER_AND_BOARD'],
  ['0723', 'MANUFACTURING'],
  ['1022', 'TECHNIEK'],
  ['072', 'MANUFACTURING'],
  ['073', 'CONSTRUCTION'],
  ['01', 'EDUCATION'],
  ['06', 'ICT'],
  ['07', 'TECHNIEK'],
  ['09', 'CARE'],
];

function sectorOf(field: string | null | undefined): Sector | null {
  if (field == null) return null;
  return SECTORS_BY_FIELD.find(([prefix]) => field.startsWith(prefix))?.[1] ?? 'OTHER';
}

function routeOf(unit: Program | Course, isProgram: boolean): LearningRoute {
  const delivery = [unit.modeOfDelivery ?? []].flat();
  if (delivery.length > 0 && delivery.every((mode) => mode.includes('online'))) return 'DISTANCE';
  if (!isProgram) return 'SHORT_COURSE';
  switch (unit.modeOfStudy) {
    case 'dual training':
      return 'BBL';
    case 'full-time':
      return 'BOL';
    case 'part-time':
    case 'self-paced':
      return 'DERDE_LEERWEG';
    default:
      return 'UNKNOWN';
  }
}

function qualificationOf(unit: Program | Course): Code | null {
  const codes = [unit.primaryCode, ...(unit.otherCodes ?? [])];
  const code = codes.find(({ codeType }) => codeType === 'crohoCreboCode');
  return code === undefined ? null : { scheme: code.codeType, code: code.code };
}

const MONTHS_MAX = 1_200;

/** Whole months of an ISO 8601 duration, rounded up: a course of two weeks takes a month. */
function monthsOf(duration: string | null | undefined): number | null {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?$/.exec(duration ?? '');
  if (parts === null || duration === 'P') return null;
  const [years, months, weeks, days] = parts.slice(1).map((part) => Number(part ?? 0));
  const rest = ((weeks ?? 0) * 7 + (days ?? 0)) / 30.4375;
  const whole = (years ?? 0) * 12 + (months ?? 0) + Math.ceil(rest);
  return whole <= MONTHS_MAX ? whole : null;
}

function dutchOf(texts: Program['description']): string | null {
  const dutch = texts?.find(({ language }) => language.toLowerCase().startsWith('nl'));
  return dutch?.value ?? texts?.[0]?.value ?? null;
}

function dayOf(moment: string | null | undefined): string | null {
  return moment?.slice(0, 10) ?? null;
}
