import type { FundId, World } from '../world/world.ts';
import { recordsOf } from './fund-records.ts';
import { statementsOfLayoutA } from './layout-a.ts';
import { statementsOfLayoutB } from './layout-b.ts';

const LAYOUTS = {
  otib: statementsOfLayoutA,
  oomt: statementsOfLayoutA,
  oom: statementsOfLayoutB,
  'a-en-o-metalektro': statementsOfLayoutB,
} as const;

/** The SQL statements that create, fill and analyze the tables of a fund. */
export function statementsOf(world: World, fund: FundId): readonly string[] {
  return LAYOUTS[fund](recordsOf(world, fund));
}
