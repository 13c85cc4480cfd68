/** The one interface behind which all subgraphs stand. */
import type { IResolvers } from '@graphql-tools/utils';
import type { SubgraphName } from '../../../core/federation/subgraph-names.ts';
import type { KeyDomain } from '../ids/key-set.ts';
import type { CursorCodec } from '../paging/cursor.ts';
import type { ConnectOptions } from '../partners/connect-partners.ts';
import type { RequestContext } from '../request/request-context.ts';
import type { References } from './entity-references.ts';

/** What a resolver receives: the request, and this subgraph's loaders for it. */
export type SubgraphContext<Loaders> = RequestContext & {
  readonly loaders: Loaders;
  /** For lists of protected records: bound to the caller. */
  readonly cursors: CursorCodec;
  /** For public lists, whoever asks: the gateway sends no context with a public fetch. */
  readonly publicCursors: CursorCodec;
};

export type SubgraphResolvers<Loaders> = IResolvers<unknown, SubgraphContext<Loaders>>;
export type SubgraphReferences<Loaders> = References<SubgraphContext<Loaders>>;

/**
 * What the `index.ts` of each subgraph exports: sources, behind loaders, behind resolvers.
 *
 * `Entry` is the shape of its entries in the partner list; `Sources` what stays open between requests;
 * `Loaders` what belongs to one request.
 *
 * @example
 * export const funds: SubgraphDefinition<FundEntry, ConnectedPartners<Fund>, FundsLoaders> = {
 *   name: 'funds',
 *   keyDomains: () => ['voucher'],
 *   connect: (entries, options) => connectPartners(entries, options, connectFund),
 *   createLoaders: ({ partners }, request) => createFundsLoaders(partners, request),
 *   resolvers: fundsResolvers,
 *   references: fundsReferences,
 * };
 */
export interface SubgraphDefinition<Entry, Sources extends OpenSources, Loaders> {
  readonly name: SubgraphName;
  /** The domains of ids whose keys it needs, and the only ones it may hold. */
  keyDomains(entries: readonly Entry[]): readonly KeyDomain[];
  /** Opens no connection: a partner is reached when it is first asked. Throws `ConfigError`. */
  connect(entries: readonly Entry[], options: ConnectOptions): Sources;
  /** Called for each request: loaders cache results, and results belong to one principal. */
  createLoaders(sources: Sources, request: RequestContext): Loaders;
  readonly resolvers: SubgraphResolvers<Loaders>;
  /** How representations of entities are resolved, by type name. */
  readonly references: SubgraphReferences<Loaders>;
}

export interface OpenSources {
  /** Closes what `connect` and later requests opened. */
  stop(): Promise<void>;
}
