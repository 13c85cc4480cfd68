import {
  findRegionsByInput,
  type RegionMatch,
  type RegionArgument,
} from '../../../core/regions/find-regions.ts';
import { municipalitiesOf, type Region } from '../../../core/regions/regions.ts';
import { codedError } from '../../../core/errors/coded-error.ts';

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
