/** UWV's system of the demo and its subgraph, for one test file. */
import type { JsonPartner } from '../../mocks/json-partner.ts';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import type { World } from '../../mocks/world/world.ts';
import {
  DEVELOPER,
  partnersAt,
  encryptedFor,
  startSubgraphHarness,
} from '../support/subgraph-harness.ts';
import type { GraphqlResult, Principal, SubgraphHarness } from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';

export interface Harness extends SubgraphHarness {
  readonly world: World;
  readonly uwv: JsonPartner;
  people(principal: Principal, ids: readonly string[], selection: string): Promise<GraphqlResult>;
}

/** The encrypted id of a number for this principal. */
export function personId(number: string, principal: Principal): string {
  return encryptedFor(principal, 'person', 'llo-person/v1', number);
}

/** Made once a file: nothing in it ever changes. */
const world = createWorld({ date: TEST_DAY });

export async function startHarness(): Promise<Harness> {
  const uwv = await startUwv(world);
  const harness = await startSubgraphHarness('uwv', partnersAt({ uwv: uwv.url }), ['person']);
  // The token is fetched once, and does not count as a call of a test.
  await harness.ask(DEVELOPER, '{ jobseekers(first: 1) { nodes { id } } }');
  uwv.resetCalls();
  return {
    ...harness,
    world,
    uwv,
    people: (principal, ids, selection) => harness.entities(principal, 'Person', ids, selection),
    stop: async () => {
      await harness.stop();
      await uwv.stop();
    },
  };
}
