import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildASTSchema, isObjectType, parse, type GraphQLSchema } from 'graphql';
import { publicSdl } from '../../../schema/public-sdl.ts';
import { subgraphSdl } from '../../../schema/subgraph-sdl.ts';
import { guardValues } from '../citizen-numbers/guard-values.ts';
import { limitLists } from '../limits/limit-lists.ts';
import type { KeyDomain } from '../ids/key-set.ts';
import type { ConnectOptions, OpenSources } from '../partners/connect-partners.ts';
import type { RequestContext } from '../request/request-context.ts';
import type { SubgraphDefinition } from '../subgraph/subgraph-definition.ts';
import type { SubgraphStatistics } from '../statistics/subgraph-statistics.ts';
import { entitiesResolvers, entitiesSdl } from './entities-resolver.ts';
import { scalars } from './scalars.ts';
import type { OpenFile } from '../subgraph/open-file.ts';

/** A definition with its partners connected and its schema built. */
export interface AssembledSubgraph extends OpenSources {
  readonly schema: GraphQLSchema;
  readonly keyDomains: readonly KeyDomain[];
  createLoaders(request: RequestContext): unknown;
  /** Null where it has no statistics endpoint: it has none with the profile `public`, which has no records of people. */
  readonly statistics: SubgraphStatistics | null;
  /** Null where it publishes no files. */
  readonly openFile: OpenFile | null;
}

export function assembleSubgraph<Entry, Sources extends OpenSources, Loaders>(
  definition: SubgraphDefinition<Entry, Sources, Loaders>,
  entries: readonly Entry[],
  options: ConnectOptions,
): AssembledSubgraph {
  const sources = definition.connect(entries, options);
  const isPublic = options.profile === 'public';
  return {
    schema: schemaOf(definition, isPublic),
    keyDomains: isPublic ? [] : definition.keyDomains(entries),
    createLoaders: (request) => definition.createLoaders(sources, request),
    statistics: isPublic ? null : (definition.statistics?.(sources) ?? null),
    openFile: definition.files?.(sources) ?? null,
    stop: () => sources.stop(),
  };
}

type Executable<Entry, Sources extends OpenSources, Loaders> = Pick<
  SubgraphDefinition<Entry, Sources, Loaders>,
  'name' | 'resolvers' | 'references'
>;

const schemas = new WeakMap<object, Map<boolean, GraphQLSchema>>();

/** Built once, because it depends on no partner: a subgraph whose partners change keeps it. */
function schemaOf<Entry, Sources extends OpenSources, Loaders>(
  definition: Executable<Entry, Sources, Loaders>,
  isPublic: boolean,
): GraphQLSchema {
  const byProfile = schemas.get(definition) ?? new Map<boolean, GraphQLSchema>();
  const schema = byProfile.get(isPublic) ?? buildSchema(definition, isPublic);
  schemas.set(definition, byProfile.set(isPublic, schema));
  return schema;
}

function buildSchema<Entry, Sources extends OpenSources, Loaders>(
  { name, resolvers, references }: Executable<Entry, Sources, Loaders>,
  isPublic: boolean,
): GraphQLSchema {
  const sdl = isPublic ? publicSdl(name) : subgraphSdl(name);
  const own = isPublic ? ofTypesIn(sdl, { resolvers, references }) : { resolvers, references };
  const schema = makeExecutableSchema({
    typeDefs: [sdl, entitiesSdl(Object.keys(own.references))],
    resolvers: [scalars, own.resolvers, entitiesResolvers(own.references, sdl)],
    // The gateway's composition defines the directives of Federation.
    assumeValidSDL: true,
  });
  guardValues(schema);
  limitLists(schema, name);
  return schema;
}

type Resolvers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The resolvers and references of types and fields that the SDL has. */
function ofTypesIn<
  Parts extends { resolvers: Resolvers; references: Readonly<Record<string, unknown>> },
>(sdl: string, { resolvers, references }: Parts): Parts {
  const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
  const fieldsOf = (name: string) => {
    const type = schema.getType(name);
    return isObjectType(type) ? type.getFields() : {};
  };
  const pick = (object: object, isKept: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(object).filter(([name]) => isKept(name)));
  const hasType = (name: string) => schema.getType(name) !== undefined;
  const kept = Object.entries(resolvers)
    .filter(([name]) => hasType(name))
    .map(([name, fields]) => [name, pick(fields, (field) => field in fieldsOf(name))]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a part of what was given
  return { resolvers: Object.fromEntries(kept), references: pick(references, hasType) } as Parts;
}
