/** How the partner systems of each kind are started. A kind joins the demo by its line here. */
import { startFunds } from './funds/start-funds.ts';
import type { PartnerKind, PartnerSystem } from './partner-system.ts';
import { createWorld } from './world/create-world.ts';
import { FUND_IDS } from './world/world.ts';
import type { World, WorldSettings } from './world/world.ts';

export interface PartnerWish {
  readonly kind: string;
  readonly id: string;
  /** 0 takes a free one. */
  readonly port: number;
}

type Starter = (
  partners: readonly PartnerWish[],
  world: World,
) => Promise<readonly PartnerSystem[]>;

const STARTERS: Partial<Record<PartnerKind, Starter>> = {
  funds: (partners, world) => startFunds(world, chosen(partners, FUND_IDS)),
};

/** The ids and ports of those wished, in the words of a kind that knows its own. */
function chosen<Id extends string>(partners: readonly PartnerWish[], ids: readonly Id[]) {
  const ports: Partial<Record<Id, number>> = {};
  for (const id of ids) {
    const wish = partners.find((partner) => partner.id === id);
    if (wish) ports[id] = wish.port;
  }
  return { funds: ids.filter((id) => id in ports), ports };
}

/** Starts what is wished, side by side; all agree on the same invented world. */
export async function startPartnerSystems(
  partners: readonly PartnerWish[],
  settings: WorldSettings,
): Promise<readonly PartnerSystem[]> {
  const world = createWorld(settings);
  const started = Object.entries(STARTERS).map(async ([kind, start]) => {
    const wished = partners.filter((partner) => partner.kind === kind);
    return wished.length === 0 ? [] : start(wished, world);
  });
  return (await Promise.all(started)).flat();
}
