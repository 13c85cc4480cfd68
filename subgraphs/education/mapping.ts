import type { z } from 'zod';
import { ownKey } from '../kit/ids/own-key.ts';
import { municipalityOfCity } from '../../core/regions/regions.ts';
import {
  readNarrowed,
  targetGroupOrNull,
  type ReportUnknown,
} from '../kit/mapping/narrowed-list.ts';
import { httpsOrNull, wordOrNull } from '../kit/partners/checked-value.ts';
import type { Sector } from '../../core/sectors/sectors.ts';
import { isObject } from '../../core/structures/is-object.ts';
import type { ReportUnread } from '../kit/partners/unread-values.ts';
import { readItem, type ReadItem } from './read-item.ts';
import {
  fundingConsumer,
  offering,
  poolConsumer,
  stoppedConsumer,
  voucherConsumer,
  workConsumer,
  type Association,
  type AssociationOfPerson,
  type Course,
  type ListedAssociation,
  type Offering,
  type Program,
} from './dto.ts';
import type {
  Code,
  EnrolmentRole,
  EnrolmentStatus,
  LearningRoute,
} from '../../schema/generated/education.ts';
import type {
  EducationLevel,
  EnrolmentRecord,
  Funding,
  OfferingRecord,
  Participation,
  TrainingRecord,
} from './records.ts';

/** Maps OOAPI to records. What a school does not say is null. */
export function trainingOf(
  partner: string,
  { item: unit }: ReadItem<Program | Course>,
  reportWord: (list: string, word: string) => void,
  report: ReportUnread,
): TrainingRecord {
  const isProgram = 'programId' in unit;
  const key = isProgram ? unit.programId : unit.courseId;
  return {
    id: `${partner}:${key}`,
    partner,
    key,
    name: dutchOf(unit.name) ?? unit.abbreviation ?? unit.primaryCode?.code ?? key,
    description: dutchOf(unit.description),
    sector: sectorOf(unit.fieldsOfStudy),
    durationMonths: monthsOf(unit.duration),
    route: routeOf(unit, isProgram),
    level: levelOf(unit),
    qualification: qualificationOf(unit),
    skills: (unit.otherCodes ?? [])
      .filter(({ codeType }) => /skill/i.test(codeType))
      .map(({ codeType, code }) => ({ scheme: codeType.replace(/^x-/, ''), code })),
    link: httpsOrNull(unit.link),
    funding: fundingOf(unit, (word) => reportWord('targetGroups', word), report),
    ...workOf(unit, report),
  };
}

export function offeringOf(
  partner: string,
  { item: given, unread }: ReadItem<Offering>,
  report: ReportUnread,
): OfferingRecord {
  const { maxNumberStudents: seats, enrolledNumberStudents: taken } = given;
  const { startDate = null, enrollStartDate = null, enrollEndDate = null } = given;
  const city = given.addresses?.find((address) => address.city)?.city;
  const isInOrder = (first: string | null, last: string | null, field: string) => {
    if (first === null || last === null || first <= last) return true;
    report(field, 'day before the first');
    return false;
  };
  const endDate = given.endDate ?? null;
  return {
    id: `${partner}:${given.offeringId}`,
    partner,
    key: given.offeringId,
    trainingKey: given.program ?? given.course ?? null,
    startDate,
    endDate: isInOrder(startDate, endDate, 'endDate') ? endDate : null,
    enrolFrom: enrollStartDate,
    enrolUntil: enrollEndDate,
    isEnrolmentKnown:
      isInOrder(enrollStartDate, enrollEndDate, 'enrollEndDate') &&
      !unread.has('enrollStartDate') &&
      !unread.has('enrollEndDate'),
    municipality: city ? municipalityOfCity(city, startDate ?? LATEST) : null,
    seatsLeft: seats == null || taken == null ? null : Math.max(0, seats - taken),
    price: priceOf(given, report),
  };
}

function priceOf({ priceInformation }: Offering, report: ReportUnread): OfferingRecord['price'] {
  const cost = priceInformation?.find(({ costType }) => costType === 'total costs');
  if (cost?.amount == null) return null;
  const currency = cost.currency || 'EUR';
  if (/^[A-Z]{3}$/.test(currency)) return { amount: cost.amount, currency };
  report('priceInformation.*.currency', 'text');
  return null;
}

export function enrolmentOf(
  partner: string,
  { item: given, unread }: ReadItem<Association>,
  report: ReportUnread,
): EnrolmentRecord {
  const voucher = markOf(given.consumers, voucherConsumer, report);
  const read = isObject(given.offering) ? readItem(offering, given.offering, report) : null;
  return {
    partner,
    key: ownKey('llo-enrolment/v1', partner, 'associationId', given.associationId),
    offering: read && offeringOf(partner, read, report),
    role: wordOrNull(given.role, ROLES) ?? 'UNKNOWN',
    status: statusOf(given, unread.has('result')),
    statusCode: given.state ?? null,
    endedOn: given.result?.resultDate ?? null,
    passed: passedOf(given.result?.pass),
    voucher: voucher && {
      fund: voucher.issuer,
      number: ownKey('llo-voucher/v1', voucher.issuer, 'voucherNumber', voucher.voucherNumber),
    },
  };
}

/** An association in a list for statistics. */
export function participationOf(
  partner: string,
  { item: given, unread }: ReadItem<ListedAssociation | AssociationOfPerson>,
  report: ReportUnread,
): Participation {
  const { offering: _none, ...enrolment } = enrolmentOf(
    partner,
    { item: { ...given, offering: null }, unread },
    report,
  );
  return {
    ...enrolment,
    offeringKey: given.offering ?? null,
    stoppedOn: markOf(given.consumers, stoppedConsumer, report)?.stoppedOn ?? null,
    poolNumber: markOf(given.consumers, poolConsumer, report)?.participantNumber ?? null,
    number: 'person' in given ? (given.person ?? null) : null,
  };
}

/** The first mark of a kind among the consumers; null where there is none, and for one that cannot be read. */
function markOf<Shape extends z.ZodObject<{ consumerKey: z.ZodLiteral<string> }>>(
  consumers: readonly unknown[] | null | undefined,
  shape: Shape,
  report: ReportUnread,
): z.output<Shape> | null {
  const { value: name } = shape.shape.consumerKey;
  const marks = consumers?.filter((one) => isObject(one) && one['consumerKey'] === name) ?? [];
  for (const one of marks) {
    const parsed = shape.safeParse(one);
    if (parsed.success) return parsed.data;
    report(`consumers.${name}`, 'object');
  }
  return null;
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
function statusOf({ state, result }: Association, isResultUnread: boolean): EnrolmentStatus {
  const status = wordOrNull(state, STATUSES) ?? 'UNKNOWN';
  if (status === 'ACTIVE' && isResultUnread && result?.state == null) return 'UNKNOWN';
  return status === 'ACTIVE' && result?.state === 'completed' ? 'COMPLETED' : status;
}

function fundingOf(
  { consumers }: Program | Course,
  reportWord: ReportUnknown,
  report: ReportUnread,
): Funding | null {
  const mark = markOf(consumers, fundingConsumer, report);
  return (
    mark && {
      targetGroups: readNarrowed(mark.targetGroups, targetGroupOrNull, reportWord),
      ownContributionEuro: mark.ownContribution ?? null,
    }
  );
}

/** Of the first mark; what it does not say, or cannot be read, is null. */
function workOf(
  { consumers }: Program | Course,
  report: ReportUnread,
): Pick<TrainingRecord, 'employers' | 'jobOffered'> {
  const { value: name } = workConsumer.shape.consumerKey;
  const mark = consumers?.find((one) => isObject(one) && one['consumerKey'] === name);
  const read =
    mark === undefined
      ? null
      : readItem(workConsumer, mark, (field, shape) => report(`consumers.${name}.${field}`, shape));
  const { employers, jobOffered = null } = read?.item ?? {};
  const named = new Set(employers?.map((one) => one.trim()).filter((one) => one !== ''));
  // Names that cannot be read do not say that no employer takes part.
  const isKnown = named.size > 0 || (employers?.length === 0 && !read?.unread.has('employers'));
  return { employers: isKnown ? [...named] : null, jobOffered };
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
  const delivery = unit.modeOfDelivery;
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

/** By the words of the standard, which every level has; the number of the qualification where there is no word. */
const LEVELS: Readonly<Record<string, EducationLevel>> = {
  'secondary vocational education 1': 'MBO_1_2',
  'secondary vocational education 2': 'MBO_1_2',
  'secondary vocational education 3': 'MBO_3_4',
  'secondary vocational education 4': 'MBO_3_4',
  'associate degree': 'HBO',
  bachelor: 'HBO',
  undefined: 'NO_LEVEL',
};
const LEVELS_OF_QUALIFICATION: Readonly<Record<string, EducationLevel>> = {
  '1': 'MBO_1_2',
  '2': 'MBO_1_2',
  '3': 'MBO_3_4',
  '4': 'MBO_3_4',
  '5': 'HBO',
  '6': 'HBO',
};

function levelOf({ level, levelOfQualification: number }: Program | Course): EducationLevel | null {
  return wordOrNull(level, LEVELS) ?? wordOrNull(number, LEVELS_OF_QUALIFICATION);
}

function qualificationOf(unit: Program | Course): Code | null {
  const codes = [unit.primaryCode, ...(unit.otherCodes ?? [])];
  const code = codes.find((one) => one?.codeType === 'crohoCreboCode');
  return code ? { scheme: code.codeType, code: code.code } : null;
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

/** The Dutch text, else the first; texts without content do not count. */
function dutchOf(texts: Program['description']): string | null {
  const said = texts.filter(({ value }) => value != null && value.trim() !== '');
  const dutch = said.find(({ language }) => /^(nl|dut)/i.test(language ?? ''));
  return (dutch ?? said[0])?.value ?? null;
}
