/**
 * Whether an instrument fits a question, and why. One set of rules for every kind of partner; what
 * an instrument asks of people is data of the partner that offers it.
 */
import { Situation, type EducationLevel } from '../../../schema/generated/reference.ts';
import type { Instrument, InstrumentStatus } from '../../../schema/generated/shared.ts';
import type { InstrumentFilter } from './instrument-filter.ts';
import { isSectorCovered, matchedSectors, type Sector } from '../../../core/sectors/sectors.ts';
import {
  ageReason,
  EVERY_SECTOR,
  EVERYONE,
  groupReason,
  sectorReason,
  statusReason,
  unsureGroupReason,
} from './instrument-reasons.ts';
import { createRegionMeter, EXACT, GENERAL, UNSURE, type Finding } from './region-fit.ts';

/** For whom, where and when an instrument is; an empty list does not narrow. */
export interface Eligibility {
  /** Codes of target groups; situations such as `JOBSEEKER` may be among them. */
  readonly targetGroups: readonly string[];
  readonly situations: readonly Situation[];
  readonly sectors: readonly Sector[];
  /** CBS codes, or slugs of cooperation regions. */
  readonly regions: readonly string[];
  /** The regions are where it is given, so one may come from elsewhere in the region asked. */
  readonly isPlaced?: boolean;
  readonly educationLevels?: readonly EducationLevel[];
  readonly employerSizes?: readonly string[];
  readonly ageFrom?: number | null;
  readonly ageTo?: number | null;
  readonly opensOn: string | null;
  readonly closesOn: string | null;
  /** Whole percents of the budget; null where the partner does not tell. */
  readonly leftPercent: number | null;
}

export interface Fit {
  readonly fits: boolean;
  /** One reason a line, Dutch and then English; empty when it does not fit. */
  readonly why: readonly string[];
  readonly status: InstrumentStatus;
  /** How much of the question it meets in so many words: the higher, the closer. */
  readonly closeness: number;
}

const OLDER_FROM_AGE = 45;

/** What closed longer ago than this is history, and what opens later is not an offer yet. */
const DAYS_AROUND = 366;
const DAY_MS = 86_400_000;

/** The rules for one question on one day; made once, asked for every instrument of every partner. */
export function createFitter(filter: InstrumentFilter, today: string): (offer: Eligibility) => Fit {
  const meets = createRegionMeter(filter);
  return (offer) => {
    const status = statusOn(offer, filter.on, today);
    const findings = [
      ageFinding(offer, filter),
      groupFinding(offer, filter),
      sectorFinding(offer, filter),
      meets(offer),
      limitFinding(offer.educationLevels, filter.educationLevel),
      limitFinding(offer.employerSizes, filter.employerSize),
    ];
    if (!isAround(offer, filter.on) || findings.includes('does not fit')) {
      return { fits: false, why: [], status, closeness: 0 };
    }
    const found = findings.filter((one) => typeof one !== 'string');
    return {
      fits: true,
      why: [...found.map(({ reason }) => reason), statusReason(status, offer, filter.on)],
      status,
      closeness: found.reduce((sum, one) => sum + one.closeness, 0),
    };
  };
}

/**
 * Whether one can apply on a day: both ends of the period count, an open end stays open. What is
 * left is known as of now alone, so on a day that is over the dates decide.
 */
export function statusOn(
  { opensOn, closesOn, leftPercent }: Pick<Eligibility, 'opensOn' | 'closesOn' | 'leftPercent'>,
  on: string,
  today: string,
): InstrumentStatus {
  if (opensOn !== null && opensOn > on) return 'CLOSED';
  if (closesOn !== null && closesOn < on) return 'CLOSED';
  const isNothingLeft = leftPercent !== null && leftPercent <= 0;
  return isNothingLeft && on >= today ? 'EXHAUSTED' : 'OPEN';
}

const STATUS_ORDER: readonly InstrumentStatus[] = ['OPEN', 'EXHAUSTED', 'CLOSED'];

interface Ranked extends Pick<Fit, 'status' | 'closeness'> {
  readonly id: string;
}

/** Open ones first, then the closest fit, then by id. */
export function byAvailability(a: Ranked, b: Ranked): number {
  const order =
    STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status) || b.closeness - a.closeness;
  if (order !== 0 || a.id === b.id) return order;
  return a.id < b.id ? -1 : 1;
}

type InstrumentDetails = Omit<Instrument, 'status' | 'why' | 'opensOn' | 'closesOn'> & {
  /** Shown after the reasons why it fits. */
  readonly remark?: string;
};

/**
 * The instruments among a subgraph's records that fit, open ones first. A record without eligibility
 * is left out.
 */
export function fittingInstruments<Offered>(
  records: readonly Offered[],
  filter: InstrumentFilter,
  today: string,
  eligibilityOf: (record: Offered) => Eligibility | null,
  detailsOf: (record: Offered) => InstrumentDetails,
): readonly Instrument[] {
  const fitOf = createFitter(filter, today);
  const fitting = records.flatMap((record) => {
    const eligibility = eligibilityOf(record);
    if (eligibility === null) return [];
    const { fits, why, ...fit } = fitOf(eligibility);
    if (!fits) return [];
    const { opensOn, closesOn } = eligibility;
    const { remark, ...details } = detailsOf(record);
    return [{ ...details, ...fit, why: remark ? [...why, remark] : why, opensOn, closesOn }];
  });
  return fitting.toSorted(byAvailability);
}

/**
 * Groups are read as "or": someone in any one of them belongs. Nobody is left out for something
 * they did not tell.
 */
function groupFinding(offer: Eligibility, filter: InstrumentFilter): Finding {
  const { targetGroup, situation, age } = filter;
  const told = new Set<string>();
  if (targetGroup !== undefined) told.add(targetGroup);
  if (situation !== undefined) told.add(situation);
  if (age !== undefined && age >= OLDER_FROM_AGE) told.add('AGE_45_PLUS');
  const meantFor = [...new Set([...offer.targetGroups, ...offer.situations])];

  if (targetGroup === undefined && situation === undefined) return 'nothing asked';
  if (meantFor.length === 0) return { reason: EVERYONE, closeness: GENERAL };
  const belongsTo = meantFor.filter((code) => told.has(code));
  if (belongsTo.length > 0) return { reason: groupReason(belongsTo), closeness: EXACT };
  const hasToldTrait = targetGroup !== undefined && !isSituation(targetGroup);
  const isOpenQuestion = [...told].some(isSituation)
    ? !meantFor.some(isSituation) && !hasToldTrait
    : meantFor.some(isSituation);
  return isOpenQuestion
    ? { reason: unsureGroupReason(meantFor), closeness: UNSURE }
    : 'does not fit';
}

function isSituation(code: string): boolean {
  return Object.hasOwn(Situation, code);
}

function sectorFinding({ sectors }: Eligibility, { sector }: InstrumentFilter): Finding {
  if (sector === undefined) return 'nothing asked';
  if (sectors.length === 0) return { reason: EVERY_SECTOR, closeness: GENERAL };
  if (isSectorCovered(sectors, sector)) {
    const covering = sectors.filter((one) => isSectorCovered([one], sector));
    return { reason: sectorReason(covering, sector), closeness: EXACT };
  }
  const within = sectors.filter((one) => matchedSectors([sector]).has(one));
  if (within.length === 0) return 'does not fit';
  return { reason: sectorReason(within, sector), closeness: GENERAL };
}

function ageFinding({ ageFrom, ageTo }: Eligibility, { age }: InstrumentFilter): Finding {
  const [from, to] = [ageFrom ?? null, ageTo ?? null];
  if (age === undefined || (from === null && to === null)) return 'nothing asked';
  const isWithin = (from === null || age >= from) && (to === null || age <= to);
  return isWithin ? { reason: ageReason(from, to), closeness: EXACT } : 'does not fit';
}

function limitFinding(allowed: readonly string[] | undefined, told: string | undefined): Finding {
  const hasLimit = allowed !== undefined && allowed.length > 0 && told !== undefined;
  return !hasLimit || allowed.includes(told) ? 'nothing asked' : 'does not fit';
}

function isAround({ opensOn, closesOn }: Eligibility, on: string): boolean {
  const daysTo = (day: string) => (Date.parse(day) - Date.parse(on)) / DAY_MS;
  const isPast = closesOn !== null && daysTo(closesOn) < -DAYS_AROUND;
  return !isPast && (opensOn === null || daysTo(opensOn) <= DAYS_AROUND);
}
