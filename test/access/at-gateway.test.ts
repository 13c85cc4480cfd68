/** The first of the two places where the decisions are enforced: the whole gateway, over HTTP. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { SUBGRAPHS } from '../../schema/subgraph-sdl.ts';
import { startFakeSubgraph, type FakeSubgraph } from '../gateway/support/fake-subgraph.ts';
import { startSmallGateway, type SmallGateway } from '../gateway/support/small-gateway.ts';
import { trialsOf, type Trial } from './trials.ts';
import { CALLERS, readDecisions, type CallerKind } from './decisions.ts';
import { composedSchema } from './schemas.ts';

let gateway: SmallGateway;
let subgraphs: FakeSubgraph;

beforeAll(async () => {
  subgraphs = await startFakeSubgraph();
  subgraphs.answer({ data: {} });
  gateway = await startSmallGateway({
    supergraphSdl: readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8'),
    subgraphUrls: new Map(SUBGRAPHS.map(({ name }) => [name, subgraphs.url])),
  });
});
afterAll(async () => {
  await gateway.stop();
  await subgraphs.stop();
});

const decisions = readDecisions();
const schema = composedSchema();
const REFUSALS = /^(UNAUTHENTICATED|SCOPE_DENIED|PURPOSE_DENIED)$/;

/** What the trial shows to be otherwise than decided, in words; `null` when all is as decided. */
async function differs(trial: Trial, caller: CallerKind, token: string | undefined) {
  subgraphs.asked.length = 0;
  const { body } = await gateway.ask(`{ ${trial.selection} }`, {
    ...(token === undefined ? {} : { token }),
    ...(caller.purpose === undefined ? {} : { headers: { 'x-llo-purpose': caller.purpose } }),
  });
  const errors = body.errors ?? [];
  if (trial.refused.length === 0) {
    const isAdmitted = errors.every((error) => !REFUSALS.test(error.extensions?.code ?? ''));
    return isAdmitted && subgraphs.asked.length > 0 ? null : describe(trial, errors);
  }
  const found = errors.map(({ path, extensions }) => [String(path), extensions?.code]);
  const wanted = trial.refused.map(({ path }) => [path.replaceAll('.', ','), caller.refusedWith]);
  const isNamed = errors.every(({ message }, index) =>
    message.includes(`"${trial.refused[index]?.coordinate}"`),
  );
  const isAsDecided =
    JSON.stringify(found) === JSON.stringify(wanted) &&
    isNamed &&
    body.data === null &&
    subgraphs.asked.length === 0;
  return isAsDecided ? null : describe(trial, errors);
}

function describe(trial: Trial, errors: unknown): string {
  return `${trial.selection} → ${JSON.stringify(errors)}`;
}

test.each(CALLERS)(
  'the gateway answers or refuses every field as decided, for $name',
  { timeout: 60_000 },
  async (caller) => {
    const token = caller.claims === null ? undefined : await gateway.token(caller.claims);
    const trials = trialsOf(schema, caller, decisions);
    const different: string[] = [];
    for (const trial of trials) {
      const difference = await differs(trial, caller, token);
      if (difference !== null) different.push(difference);
    }
    expect(different).toEqual([]);
    expect(trials.length).toBeGreaterThan(50);
  },
);
