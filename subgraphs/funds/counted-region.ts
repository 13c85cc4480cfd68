import { findRegionsByInput } from '../../core/regions/find-regions.ts';
import { codedError } from '../../core/errors/coded-error.ts';
import { foundRegions, type RegionInput } from '../kit/mapping/region-filter.ts';

/**
 * The code of the arbeidsmarktregio in a filter of counts. Regions of that kind do not overlap,
 * while a province and an arbeidsmarktregio can differ by a single municipality; so other kinds
 * throw.
 */
export function countedRegion(region: RegionInput): string {
  const [first, ...others] = foundRegions(findRegionsByInput(region));
  if (first?.kind === 'ARBEIDSMARKTREGIO' && others.length === 0) return first.code;
  throw invalidRegion();
}

/** For a region of another kind, and for one that the schemes are not for. */
export function invalidRegion(): Error {
  return codedError(
    'ARGUMENT_INVALID',
    'Cannot count in this region: give the kind ARBEIDSMARKTREGIO and the code or name of one that the schemes are meant for, or group by REGION instead',
  );
}
