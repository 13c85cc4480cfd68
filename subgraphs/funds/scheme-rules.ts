import type { Region } from '../../core/regions/regions.ts';
import { isSectorCovered, matchedSectors, type Sector } from '../../core/sectors/sectors.ts';
import { lastClosedQuarter } from '../kit/statistics/quarters.ts';
import type { SchemeAvailability, VoucherSchemeFilter } from '../../schema/generated/funds.ts';
import type { Narrowed } from '../kit/mapping/narrowed-list.ts';
import { createRegionTest } from '../kit/mapping/region-filter.ts';
import type { SchemeRecord } from './records.ts';

/** True on the days between opening and closing, both included; an open end stays open. */
function isOpenOn(scheme: SchemeRecord, day: string): boolean {
  const hasOpened = scheme.opensOn === null || scheme.opensOn <= day;
  const hasClosed = scheme.closesOn !== null && scheme.closesOn < day;
  return hasOpened && !hasClosed;
}

/**
 * Budgets are told as they were when this day began: after the quarter of the newest release of statistics, or without
 * one, after the last quarter that has ended.
 */
export function budgetDayOf(today: string, newestRelease: string | undefined): string {
  const ended = lastClosedQuarter(today);
  const quarter = newestRelease !== undefined && newestRelease < ended ? newestRelease : ended;
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(5))];
  return number === 4
    ? `${year + 1}-01-01`
    : `${year}-${String(3 * number + 1).padStart(2, '0')}-01`;
}

/** With fewer vouchers of the highest amount, a tenth of the budget would disclose a few people. */
const TENTHS_VOUCHERS_MIN = 100;
/** With fewer, even an exhausted budget would; a count of vouchers has the same threshold. */
const EXHAUSTED_VOUCHERS_MIN = 10;

/** What was left on the day of budgets, in cents; null for a budget worth fewer vouchers than that. */
function budgetLeft({ budgetEuro, committedEuro, highestEuro }: SchemeRecord, vouchersMin: number) {
  if (budgetEuro === null || committedEuro === null) return null;
  const [budget, committed] = [Math.round(100 * budgetEuro), Math.round(100 * committedEuro)];
  const highest = highestEuro === null ? 0 : Math.round(100 * highestEuro);
  if (highest <= 0 || budget < vouchersMin * highest) return null;
  return { budget, left: Math.max(0, budget - committed) };
}

/**
 * What was left on the day of budgets in tens of percents, rounded down: 0 is less than ten percent.
 */
export function budgetLeftPercent(scheme: SchemeRecord): number | null {
  const known = budgetLeft(scheme, TENTHS_VOUCHERS_MIN);
  return known && Math.min(100, Math.floor((10 * known.left) / known.budget) * 10);
}

/** Whether nothing was left on the day of budgets; false where that may not be disclosed. */
export function isExhausted(scheme: SchemeRecord): boolean {
  return budgetLeft(scheme, EXHAUSTED_VOUCHERS_MIN)?.left === 0;
}

/** Whether one can apply on a day. For a small budget the period alone decides. */
export function availabilityOn(scheme: SchemeRecord, today: string): SchemeAvailability {
  if (scheme.closesOn !== null && scheme.closesOn < today) return 'CLOSED';
  if (!isOpenOn(scheme, today)) return 'NOT_YET_OPEN';
  if (isExhausted(scheme)) return 'EXHAUSTED';
  return budgetLeftPercent(scheme) === 0 ? 'ALMOST_EXHAUSTED' : 'OPEN';
}

/** A scheme of which every list is known. */
type UnderstoodScheme = SchemeRecord & {
  readonly [List in 'uses' | 'sectors' | 'regions' | 'targetGroups']: NonNullable<
    SchemeRecord[List]
  >;
};

/** False while a list that narrows the scheme holds only unknown codes. */
export function isUnderstood(scheme: SchemeRecord): scheme is UnderstoodScheme {
  const { uses, sectors, regions, targetGroups } = scheme;
  return uses !== null && sectors !== null && regions !== null && targetGroups !== null;
}

/**
 * Whether a voucher of this scheme can pay for a training on a day. What is left is known for this
 * quarter alone, so for a past day the dates decide.
 */
export function canPayFor(
  scheme: SchemeRecord,
  training: { readonly sector: Sector | null; readonly durationMonths: number | null },
  { day, today }: { readonly day: string; readonly today: string },
): boolean {
  if (!isUnderstood(scheme) || !isOpenOn(scheme, day)) return false;
  if (day >= today && isExhausted(scheme)) return false;
  if (!scheme.uses.includes('TRAINING')) return false;
  return hasSector(scheme, training.sector) && hasLength(scheme, training.durationMonths);
}

function hasSector(scheme: UnderstoodScheme, sector: Sector | null): boolean {
  if (sector === null) return scheme.sectors.length === 0;
  return isSectorCovered(scheme.sectors, sector);
}

function hasLength(scheme: SchemeRecord, months: number | null): boolean {
  return scheme.maxMonths === null || (months !== null && months <= scheme.maxMonths);
}

/** A filter of schemes; its funds, region and target groups have already been found. */
interface SchemeWish extends Omit<VoucherSchemeFilter, 'funds' | 'region' | 'targetGroups'> {
  readonly regions: readonly Region[] | null;
  readonly targetGroups: ReadonlySet<string> | null;
}

/**
 * Compiles a filter for one day. A scheme whose list is empty is for all, so it matches whatever is wanted; one of
 * which no word is known matches nothing.
 */
export function createSchemeFilter(
  { programme, openOn, sectors, regions, targetGroups }: SchemeWish,
  on: string,
): (scheme: SchemeRecord) => boolean {
  const wantedSectors = sectors && [...matchedSectors(sectors)];
  const isIn = regions && createRegionTest(regions, on);
  return (scheme) => {
    if (programme != null && programme !== scheme.programme) return false;
    if (openOn != null && !isOpenOn(scheme, openOn)) return false;
    if (wantedSectors) {
      const own = scheme.sectors;
      if (own === null || !wantedSectors.some((one) => isSectorCovered(own, one))) return false;
    }
    if (isIn && !isForAny(scheme.regions, isIn)) return false;
    if (targetGroups === null) return true;
    return targetGroups.size > 0 && isForAny(scheme.targetGroups, (one) => targetGroups.has(one));
  };
}

function isForAny(list: Narrowed, isWanted: (word: string) => boolean): boolean {
  return list !== null && (list.length === 0 || list.some(isWanted));
}
