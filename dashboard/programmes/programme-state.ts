/** Whether a programme runs now, from its published period or else from the registers of partners. Every page asks it here. */
import { todayInNetherlands } from '../../ui/today.ts';
import type { WatLooptNuQuery } from '../operations/generated.ts';
import type { Period } from '../operations/responses.ts';
import type { QueryResult } from '../operations/send-query.ts';

/**
 * `NOTHING_OPEN`: no end is published, and each of its pilots and voucher schemes is over. `UNKNOWN`: neither the
 * published period nor a register tells.
 */
export type ProgrammeState = 'RUNNING' | 'PLANNED' | 'NOTHING_OPEN' | 'UNKNOWN' | 'ENDED';

/** What the registers of funds and provinces hold about one programme. */
export interface Activity {
  readonly schemes: number;
  readonly openSchemes: number;
  readonly pilots: number;
  readonly runningPilots: number;
}

const OPEN = new Set<string | null>(['OPEN', 'ALMOST_EXHAUSTED', 'EXHAUSTED']);

/** The registers' schemes and pilots of one programme; a list that did not arrive counts as empty. */
export function activityOf(programme: string, data: WatLooptNuQuery | null): Activity {
  const isOwn = (row: { readonly programme: { readonly id: string } | null }) =>
    row.programme?.id === programme;
  const schemes = (data?.voucherSchemes?.nodes ?? []).filter(isOwn);
  const pilots = (data?.pilots?.nodes ?? []).filter(isOwn);
  return {
    schemes: schemes.length,
    openSchemes: schemes.filter(({ availability }) => OPEN.has(availability)).length,
    pilots: pilots.length,
    runningPilots: pilots.filter(({ status }) => status === 'RUNNING').length,
  };
}

/** What the published period alone says of a day; null when it says nothing. */
export function stateInPeriod(
  period: Period | null,
  today: string,
): Extract<ProgrammeState, 'RUNNING' | 'PLANNED' | 'ENDED'> | null {
  if (!period?.start && !period?.end) return null;
  if (period.end && period.end < today) return 'ENDED';
  return period.start && period.start > today ? 'PLANNED' : 'RUNNING';
}

/** `isComplete` is false when a partner failed: its running pilot or open scheme may be missing. */
export function stateOf(
  period: Period | null,
  activity: Activity,
  { today, isComplete }: { readonly today: string; readonly isComplete: boolean },
): ProgrammeState {
  const published = stateInPeriod(period, today);
  if (published !== null) return published;
  if (activity.openSchemes + activity.runningPilots > 0) return 'RUNNING';
  const isKnown = isComplete && activity.schemes + activity.pilots > 0;
  return isKnown ? 'NOTHING_OPEN' : 'UNKNOWN';
}

/** The answer of the registers; null until it has arrived. */
type Running = QueryResult<WatLooptNuQuery> | null;

/** Whether the programme runs today; null until the registers have answered. */
export function programmeState(
  { id, period }: { readonly id: string; readonly period: Period | null },
  running: Running,
): ProgrammeState | null {
  if (running === null) return null;
  return stateOf(period, activityOf(id, running.data), {
    today: todayInNetherlands(),
    isComplete: isWhole(running),
  });
}

/** No partner failed, and neither list goes on. */
export function isWhole(running: Running): boolean {
  if (running === null || running.hasFailed || running.failures.length > 0) return false;
  const lists = [running.data?.voucherSchemes, running.data?.pilots];
  return lists.every((list) => list?.pageInfo.hasNextPage === false);
}

/** What is published about reach: a result, a goal without one, or neither. */
export type FigureKind = 'RESULT' | 'GOAL' | 'NONE';

const STATES: readonly (ProgrammeState | null)[] = ['RUNNING', 'PLANNED'];
const KINDS: readonly FigureKind[] = ['RESULT', 'GOAL', 'NONE'];

/** Programmes that run first, then those that will; those with a result first; by name where these are the same. */
export function inOrder<
  One extends {
    readonly state: ProgrammeState | null;
    readonly figureKind: FigureKind;
    readonly name: string | null;
  },
>(programmes: readonly One[]): readonly One[] {
  const rank = ({ state, figureKind }: One) =>
    (STATES.includes(state) ? STATES.indexOf(state) : STATES.length) * KINDS.length +
    KINDS.indexOf(figureKind);
  return programmes.toSorted(
    (a, b) => rank(a) - rank(b) || (a.name ?? '').localeCompare(b.name ?? '', 'nl'),
  );
}
