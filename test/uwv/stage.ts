/** UWV's system of the demo and its subgraph, for one test file. */
import type { JsonPartner } from '../../mocks/json-partner.ts';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import type { World } from '../../mocks/world/world.ts';
import { COACH, partnersAt, encryptedFor, startSubgraphHarness } from '../support/kind-stage.ts';
import type { Answer, Asker, SubgraphHarness } from '../support/kind-stage.ts';
import { TEST_DAY } from '../support/test-day.ts';

export interface Stage extends SubgraphHarness {
  readonly world: World;
  readonly uwv: JsonPartner;
  people(asker: Asker, ids: readonly string[], selection: string): Promise<Answer>;
}

/** The sealed id of a number for this asker. */
export function personId(number: string, asker: Asker): string {
  return encryptedFor(asker, 'person', 'llo-person/v1', number);
}

/** Made once a file: nothing in it ever changes. */
const world = createWorld({ date: TEST_DAY });

export async function startStage(): Promise<Stage> {
  const uwv = await startUwv(world);
  const stage = await startSubgraphHarness('uwv', partnersAt({ uwv: uwv.url }), ['person']);
  // The token is fetched once, and does not count as a question of a test.
  await stage.ask(COACH, '{ jobseekers(first: 1) { nodes { id } } }');
  uwv.resetCalls();
  return {
    ...stage,
    world,
    uwv,
    people: (asker, ids, selection) => stage.entities(asker, 'Person', ids, selection),
    stop: async () => {
      await stage.stop();
      await uwv.stop();
    },
  };
}
