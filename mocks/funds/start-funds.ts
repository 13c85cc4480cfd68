import { FUND_IDS } from '../world/world.ts';
import type { FundId, World } from '../world/world.ts';
import { statementsOf } from './fund-statements.ts';
import { startFund } from './start-fund.ts';
import type { FundSystem } from './start-fund.ts';
import { loadTemplate } from './template.ts';

export interface FundsSettings {
  /** Which funds to start; all four unless told. */
  readonly funds?: readonly FundId[];
  /** A port for each; one that is not named takes a free one. */
  readonly ports?: Partial<Readonly<Record<FundId, number>>>;
}

/** Starts the databases of the funds, one after the other, since all of them work on this thread. */
export async function startFunds(
  world: World,
  { funds = FUND_IDS, ports = {} }: FundsSettings = {},
): Promise<readonly FundSystem[]> {
  const template = await loadTemplate();
  const started: FundSystem[] = [];
  for (const fund of funds) {
    const statements = statementsOf(world, fund);
    started.push(await startFund({ fund, port: ports[fund] ?? 0, template, statements }));
  }
  return started;
}
