/**
 * Whether an instrument fits a filter, and why. The rules are the same for every subgraph; the
 * conditions of an instrument are data of its partner.
 */
import { Situation, type EducationLevel } from '../../../schema/generated/reference.ts';
import type { Instrument, InstrumentStatus } from '../../../schema/generated/shared.ts';
import { compareText } from '../../../core/structures/compare-text.ts';
import type { InstrumentFilter } from './instrument-filter.ts';
import type { RequestContext } from '../request/request-context.ts';
import { eachInTurns, sortInTurns } from '../turns/in-turns.ts';
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

/** The conditions of an instrument; an empty list does not narrow. */
export interface Eligibility {
  /** Codes of target groups; situations such as `JOBSEEKER` may be among them. */
  readonly targetGroups: readonly string[];
  readonly situations: readonly Situation[];
  readonly sectors: readonly Sector[];
  /** CBS codes, or slugs of cooperation regions. */
  readonly regions: readonly string[];
  /**
   * The regions are where it takes place, so people from the whole region in the filter may come.
   */
  readonly isPlaced?: boolean;
  readonly educationLevels?: readonly EducationLevel[];
  readonly employerSizes?: readonly string[];
  readonly ageFrom?: number | null;
  readonly ageTo?: number | null;
  readonly opensOn: string | null;
  readonly closesOn: string | null;
  /** Whole percents of the budget; null where the partner does not say. */
  readonly leftPercent: number | null;
}

export interface Fit {
  readonly fits: boolean;
  /** One reason per line, Dutch and then English; empty when it does not fit. */
  readonly why: readonly string[];
  readonly status: InstrumentStatus;
  /** How exactly it matches the filter: the higher, the closer. */
  readonly closeness: number;
}

const OLDER_FROM_AGE = 45;

/** What closed longer ago, or opens later, is left out. */
const DAYS_AROUND = 366;
const DAY_MS = 86_400_000;

/** Compiles a filter for one day, to be applied to every instrument of every partner. */
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
 * Whether one can apply on a day: both ends of the period count, and an open end stays open. The
 * budget that is left is known as of now alone, so for a past day the dates decide.
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
  const order = STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status);
  return order || b.closeness - a.closeness || compareText(a.id, b.id);
}

interface Offer extends Omit<Instrument, 'status' | 'why' | 'opensOn' | 'closesOn'> {
  readonly eligibility: Eligibility;
  /** Shown after the reasons why it fits. */
  readonly remark?: string;
}

/**
 * The instruments among a subgraph's records that fit, open ones first. A record without an offer is
 * left out; null without records.
 */
export async function fittingInstruments<Content>(
  records: readonly Content[] | null,
  filter: InstrumentFilter,
  { today, partnerRequest: { signal } }: Pick<RequestContext, 'today' | 'partnerRequest'>,
  offerOf: (record: Content) => Offer | null,
): Promise<readonly Instrument[] | null> {
  if (records === null) return null;
  const fitOf = createFitter(filter, today);
  const fitting: (Instrument & Ranked)[] = [];
  const addFitting = (record: Content) => {
    const offer = offerOf(record);
    if (offer === null) return;
    const { eligibility, remark, ...details } = offer;
    const { fits, why, ...fit } = fitOf(eligibility);
    if (!fits) return;
    const { opensOn, closesOn } = eligibility;
    fitting.push({ ...details, ...fit, why: remark ? [...why, remark] : why, opensOn, closesOn });
  };
  await eachInTurns(records, addFitting, signal);
  return sortInTurns(fitting, byAvailability, signal);
}

/**
 * Groups are an "or": a person in any one of them belongs. An unknown property of the person
 * excludes no instrument.
 */
function groupFinding(offer: Eligibility, filter: InstrumentFilter): Finding {
  const { targetGroup, situation, age } = filter;
  const known = new Set<string>();
  if (targetGroup !== undefined) known.add(targetGroup);
  if (situation !== undefined) known.add(situation);
  if (age !== undefined && age >= OLDER_FROM_AGE) known.add('AGE_45_PLUS');
  const meantFor = [...new Set([...offer.targetGroups, ...offer.situations])];

  if (targetGroup === undefined && situation === undefined) return 'not applicable';
  if (meantFor.length === 0) return { reason: EVERYONE, closeness: GENERAL };
  const belongsTo = meantFor.filter((code) => known.has(code));
  if (belongsTo.length > 0) return { reason: groupReason(belongsTo), closeness: EXACT };
  const hasKnownTrait = targetGroup !== undefined && !isSituation(targetGroup);
  const isUndecided = [...known].some(isSituation)
    ? !meantFor.some(isSituation) && !hasKnownTrait
    : meantFor.some(isSituation);
  return isUndecided ? { reason: unsureGroupReason(meantFor), closeness: UNSURE } : 'does not fit';
}

function isSituation(code: string): boolean {
  return Object.hasOwn(Situation, code);
}

function sectorFinding({ sectors }: Eligibility, { sector }: InstrumentFilter): Finding {
  if (sector === undefined) return 'not applicable';
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
  if (age === undefined || (from === null && to === null)) return 'not applicable';
  const isWithin = (from === null || age >= from) && (to === null || age <= to);
  return isWithin ? { reason: ageReason(from, to), closeness: EXACT } : 'does not fit';
}

function limitFinding(allowed: readonly string[] | undefined, known: string | undefined): Finding {
  const hasLimit = allowed !== undefined && allowed.length > 0 && known !== undefined;
  return !hasLimit || allowed.includes(known) ? 'not applicable' : 'does not fit';
}

function isAround({ opensOn, closesOn }: Eligibility, on: string): boolean {
  const daysTo = (day: string) => (Date.parse(day) - Date.parse(on)) / DAY_MS;
  const isPast = closesOn !== null && daysTo(closesOn) < -DAYS_AROUND;
  return !isPast && (opensOn === null || daysTo(opensOn) <= DAYS_AROUND);
}
