/** Keys of entities that other subgraphs own: enough for the gateway to fetch the rest there. */
import { findRegion, type Region, type RegionKind } from '../../../core/regions/regions.ts';

export interface OrganisationKey {
  readonly id: string;
}

export interface RegionKey {
  readonly kind: RegionKind;
  readonly code: string;
}

export function organisationKey(id: string | null | undefined): OrganisationKey | null {
  return id == null ? null : { id };
}

export function municipalityKey(code: string | null | undefined): RegionKey | null {
  return code == null ? null : { kind: 'GEMEENTE', code };
}

/** The key of a region code: CBS codes have a prefix, a cooperation region has a slug. */
export function regionKey(code: string): RegionKey {
  if (/^GM\d/.test(code)) return { kind: 'GEMEENTE', code };
  if (/^PV\d/.test(code)) return { kind: 'PROVINCIE', code };
  if (/^AM\d/.test(code)) return { kind: 'ARBEIDSMARKTREGIO', code };
  if (/^LD\d/.test(code)) return { kind: 'LANDSDEEL', code };
  return { kind: 'COOPERATION', code };
}

/** The region with this code; null for an unknown code. */
export function regionOfCode(code: string): Region | null {
  return findRegion(regionKey(code).kind, code);
}
