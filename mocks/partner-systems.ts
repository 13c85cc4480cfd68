/** How the partner systems of each subgraph are started. A new subgraph needs an entry here. */
import type { SubgraphName } from '../core/federation/subgraph-names.ts';
import { startSchools } from './education/start-schools.ts';
import { startFunds } from './funds/start-funds.ts';
import { startCaseSystem } from './guidance/start-case-system.ts';
import type { PartnerSystem } from './partner-system.ts';
import { startUwv } from './uwv/start-uwv.ts';
import { PROVINCE_IDS } from './provinces/register.ts';
import { startProvinces } from './provinces/start-provinces.ts';
import { createWorld } from './world/create-world.ts';
import { FUND_IDS, SCHOOL_IDS } from './world/world.ts';
import type { World, WorldSettings } from './world/world.ts';

export interface PartnerToStart {
  readonly kind: string;
  readonly id: string;
  /** 0 means a free port. */
  readonly port: number;
}

type StartPartners = (
  world: World,
  partners: readonly PartnerToStart[],
) => Promise<readonly PartnerSystem[]>;

const STARTERS: Partial<Record<SubgraphName, StartPartners>> = {
  funds: (world, partners) => {
    const { ids, ports } = idsAndPorts(FUND_IDS, partners);
    return startFunds(world, { funds: ids, ports });
  },
  education: (world, partners) => {
    const { ids, ports } = idsAndPorts(SCHOOL_IDS, partners);
    return startSchools(world, { schools: ids, ports });
  },
  provinces: (world, partners) => {
    const { ids, ports } = idsAndPorts(PROVINCE_IDS, partners);
    return startProvinces(world, { provinces: ids, ports });
  },
  uwv: (world, partners) => Promise.all(partners.map((partner) => startUwv(world, partner))),
  guidance: (world, partners) =>
    Promise.all(partners.map((partner) => startCaseSystem(world, partner))),
};

/** Starts partner systems in parallel, with records of the same synthetic world. */
export async function startPartnerSystems(
  partners: readonly PartnerToStart[],
  settings: WorldSettings,
): Promise<readonly PartnerSystem[]> {
  const world = createWorld(settings);
  const started = Object.entries(STARTERS).map(async ([subgraph, start]) => {
    const ofSubgraph = partners.filter((partner) => partner.kind === subgraph);
    return ofSubgraph.length === 0 ? [] : start(world, ofSubgraph);
  });
  return (await Promise.all(started)).flat();
}

/** The ids of the partners to start, and their ports. */
function idsAndPorts<Id extends string>(known: readonly Id[], partners: readonly PartnerToStart[]) {
  const ports: Partial<Record<Id, number>> = {};
  for (const id of known) {
    const wanted = partners.find((partner) => partner.id === id);
    if (wanted) ports[id] = wanted.port;
  }
  return { ids: known.filter((id) => ports[id] !== undefined), ports };
}
