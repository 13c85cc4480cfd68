/** The interface that each subgraph implements. */
import type { GraphQLResolveInfo, GraphQLScalarType } from 'graphql';
import type { SubgraphName } from '../../../core/federation/subgraph-names.ts';
import type { KeyDomain } from '../ids/key-set.ts';
import type { CursorCodec } from '../paging/cursor.ts';
import type { ConnectOptions, OpenSources } from '../partners/connect-partners.ts';
import type { RequestContext } from '../request/request-context.ts';
import type { SubgraphStatistics } from '../statistics/subgraph-statistics.ts';
import type { OpenFile } from './open-file.ts';
import type { ResolveReference } from './entity-references.ts';

/** The context of every resolver: the request, and this subgraph's loaders for it. */
export type SubgraphContext<Loaders> = RequestContext & {
  readonly loaders: Loaders;
  /** For lists of protected records: bound to the client and its purpose. */
  readonly cursors: CursorCodec;
  /** For public lists, the same for every client: the gateway sends no context with a public fetch. */
  readonly publicCursors: CursorCodec;
};

/**
 * The resolvers of a subgraph, by the generated `Resolvers` and `ResolversParentTypes`. A field that the
 * model has, as the SDL types it, is read from the model; any other field must have a resolver.
 */
export type ResolverMap<Resolvers, Models> = {
  readonly [
    Type in keyof Resolvers as Resolvers[Type] extends GraphQLScalarType ? never : Type
  ]?: Partial<Resolvers[Type]>;
} & {
  readonly [
    Type in keyof Resolvers & keyof Models as NotInModel<
      Resolvers[Type],
      Models[Type]
    > extends never
      ? never
      : Type
  ]: Pick<Resolvers[Type], NotInModel<Resolvers[Type], Models[Type]>>;
};

/** The fields that a model lacks, or has with another type than the SDL. */
type NotInModel<Fields, Model> = Fields extends GraphQLScalarType
  ? never
  : {
      [Field in keyof Fields]: Field extends keyof Model
        ? Model[Field] extends ResultOf<Fields[Field]>
          ? never
          : Field
        : Field;
    }[keyof Fields];

type ResultOf<Resolver> = Resolver extends (...args: never) => infer Result
  ? Awaited<Result>
  : never;

type FieldResolver<Context> = (
  parent: never,
  args: never,
  context: Context,
  info: GraphQLResolveInfo,
) => unknown;

/**
 * What the `index.ts` of each subgraph exports: sources, behind loaders, behind resolvers.
 *
 * `Entry` is the type of its entries in the partner list; `Sources` stay open between requests;
 * `Loaders` belong to one request.
 *
 * @example
 * export const uwv: SubgraphDefinition<UwvEntry, ConnectedPartners<Uwv>, UwvLoaders> = {
 *   name: 'uwv',
 *   keyDomains: () => ['person'],
 *   connect: (entries, options) => connectPartners(entries, options, connectUwv),
 *   createLoaders: ({ partners }, request) => createUwvLoaders(partners, request),
 *   resolvers: uwvResolvers,
 *   references: uwvReferences,
 * };
 */
export interface SubgraphDefinition<Entry, Sources extends OpenSources, Loaders> {
  readonly name: SubgraphName;
  /** The domains of ids whose keys it needs, and the only ones it may hold. */
  keyDomains(entries: readonly Entry[]): readonly KeyDomain[];
  /** Opens no connection: a partner is contacted by the first request. Throws `ConfigError`. */
  connect(entries: readonly Entry[], options: ConnectOptions): Sources;
  /** Called for each request: loaders cache results, and results belong to one principal. */
  createLoaders(sources: Sources, request: RequestContext): Loaders;
  /** A `ResolverMap` of the subgraph's generated `Resolvers`. */
  readonly resolvers: Readonly<
    Record<string, Readonly<Record<string, FieldResolver<SubgraphContext<Loaders>>>>>
  >;
  /** `References` to the subgraph's generated `ResolversParentTypes`. */
  readonly references: Readonly<Record<string, ResolveReference<SubgraphContext<Loaders>>>>;
  /** What it counts for insights; it has no statistics endpoint without it. */
  readonly statistics?: (sources: Sources) => SubgraphStatistics;
  /** Opens what it publishes as files; it has none without it. */
  readonly files?: (sources: Sources) => OpenFile;
}
