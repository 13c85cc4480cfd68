/** Whether two employers have more than half of the vouchers of a region, from the seeded world. */
import { municipalityOf } from '../../../mocks/world/places.ts';
import type { Day, World } from '../../../mocks/world/world.ts';

const EMPLOYERS_MIN = 5;

/** By region; null where fewer than five employers have a voucher. */
export function concentrationOf(
  { vouchers }: World,
  programme: string,
  until: Day,
): ReadonlyMap<string, boolean | null> {
  const regions = new Map<string, Map<string, number>>();
  for (const voucher of vouchers) {
    const { employerKvk, municipality, issuedOn } = voucher;
    if (voucher.programme !== programme || employerKvk === null || issuedOn > until) continue;
    const region = municipalityOf(municipality).labourRegion;
    const employers = regions.get(region) ?? new Map<string, number>();
    employers.set(employerKvk, (employers.get(employerKvk) ?? 0) + 1);
    regions.set(region, employers);
  }
  return new Map(
    [...regions].map(([region, employers]) => {
      const counts = [...employers.values()].toSorted((one, other) => other - one);
      const all = counts.reduce((sum, one) => sum + one, 0);
      const two = (counts[0] ?? 0) + (counts[1] ?? 0);
      return [region, counts.length < EMPLOYERS_MIN ? null : two > all / 2];
    }),
  );
}
