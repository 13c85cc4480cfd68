import { isOverlapping, type Region } from '../../core/regions/regions.ts';
import { matchedSectors } from '../../core/sectors/sectors.ts';
import { regionOfCode } from '../kit/mapping/entity-keys.ts';
import type { PilotFilter, PilotStatus } from '../../schema/generated/provinces.ts';
import type { PilotRecord } from './records.ts';

/** A filter of pilots; its region has already been found. */
interface PilotWish extends Omit<PilotFilter, 'region'> {
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

/** Compiles a filter for one day. Registers use the same few regions, so each is compared once. */
export function createPilotFilter(
  { programme, sectors, statuses, targetGroups, regions }: PilotWish,
  on: string,
): (pilot: PilotRecord) => boolean {
  const wantedSectors = sectors && matchedSectors(sectors);
  const isIn = regions && createRegionTest(regions, on);
  return (pilot) => {
    if (programme != null && pilot.programme !== programme) return false;
    if (statuses && !statuses.includes(statusOn(pilot, on))) return false;
    if (targetGroups && !pilot.targetGroups.some((code) => targetGroups.includes(code)))
      return false;
    if (wantedSectors && !pilot.sectors.some((one) => wantedSectors.has(one))) return false;
    return !isIn || pilot.regions.some(isIn);
  };
}

function createRegionTest(wanted: readonly Region[], on: string): (code: string) => boolean {
  const known = new Map<string, boolean>();
  return (code) => {
    const before = known.get(code);
    if (before !== undefined) return before;
    const region = regionOfCode(code);
    const isIn = region !== null && wanted.some((one) => isOverlapping(one, region, on));
    known.set(code, isIn);
    return isIn;
  };
}
