import { isSectorCovered, type Sector } from '../../schema/sectors.ts';
import type { SchemeRecord } from './records.ts';

/** True on the days between opening and closing, both included; an open end stays open. */
export function isOpenOn(scheme: SchemeRecord, day: string): boolean {
  const hasOpened = scheme.opensOn === null || scheme.opensOn <= day;
  const hasClosed = scheme.closesOn !== null && scheme.closesOn < day;
  return hasOpened && !hasClosed;
}

/**
 * What is left of the budget in whole percents; never euros (a public figure). Rounded down, but a
 * rest of less than one percent counts as one: 0 means that nothing is left. A budget of which more
 * was promised than it holds has nothing left either.
 */
export function budgetLeftPercent({ budgetEuro, committedEuro }: SchemeRecord): number | null {
  if (budgetEuro <= 0) return null;
  const leftCents = Math.round(100 * budgetEuro) - Math.round(100 * committedEuro);
  if (leftCents <= 0) return 0;
  const percent = Math.floor(leftCents / budgetEuro);
  return Math.min(100, Math.max(1, percent));
}

/** A scheme with its lists of words as they are understood. */
type UnderstoodScheme = SchemeRecord & {
  readonly [List in 'uses' | 'sectors' | 'regions' | 'targetGroups']: NonNullable<
    SchemeRecord[List]
  >;
};

/** False while a list that narrows the scheme holds only words that we do not know. */
export function isUnderstood(scheme: SchemeRecord): scheme is UnderstoodScheme {
  const { uses, sectors, regions, targetGroups } = scheme;
  return uses !== null && sectors !== null && regions !== null && targetGroups !== null;
}

/**
 * True when a voucher of this scheme can pay for a training on a day. What is left is known as of
 * now alone, so for a day that is over the dates decide.
 */
export function canPayFor(
  scheme: SchemeRecord,
  training: { readonly sector: Sector | null; readonly durationMonths: number | null },
  { day, today }: { readonly day: string; readonly today: string },
): boolean {
  if (!isUnderstood(scheme) || !isOpenOn(scheme, day)) return false;
  if (day >= today && budgetLeftPercent(scheme) === 0) return false;
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
