import { Supergraph } from '@apollo/federation-internals';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { committed } from '../../cli/generate/generate-command.ts';
import { currentSupergraphs } from '../../cli/generate/supergraph.ts';
import { composeSubgraphs, composeSupergraph } from '../../schema/compose.ts';
import { SUBGRAPHS, subgraphSdl } from '../../schema/subgraph-sdl.ts';
import { SUBGRAPH_NAMES } from '../../core/federation/subgraph-names.ts';

const URL = 'http://127.0.0.1:1/graphql';

test('the committed supergraph equals the composition of the SDL', async () => {
  for (const [path, text] of await currentSupergraphs()) expect(committed(path)).toBe(text);
});

test('the order of the subgraphs does not change the supergraph', () => {
  expect(composeSupergraph(SUBGRAPH_NAMES.toReversed())).toEqual(composeSupergraph(SUBGRAPH_NAMES));
});

test('every subgraph has its default address', () => {
  expect(SUBGRAPHS.map(({ name, url }) => `${name} ${url}`)).toEqual([
    'funds http://127.0.0.1:4001/graphql',
    'education http://127.0.0.1:4002/graphql',
    'uwv http://127.0.0.1:4003/graphql',
    'guidance http://127.0.0.1:4004/graphql',
    'provinces http://127.0.0.1:4005/graphql',
    'reference http://127.0.0.1:4006/graphql',
    'insights http://127.0.0.1:4007/graphql',
  ]);
});

test.each(SUBGRAPH_NAMES)('the SDL of %s starts with the shared types', (kind) => {
  expect(subgraphSdl(kind)).toContain('scalar Date\n');
  expect(() => parse(subgraphSdl(kind))).not.toThrow();
});

test('the query planner accepts the supergraph', () => {
  const composition = composeSupergraph(SUBGRAPH_NAMES);
  const supergraph = Supergraph.build(composition.ok ? composition.supergraphSdl : '', {
    supportedFeatures: null,
  });
  expect(supergraph.subgraphsMetadata().map(({ name }) => name)).toEqual(SUBGRAPH_NAMES.toSorted());
});

test('subgraphs that do not compose give one error per fault', () => {
  const link =
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
  const composition = composeSubgraphs([
    { name: 'one', url: URL, sdl: `${link} type Query { a: Thing } type Thing { name: String }` },
    { name: 'two', url: URL, sdl: `${link} type Query { b: Thing } type Thing { name: Int }` },
  ]);
  expect(composition).toEqual({
    ok: false,
    errors: [
      expect.stringContaining('Type of field "Thing.name" is incompatible'),
      expect.stringContaining('Non-shareable field "Thing.name"'),
    ],
  });
});

test('two descriptions of one type are a composition hint', () => {
  const sdl = (text: string) => `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@shareable"])
    type Query { now: String @shareable }
    "${text}" type Money @shareable { amount: Int }`;
  const composition = composeSubgraphs([
    { name: 'one', url: URL, sdl: sdl('NL: geldbedrag. An amount.') },
    { name: 'two', url: URL, sdl: sdl('NL: bedrag. A sum.') },
  ]);
  expect(composition.ok && composition.hints).toEqual([expect.stringContaining('Money')]);
});

test('SDL with a syntax error is reported with its subgraph, line and column', () => {
  expect(composeSubgraphs([{ name: 'one', url: URL, sdl: 'scalar Date\n\ntype {' }])).toEqual({
    ok: false,
    errors: [expect.stringMatching(/^\[one\] Syntax Error: Expected Name, found "{".[^]*:3:6/)],
  });
});
