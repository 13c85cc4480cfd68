/** The composer of Cosmo makes the same schema from our SDL. */
import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import {
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
  visit,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { SUBGRAPH_NAMES } from '../../core/federation/subgraph-names.ts';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';
import { composePublicSupergraph, composeSupergraph } from '../../schema/compose.ts';
import { PUBLIC_SUBGRAPHS, publicSdl } from '../../schema/public-sdl.ts';
import { subgraphSdl } from '../../schema/subgraph-sdl.ts';

type Sdl = readonly { readonly name: string; readonly definitions: DocumentNode }[];

const whole: Sdl = SUBGRAPH_NAMES.map((name) => ({ name, definitions: parse(subgraphSdl(name)) }));
const ofPublic: Sdl = PUBLIC_SUBGRAPHS.map((name) => ({
  name,
  definitions: parse(publicSdl(name)),
}));

function withoutPolicy(sdl: Sdl): Sdl {
  const withoutIt = (definitions: DocumentNode): DocumentNode =>
    visit(definitions, {
      Directive: ({ name }) => (name.value === 'policy' ? null : undefined),
      // In the import of @link.
      StringValue: ({ value }) => (value === '@policy' ? null : undefined),
    });
  return sdl.map(({ name, definitions }) => ({ name, definitions: withoutIt(definitions) }));
}

function composeWithCosmo(subgraphs: Sdl) {
  return federateSubgraphs({
    subgraphs: subgraphs.map((one) => ({ ...one, url: `http://127.0.0.1/${one.name}` })),
    version: ROUTER_COMPATIBILITY_VERSION_ONE,
  });
}

/** Types, fields, arguments, defaults and descriptions, without directives. */
const textOf = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema));

/** Each type and field with what `@authenticated` and `@requiresScopes` demand of a client. */
function demandsIn({ definitions }: DocumentNode): readonly string[] {
  const objects = definitions.filter((one) => one.kind === Kind.OBJECT_TYPE_DEFINITION);
  return objects
    .flatMap((type) => {
      const fields = type.fields ?? [];
      const own = { coordinate: type.name.value, node: type };
      return [
        own,
        ...fields.map((node) => ({ coordinate: `${own.coordinate}.${node.name.value}`, node })),
      ];
    })
    .flatMap(({ coordinate, node }) =>
      (node.directives ?? [])
        .filter(({ name }) => name.value === 'authenticated' || name.value === 'requiresScopes')
        .map((directive) => `${coordinate} ${print(directive)}`),
    )
    .toSorted();
}

function supergraphOf(composition: ReturnType<typeof composeSupergraph>): string {
  if (composition.ok) return composition.supergraphSdl;
  throw new Error(composition.errors.join('\n'));
}

test.each([
  ['the SDL without @policy', withoutPolicy(whole), supergraphOf(composeSupergraph())],
  ['the SDL of the public profile', ofPublic, supergraphOf(composePublicSupergraph())],
] as const)('%s gives the schema and the demands that Apollo composes', (_, sdl, supergraphSdl) => {
  const result = composeWithCosmo(sdl);
  if (!result.success) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  expect(result.warnings).toEqual([]);
  expect(textOf(result.federatedGraphClientSchema)).toBe(
    textOf(parseSupergraph(supergraphSdl).apiSchema),
  );
  expect(demandsIn(result.federatedGraphAST)).toEqual(demandsIn(parse(supergraphSdl)));
});

test('@policy is the only directive of ours that it does not know', () => {
  const result = composeWithCosmo(whole);
  const lines = result.success ? [] : result.errors.flatMap(({ message }) => message.split('\n'));
  const unknown = lines.flatMap(
    (line) => /^The directive "(@\w+)" .*is not defined/.exec(line)?.[1] ?? [],
  );
  expect(unknown.length).toBeGreaterThan(0);
  expect(new Set(unknown)).toEqual(new Set(['@policy']));
});
