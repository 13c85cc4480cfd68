/** Both case systems of the demo and their subgraph, for one test file. */
import { startCaseSystem } from '../../mocks/guidance/start-case-system.ts';
import type { JsonPartner } from '../../mocks/json-partner.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { trajectoriesOf } from '../../mocks/world/trajectories.ts';
import type { Trajectory } from '../../mocks/world/trajectories.ts';
import type { World } from '../../mocks/world/world.ts';
import {
  COACH,
  partnersAt,
  encryptedFor,
  startSubgraphHarness,
} from '../support/subgraph-harness.ts';
import type { Principal, SubgraphHarness } from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';

export const PUBLIC_SYSTEM = 'leerwerkloket-stedenvierkant';
export const FUND_SYSTEM = 'vakmanschap-coaches';

/** A coach of the fund's project. */
export const FUND_COACH: Principal = { ...COACH, consumer: '00000099000000006000' };

export interface Harness extends SubgraphHarness {
  readonly world: World;
  readonly trajectories: readonly Trajectory[];
  /** Run by public bodies; may know people by number. */
  readonly loket: JsonPartner;
  /** Run by a fund's project; may not. */
  readonly fundRun: JsonPartner;
}

export function trajectoryId({ system, number }: Trajectory, principal: Principal): string {
  return encryptedFor(principal, 'voucher', 'llo-trajectory/v1', `${system}:${number}`);
}

export function voucherId(
  { fund, number }: Trajectory['vouchers'][number],
  principal: Principal,
): string {
  return encryptedFor(principal, 'voucher', 'llo-voucher/v1', `${fund}:${number}`);
}

export function personId(number: string, principal: Principal): string {
  return encryptedFor(principal, 'person', 'llo-person/v1', number);
}

/** Made once a file: nothing in it ever changes. */
const world = createWorld({ date: TEST_DAY });

export async function startHarness(): Promise<Harness> {
  const [loket, fundRun] = await Promise.all([
    startCaseSystem(world, { id: PUBLIC_SYSTEM, port: 0 }),
    startCaseSystem(world, { id: FUND_SYSTEM, port: 0 }),
  ]);
  const partners = partnersAt({ [PUBLIC_SYSTEM]: loket.url, [FUND_SYSTEM]: fundRun.url });
  const harness = await startSubgraphHarness('guidance', partners, ['voucher', 'person', 'coach']);
  // The token is fetched once, and does not count as a call of a test.
  await harness.ask(COACH, '{ caseload(first: 1) { nodes { id } } }');
  for (const system of [loket, fundRun]) system.resetCalls();
  return {
    ...harness,
    world,
    trajectories: trajectoriesOf(world),
    loket,
    fundRun,
    stop: async () => {
      await harness.stop();
      await Promise.all([loket.stop(), fundRun.stop()]);
    },
  };
}
