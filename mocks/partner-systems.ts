/** How the partner systems of each kind are started. A kind joins the demo by its line here. */
import { startSchools } from './education/start-schools.ts';
import { startFunds } from './funds/start-funds.ts';
import { startCaseSystem } from './guidance/start-case-system.ts';
import type { SubgraphName, PartnerSystem } from './partner-system.ts';
import { startUwv } from './uwv/start-uwv.ts';
import { PROVINCE_IDS } from './provinces/register.ts';
import { startProvinces } from './provinces/start-provinces.ts';
import { createWorld } from './world/create-world.ts';
import { FUND_IDS, SCHOOL_IDS } from './world/world.ts';
import type { World, WorldSettings } from './world/world.ts';

export interface PartnerWish {
  readonly kind: string;
  readonly id: string;
  /** 0 takes a free one. */
  readonly port: number;
}

type Starter = (
  world: World,
  partners: readonly PartnerWish[],
) => Promise<readonly PartnerSystem[]>;

const STARTERS: Partial<Record<SubgraphName, Starter>> = {
  funds: (world, partners) => {
    const { ids, ports } = homesOf(FUND_IDS, partners);
    return startFunds(world, { funds: ids, ports });
  },
  education: (world, partners) => {
    const { ids, ports } = homesOf(SCHOOL_IDS, partners);
    return startSchools(world, { schools: ids, ports });
  },
  provinces: (world, partners) => {
    const { ids, ports } = homesOf(PROVINCE_IDS, partners);
    return startProvinces(world, { provinces: ids, ports });
  },
  uwv: (world, partners) => Promise.all(partners.map((partner) => startUwv(world, partner))),
  guidance: (world, partners) =>
    Promise.all(partners.map((partner) => startCaseSystem(world, partner))),
};

/** Starts what is wished, side by side; all agree on the same invented world. */
export async function startPartnerSystems(
  partners: readonly PartnerWish[],
  settings: WorldSettings,
): Promise<readonly PartnerSystem[]> {
  const world = createWorld(settings);
  const started = Object.entries(STARTERS).map(async ([kind, start]) => {
    const wished = partners.filter((partner) => partner.kind === kind);
    return wished.length === 0 ? [] : start(world, wished);
  });
  return (await Promise.all(started)).flat();
}

/** Which of the known ids are wished, and at which ports. */
function homesOf<Id extends string>(known: readonly Id[], partners: readonly PartnerWish[]) {
  const ports: Partial<Record<Id, number>> = {};
  for (const id of known) {
    const wish = partners.find((partner) => partner.id === id);
    if (wish) ports[id] = wish.port;
  }
  return { ids: known.filter((id) => ports[id] !== undefined), ports };
}
