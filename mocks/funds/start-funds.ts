import { FUND_IDS } from '../world/world.ts';
import type { FundId, World } from '../world/world.ts';
import { openDatabase } from './database.ts';
import { statementsOf } from './fund-statements.ts';
import { startFund } from './start-fund.ts';
import type { FundSystem } from './start-fund.ts';
import { loadTemplate } from './template.ts';

export interface FundsSettings {
  /** The funds to start; all four by default. */
  readonly funds?: readonly FundId[];
  /** Ports by fund; a free port by default. */
  readonly ports?: Partial<Readonly<Record<FundId, number>>>;
}

/** Starts the databases of the funds one after the other, because all use this thread. */
export async function startFunds(
  world: World,
  { funds = FUND_IDS, ports = {} }: FundsSettings = {},
): Promise<readonly FundSystem[]> {
  const schemas = await openDatabase(await loadTemplate(), funds);
  const started: FundSystem[] = [];
  for (const [fund, schema] of schemas) {
    const statements = statementsOf(world, fund);
    started.push(await startFund({ fund, port: ports[fund] ?? 0, schema, statements }));
  }
  return started;
}
