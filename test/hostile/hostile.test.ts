/**
 * Generated documents within the limits, and those that once stopped a process. `npm run hostile` measures each
 * process of the demo; here gateway and subgraphs are in one process, which must do all the work within one bound.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../core/federation/subgraph-names.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import { subgraphSdl } from '../../schema/subgraph-sdl.ts';
import { SHARED } from '../support/shared-partners.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { DEVELOPER, partnersAt, startSubgraphHarness } from '../support/subgraph-harness.ts';
import { generateCaseDocuments, generateDocuments } from './generate-documents.ts';
import { KILLERS } from './killers.ts';
import { measureDocument, send, type HostileTarget } from './measure-documents.ts';

/** For the gateway, six subgraphs and this test together, on any machine; each process may use 250 ms. */
const CPU_MS_MAX = 1_500;
const BYTES_MAX = 16 * 1024 * 1024;
const SEED = 20_261_121;
const KNOWN = { query: '{ programmes(first: 3) { nodes { id name } } }', variables: {} };

const sdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
// With the directives that say which fields need a token.
const schema = buildSchema(sdl, { assumeValidSDL: true });

const ownCpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

let stack: Stack;
let target: HostileTarget;
let known: string;
beforeAll(async () => {
  stack = await startStack();
  target = { url: stack.url, cpu: () => ({ all: ownCpuMs() }) };
  // Code is compiled, files are parsed and planner and threads have started before anything is measured.
  for (const document of generateDocuments(schema, 15, SEED + 1)) await send(stack.url, document);
  known = (await send(stack.url, KNOWN)).text;
});
afterAll(() => stack.stop());

test('24 generated documents each take bounded work and bytes, and leave a known operation as it was', async () => {
  const found: string[] = [];
  for (const document of generateDocuments(schema, 24, SEED)) {
    const { again } = await measureDocument(target, document);
    if (again.worstCpuMs > CPU_MS_MAX || again.bytes > BYTES_MAX || again.status >= 500) {
      found.push(
        `${JSON.stringify(document.recipe)}: ${again.worstCpuMs} ms, ${again.bytes} bytes`,
      );
    }
    if (again.codes.includes('INTERNAL')) found.push(`${JSON.stringify(document)}: INTERNAL`);
    expect((await send(stack.url, KNOWN)).text).toBe(known);
  }
  expect(found).toEqual([]);
});

test.each(Object.entries(KILLERS))(
  'a document over %s is answered or refused with bounded work and bytes',
  async (_, { query, variables }) => {
    const recipe = { shape: 'known killer', size: 100, depth: 0, seed: 0 } as const;
    const { again } = await measureDocument(target, { query, variables, recipe });
    expect(again.worstCpuMs).toBeLessThan(CPU_MS_MAX);
    expect(again.bytes).toBeLessThan(BYTES_MAX);
    expect((await send(stack.url, KNOWN)).text).toBe(known);
  },
);

function schemaOf(kind: SubgraphName): GraphQLSchema {
  return buildSchema(subgraphSdl(kind), { assumeValidSDL: true });
}

test.each(SUBGRAPH_NAMES)(
  'generated documents for subgraph %s with a valid context each take bounded work and bytes',
  async (kind) => {
    const demo = DEMO_SUBGRAPHS.find((one) => one.kind === kind);
    const urls = inject(SHARED);
    const ids = demo?.partners.map(({ id }) => id) ?? [];
    const partners = partnersAt(Object.fromEntries(ids.map((id) => [id, urls[id] ?? ''])));
    const harness = await startSubgraphHarness(kind, partners, demo?.keys ?? []);
    const found: string[] = [];
    for (const { recipe, query, variables } of generateCaseDocuments(schemaOf(kind), 6, SEED)) {
      await harness.ask(DEVELOPER, query, variables);
      const before = ownCpuMs();
      const response = await harness.ask(DEVELOPER, query, variables);
      const usedMs = ownCpuMs() - before;
      const text = JSON.stringify(response);
      if (usedMs > CPU_MS_MAX || text.length > BYTES_MAX || text.includes('"INTERNAL"')) {
        found.push(`${JSON.stringify(recipe)}: ${usedMs} ms, ${text.slice(0, 300)}`);
      }
    }
    await harness.stop();
    expect(found).toEqual([]);
  },
);
