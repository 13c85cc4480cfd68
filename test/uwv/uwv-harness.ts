/** UWV's system of the demo and its subgraph, for one test file. */
import type { JsonPartner } from '../../mocks/json-partner.ts';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import type { World } from '../../mocks/world/world.ts';
import {
  COACH,
  partnersAt,
  encryptedFor,
  startSubgraphHarness,
} from '../support/subgraph-harness.ts';
import type { GraphqlResult, Asker, SubgraphHarness } from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';

export interface Harness extends SubgraphHarness {
  readonly world: World;
  readonly uwv: JsonPartner;
  people(asker: Asker, ids: readonly string[], selection: string): Promise<GraphqlResult>;
}

/** The sealed id of a number for this asker. */
export function personId(number: string, asker: Asker): string {
  return encryptedFor(asker, 'person', 'llo-person/v1', number);
}

/** Made once a file: nothing in it ever changes. */
const world = createWorld({ date: TEST_DAY });

export async function startStage(): Promise<Harness> {
  const uwv = await startUwv(world);
  const harness = await startSubgraphHarness('uwv', partnersAt({ uwv: uwv.url }), ['person']);
  // The token is fetched once, and does not count as a question of a test.
  await harness.ask(COACH, '{ jobseekers(first: 1) { nodes { id } } }');
  uwv.resetCalls();
  return {
    ...harness,
    world,
    uwv,
    people: (asker, ids, selection) => harness.entities(asker, 'Person', ids, selection),
    stop: async () => {
      await harness.stop();
      await uwv.stop();
    },
  };
}
