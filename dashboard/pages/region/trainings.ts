/** What of the trainings the region page shows. */
import type { RegioOpleidingenQuery } from '../../operations/generated.ts';
import type { Region } from './region-areas.ts';

export type Training = NonNullable<RegioOpleidingenQuery['trainings']>['nodes'][number];
export type Offering = NonNullable<Training['offerings']>[number];
export type Voucher = NonNullable<Training['payableWith']>[number];

/** The starts with a free seat in the region, the first one first; all places where the region table does not tell. */
export function freeOfferings({ offerings }: Training, region: Region | null): readonly Offering[] {
  const places = region?.gemeenten && new Set(region.gemeenten.map(({ code }) => code));
  return (offerings ?? [])
    .filter(({ seatsLeft }) => (seatsLeft ?? 0) > 0)
    .filter((offering) => !places || (offering.region !== null && places.has(offering.region.code)))
    .toSorted((a, b) => (a.startDate ?? '').localeCompare(b.startDate ?? ''));
}

/**
 * The vouchers that pay for the training and are for people in the region. Null when the funds did not answer which
 * those are.
 */
export function vouchersFor(
  { payableWith }: Training,
  schemes: RegioOpleidingenQuery['voucherSchemes'],
): readonly Voucher[] | null {
  if (!payableWith || !schemes) return null;
  const here = new Set(schemes.nodes.map(({ id }) => id));
  return payableWith.filter(({ id }) => here.has(id));
}
