import { isSectorCovered, type Sector } from '../../schema/sectors.ts';
import type { SchemeRecord } from './records.ts';

/** True on the days between opening and closing, both included; an open end stays open. */
export function isOpenOn(scheme: SchemeRecord, day: string): boolean {
  const hasOpened = scheme.opensOn === null || scheme.opensOn <= day;
  const hasClosed = scheme.closesOn !== null && scheme.closesOn < day;
  return hasOpened && !hasClosed;
}

/** What is left of the budget in whole percents, rounded down; never euros (a public figure). */
export function budgetLeftPercent({ budgetEuro, committedEuro }: SchemeRecord): number | null {
  if (budgetEuro <= 0) return null;
  const left = Math.floor((100 * (budgetEuro - committedEuro)) / budgetEuro);
  return Math.min(100, Math.max(0, left));
}

/** True when a voucher of this scheme can pay for a training on this day. */
export function canPayFor(
  scheme: SchemeRecord,
  training: { readonly sector: Sector | null; readonly durationMonths: number | null },
  day: string,
): boolean {
  if (!isOpenOn(scheme, day) || budgetLeftPercent(scheme) === 0) return false;
  if (!scheme.uses.includes('TRAINING')) return false;
  return hasSector(scheme, training.sector) && hasLength(scheme, training.durationMonths);
}

function hasSector(scheme: SchemeRecord, sector: Sector | null): boolean {
  if (sector === null) return scheme.sectors.length === 0;
  return isSectorCovered(scheme.sectors, sector);
}

function hasLength(scheme: SchemeRecord, months: number | null): boolean {
  return scheme.maxMonths === null || (months !== null && months <= scheme.maxMonths);
}
