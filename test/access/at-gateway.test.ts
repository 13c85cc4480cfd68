/** The gateway enforces the access decisions (the first of two layers). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { SUBGRAPHS } from '../../schema/subgraph-sdl.ts';
import { startFakeSubgraph, type FakeSubgraph } from '../gateway/support/fake-subgraph.ts';
import { startSmallGateway, type SmallGateway } from '../gateway/support/small-gateway.ts';
import { trialsOf, type Trial } from './trials.ts';
import { CLIENTS, readDecisions, tokenOf, type TestClient } from './decisions.ts';
import { composedSchema } from './schemas.ts';

let gateway: SmallGateway;
let subgraphs: FakeSubgraph;

beforeAll(async () => {
  subgraphs = await startFakeSubgraph();
  subgraphs.respondWith({ data: {} });
  gateway = await startSmallGateway({
    supergraphSdl: readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8'),
    purposes: readPurposes(),
    subgraphUrls: new Map(SUBGRAPHS.map(({ name }) => [name, subgraphs.url])),
  });
});
afterAll(async () => {
  await gateway.stop();
  await subgraphs.stop();
});

const decisions = readDecisions();
const schema = composedSchema();
const DENIALS = /^(UNAUTHENTICATED|SCOPE_DENIED|PURPOSE_DENIED)$/;

/** How the response differs from the decision; null when it does not. */
async function differs(trial: Trial, client: TestClient, token: string | undefined) {
  subgraphs.received.length = 0;
  const { body } = await gateway.ask(`{ ${trial.selection} }`, {
    ...(token === undefined ? {} : { token }),
    ...(client.purpose === undefined ? {} : { headers: { 'x-llo-purpose': client.purpose } }),
  });
  const errors = body.errors ?? [];
  if (trial.denied.length === 0) {
    const isAllowed = errors.every((error) => !DENIALS.test(error.extensions?.code ?? ''));
    return isAllowed && subgraphs.received.length > 0 ? null : describe(trial, errors);
  }
  const found = errors.map(({ path, extensions }) => [String(path), extensions?.code]);
  const wanted = trial.denied.map(({ path }) => [path.replaceAll('.', ','), client.deniedWith]);
  const isNamed = errors.every(({ message }, index) =>
    message.includes(`"${trial.denied[index]?.coordinate}"`),
  );
  const isAsDecided =
    JSON.stringify(found) === JSON.stringify(wanted) &&
    isNamed &&
    body.data === null &&
    subgraphs.received.length === 0;
  return isAsDecided ? null : describe(trial, errors);
}

function describe(trial: Trial, errors: unknown): string {
  return `${trial.selection} → ${JSON.stringify(errors)}`;
}

test.each(CLIENTS)(
  'the gateway allows or denies every field as decided, for $name',
  { timeout: 60_000 },
  async (client) => {
    const token = await tokenOf(gateway, client);
    const trials = trialsOf(schema, client, decisions);
    const different: string[] = [];
    for (const trial of trials) {
      const difference = await differs(trial, client, token);
      if (difference !== null) different.push(difference);
    }
    expect(different).toEqual([]);
    expect(trials.length).toBeGreaterThan(50);
  },
);
