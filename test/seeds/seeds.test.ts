/**
 * Every fact of the seeds can be queried. Rows that need other subgraphs than `reference` are tested in
 * the journeys.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startReference, type ReferenceGraph } from '../reference/support/reference-harness.ts';
import { SEEDS } from './seeds.ts';

let graph: ReferenceGraph;

beforeAll(async () => {
  graph = await startReference();
});
afterAll(() => graph.stop());

describe.each(SEEDS)('seed $file', ({ sentenceCount, facts, without }) => {
  const here = facts.filter(({ subgraphs }) => subgraphs === undefined);

  test.each(here)('$fact', async ({ query, shows }) => {
    expect(await graph.ask(query)).toEqual({ data: shows });
  });

  test('every sentence has a query or a reason why there is none', () => {
    const all = Array.from({ length: sentenceCount }, (_, index) => index + 1);
    const covered = new Set([...facts, ...without].flatMap(({ sentences }) => sentences));
    expect(all.filter((sentence) => !covered.has(sentence))).toEqual([]);
    expect([...covered].filter((sentence) => !all.includes(sentence))).toEqual([]);
  });

  test('no sentence has both a query and a reason', () => {
    const queried = new Set(facts.flatMap(({ sentences }) => sentences));
    const both = without.flatMap(({ sentences }) => sentences).filter((one) => queried.has(one));
    expect(both).toEqual([]);
  });
});

test('every published figure is in the query of a row', async () => {
  const queries = SEEDS.flatMap(({ facts }) => facts.map(({ query }) => query)).join('\n');
  const { data } = await graph.ask('{ indicators { id source { file } } }');
  const { indicators } = data as {
    indicators: readonly {
      readonly id: string;
      readonly source: { readonly file: string | null };
    }[];
  };
  const ofSeeds = indicators.filter(({ source }) => source.file !== null);
  expect(ofSeeds.length).toBeGreaterThan(25);
  expect(ofSeeds.filter(({ id }) => !queries.includes(`"${id}"`))).toEqual([]);
});
