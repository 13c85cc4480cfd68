/**
 * Where an instrument is valid or takes place, against the regions of a filter. Regions overlap and
 * form no tree, so their municipalities are compared.
 */
import type { InstrumentFilter } from './instrument-filter.ts';
import {
  findRegion,
  isOverlapping,
  isSame,
  municipalitiesOf,
  type Region,
} from '../../../core/regions/regions.ts';
import { EVERYWHERE, placeReason, regionReason } from './instrument-reasons.ts';
import { regionOfCode } from '../mapping/entity-keys.ts';

/** The result of one rule. */
export type Finding =
  { readonly reason: string; readonly closeness: number } | 'not applicable' | 'does not fit';

/** For exactly this; for this among everything; perhaps for this. */
export const EXACT = 2;
export const GENERAL = 1;
export const UNSURE = 0;

interface Placed {
  readonly regions: readonly string[];
  readonly isPlaced?: boolean;
}

/** Partners use the same few regions, so each is compared once per filter. */
export function createRegionMeter({ regions: filtered, on }: InstrumentFilter) {
  const wanted = filtered?.flatMap(({ kind, code }) => findRegion(kind, code) ?? []);
  const known = new Map<string, Meeting | null>();
  const meet = (code: string): Meeting | null => {
    const before = known.get(code);
    if (before !== undefined) return before;
    const found = measure(regionOfCode(code), wanted ?? [], on);
    known.set(code, found);
    return found;
  };
  return ({ regions, isPlaced = false }: Placed): Finding => {
    if (wanted === undefined) return 'not applicable';
    if (regions.length === 0) {
      return isPlaced ? 'does not fit' : { reason: EVERYWHERE, closeness: GENERAL };
    }
    const met = regions.flatMap((code) => meet(code) ?? []);
    if (met.length === 0) return 'does not fit';
    if (isPlaced) {
      return { reason: placeReason(met.map(({ region }) => region)), closeness: EXACT };
    }
    const whole = met.filter((one) => one.isWhole);
    const named = (whole.length > 0 ? whole : met).map(({ region }) => region);
    const isWhole = whole.length > 0;
    return { reason: regionReason(named, isWhole), closeness: isWhole ? EXACT : UNSURE };
  };
}

interface Meeting {
  readonly region: Region;
  /** Whether it covers one of the regions in the filter: a name may mean several. */
  readonly isWhole: boolean;
}

function measure(region: Region | null, wanted: readonly Region[], on: string): Meeting | null {
  if (region === null || !wanted.some((one) => isOverlapping(one, region, on))) return null;
  const own = municipalitiesOf([region], on);
  const isWhole = wanted.some((one) => {
    const codes = [...municipalitiesOf([one], on)];
    return isSame(one, region) || (codes.length > 0 && codes.every((code) => own.has(code)));
  });
  return { region, isWhole };
}
