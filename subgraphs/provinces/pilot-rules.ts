import type { Region } from '../../core/regions/regions.ts';
import { matchedSectors } from '../../core/sectors/sectors.ts';
import { createRegionTest } from '../kit/mapping/region-filter.ts';
import type { PilotFilter, PilotStatus } from '../../schema/generated/provinces.ts';
import type { PilotRecord } from './records.ts';

/** A filter of pilots; its region has already been found. */
interface PilotWish extends Omit<PilotFilter, 'region' | 'targetGroups'> {
  readonly targetGroups: ReadonlySet<string> | null;
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

/** Compiles a filter for one day. */
export function createPilotFilter(
  { programme, sectors, statuses, targetGroups, regions }: PilotWish,
  on: string,
): (pilot: PilotRecord) => boolean {
  const wantedSectors = sectors && matchedSectors(sectors);
  const isIn = regions && createRegionTest(regions, on);
  return (pilot) => {
    if (programme != null && pilot.programme !== programme) return false;
    if (statuses && !statuses.includes(statusOn(pilot, on))) return false;
    const groups = pilot.targetGroups ?? [];
    if (targetGroups && !groups.some((code) => targetGroups.has(code))) return false;
    if (wantedSectors && !pilot.sectors?.some((one) => wantedSectors.has(one))) return false;
    return !isIn || (pilot.regions ?? []).some(isIn);
  };
}
