import { findRegionsByInput } from '../../schema/regions/find-regions.ts';
import { codedError } from '../coded-error.ts';
import { municipalitiesIn, type RegionInput } from '../region-filter.ts';

/** Counts are for labour market regions, provinces and larger: a municipality tells too much. */
export function municipalitiesInCountedRegion(region: RegionInput, on: string): readonly string[] {
  const found = findRegionsByInput(region);
  const isTooSmall =
    found.ok && found.regions.every(({ kind }) => kind === 'GEMEENTE' || kind === 'COOPERATION');
  if (!isTooSmall) return municipalitiesIn(region, on);
  throw codedError(
    'ARGUMENT_INVALID',
    'Cannot count in this region: ask an arbeidsmarktregio, a province or a landsdeel',
  );
}
