import { isOverlapping, type Region } from '../../core/regions/regions.ts';
import { matchedSectors, type Sector } from '../../core/sectors/sectors.ts';
import { regionOfCode } from '../kit/mapping/entity-keys.ts';
import type { PilotFilter, PilotStatus } from '../../schema/generated/provinces.ts';
import type { PilotRecord } from './records.ts';

/** A filter of pilots; its region has already been found. */
export interface PilotWish extends Omit<PilotFilter, 'region'> {
  readonly regions: readonly Region[] | null;
}

/**
 * The status of a pilot on a day. Dates take precedence over the register's word, which is often
 * out of date; where they contradict and the dates do not decide, it is `UNKNOWN`.
 */
export function statusOn({ startedOn, endedOn, statusWord }: PilotRecord, on: string): PilotStatus {
  if (endedOn !== null && endedOn < on) return 'FINISHED';
  if (startedOn === null) return statusWord ?? 'UNKNOWN';
  if (startedOn > on) return 'PLANNED';
  if (endedOn !== null) return 'RUNNING';
  return statusWord === 'RUNNING' || statusWord === 'FINISHED' ? statusWord : 'UNKNOWN';
}

export function isWanted(pilot: PilotRecord, wish: PilotWish, on: string): boolean {
  const { programme, sectors, statuses, targetGroups, regions } = wish;
  if (programme != null && pilot.programme !== programme) return false;
  if (statuses && !statuses.includes(statusOn(pilot, on))) return false;
  if (targetGroups && !pilot.targetGroups?.some((code) => targetGroups.includes(code)))
    return false;
  if (sectors && !hasOneOf(pilot.sectors ?? [], sectors)) return false;
  return !regions || (pilot.regions ?? []).some((code) => isIn(code, regions, on));
}

function hasOneOf(own: readonly Sector[], wanted: readonly Sector[]): boolean {
  const matched = matchedSectors(wanted);
  return own.some((sector) => matched.has(sector));
}

function isIn(code: string, wanted: readonly Region[], on: string): boolean {
  const region = regionOfCode(code);
  return region !== null && wanted.some((one) => isOverlapping(one, region, on));
}
