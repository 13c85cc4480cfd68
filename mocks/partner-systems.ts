/** How the partner systems of each kind are started. A kind joins the demo by its line here. */
import type { PartnerKind, PartnerSystem } from './partner-system.ts';
import type { WorldSettings } from './world/world.ts';

export interface PartnerWish {
  readonly kind: string;
  readonly id: string;
  /** 0 takes a free one. */
  readonly port: number;
}

type Starter = (
  partners: readonly PartnerWish[],
  world: WorldSettings,
) => Promise<readonly PartnerSystem[]>;

const STARTERS: Partial<Record<PartnerKind, Starter>> = {};

/** Starts what is wished, side by side; all agree on the same invented world. */
export async function startPartnerSystems(
  partners: readonly PartnerWish[],
  world: WorldSettings,
): Promise<readonly PartnerSystem[]> {
  const started = Object.entries(STARTERS).map(async ([kind, start]) => {
    const wished = partners.filter((partner) => partner.kind === kind);
    return wished.length === 0 ? [] : start(wished, world);
  });
  return (await Promise.all(started)).flat();
}
