import {
  findRegionsByInput,
  type RegionMatch,
  type RegionArgument,
} from '../../../core/regions/find-regions.ts';
import { isOverlapping, municipalitiesOf, type Region } from '../../../core/regions/regions.ts';
import { codedError } from '../../../core/errors/coded-error.ts';
import { regionOfCode } from './entity-keys.ts';

/**
 * The CBS codes of the municipalities in a region filter on a day; throws `ARGUMENT_INVALID` with
 * the nearest names when there is no such region.
 */
export function municipalitiesIn(region: RegionArgument, on: string): readonly string[] {
  return [...municipalitiesOf(regionsIn(region), on)];
}

/** The regions of a region filter; throws `ARGUMENT_INVALID` likewise. */
export function regionsIn(region: RegionArgument): readonly Region[] {
  return foundRegions(findRegionsByInput(region));
}

/** The regions of a match; throws `ARGUMENT_INVALID` with the nearest names when there is none. */
export function foundRegions(found: RegionMatch): readonly Region[] {
  if (found.ok) return found.regions;
  const hint = found.nearest.map((name) => `"${name}"`).join(', ');
  throw codedError(
    'ARGUMENT_INVALID',
    `Cannot use this region: ${found.message}${hint === '' ? '' : `; nearest are ${hint}`}`,
  );
}

/**
 * Whether the region of a code overlaps one of the regions of a filter on a day. Partners use the same few
 * regions, so each is compared once.
 */
export function createRegionTest(wanted: readonly Region[], on: string): (code: string) => boolean {
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
