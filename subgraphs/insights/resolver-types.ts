// Written by `npm run types` from the SDL; not to be edited by hand.
import type * as Types from '../../schema/generated/insights.ts';
import type { GraphQLResolveInfo, GraphQLScalarType } from 'graphql';
import type {
  ReleaseModel,
  StatisticsTableModel,
  StatisticsRowModel,
  StatisticsSourceModel,
} from './models.ts';
import type { Context } from './loaders.ts';
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
export type ResolverTypeWrapper<T> = Promise<T> | T;
export type Resolver<
  TResult,
  TParent = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
  TArgs = Record<PropertyKey, never>,
> = ResolverFn<TResult, TParent, TContext, TArgs>;
export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => Promise<TResult> | TResult;
/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Types.Scalars['DateTime']['output']>;
  PageInfo: ResolverTypeWrapper<Types.PageInfo>;
  Boolean: ResolverTypeWrapper<Types.Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Types.Scalars['String']['output']>;
  PartnerState: Types.PartnerState;
  Partner: ResolverTypeWrapper<Types.Partner>;
  ID: ResolverTypeWrapper<Types.Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  StatisticsFilter: Types.StatisticsFilter;
  StatisticsTopic: Types.StatisticsTopic;
  StatisticsAudience: Types.StatisticsAudience;
  StatisticsTable: ResolverTypeWrapper<StatisticsTableModel>;
  StatisticsDimension: ResolverTypeWrapper<Types.StatisticsDimension>;
  StatisticsCategory: ResolverTypeWrapper<Types.StatisticsCategory>;
  StatisticsRow: ResolverTypeWrapper<StatisticsRowModel>;
  StatisticsKey: ResolverTypeWrapper<Types.StatisticsKey>;
  ProtectedCount: ResolverTypeWrapper<Types.ProtectedCount>;
  ProtectedShare: ResolverTypeWrapper<Types.ProtectedShare>;
  DisclosureStatus: Types.DisclosureStatus;
  StatisticsSource: ResolverTypeWrapper<StatisticsSourceModel>;
  TableStatus: Types.TableStatus;
  CountUnit: Types.CountUnit;
  Release: ResolverTypeWrapper<ReleaseModel>;
  ReleaseConnection: ResolverTypeWrapper<
    Omit<Types.ReleaseConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['ReleaseEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Release']>;
    }
  >;
  ReleaseEdge: ResolverTypeWrapper<
    Omit<Types.ReleaseEdge, 'node'> & { node: ResolversTypes['Release'] }
  >;
  LocalizedText: ResolverTypeWrapper<Types.LocalizedText>;
  Programme: ResolverTypeWrapper<Pick<Types.Programme, 'id'>>;
  PartnerBoard: ResolverTypeWrapper<Pick<Types.PartnerBoard, 'moment'>>;
  Organisation: ResolverTypeWrapper<Pick<Types.Organisation, 'id'>>;
};
/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Types.Scalars['DateTime']['output'];
  PageInfo: Types.PageInfo;
  Boolean: Types.Scalars['Boolean']['output'];
  String: Types.Scalars['String']['output'];
  Partner: Types.Partner;
  ID: Types.Scalars['ID']['output'];
  Int: Types.Scalars['Int']['output'];
  Query: Record<PropertyKey, never>;
  StatisticsFilter: Types.StatisticsFilter;
  StatisticsTable: StatisticsTableModel;
  StatisticsDimension: Types.StatisticsDimension;
  StatisticsCategory: Types.StatisticsCategory;
  StatisticsRow: StatisticsRowModel;
  StatisticsKey: Types.StatisticsKey;
  ProtectedCount: Types.ProtectedCount;
  ProtectedShare: Types.ProtectedShare;
  StatisticsSource: StatisticsSourceModel;
  Release: ReleaseModel;
  ReleaseConnection: Omit<Types.ReleaseConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['ReleaseEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Release']>;
  };
  ReleaseEdge: Omit<Types.ReleaseEdge, 'node'> & { node: ResolversParentTypes['Release'] };
  LocalizedText: Types.LocalizedText;
  Programme: Pick<Types.Programme, 'id'>;
  PartnerBoard: Pick<Types.PartnerBoard, 'moment'>;
  Organisation: Pick<Types.Organisation, 'id'>;
};
export type PageInfoResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  endCursor: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};
export type PartnerResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Partner'] = ResolversParentTypes['Partner'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state: Resolver<Types.Maybe<ResolversTypes['PartnerState']>, ParentType, ContextType>;
  fault: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastAnswerAt: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  p99Ms: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};
export type QueryResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  statistics: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['StatisticsTable']>>,
    ParentType,
    ContextType,
    Partial<Types.QuerystatisticsArgs>
  >;
  statisticsTable: Resolver<
    Types.Maybe<ResolversTypes['StatisticsTable']>,
    ParentType,
    ContextType,
    RequireFields<Types.QuerystatisticsTableArgs, 'id'>
  >;
  release: Resolver<
    Types.Maybe<ResolversTypes['Release']>,
    ParentType,
    ContextType,
    Partial<Types.QueryreleaseArgs>
  >;
  releases: Resolver<
    Types.Maybe<ResolversTypes['ReleaseConnection']>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryreleasesArgs, 'first'>
  >;
};
export type StatisticsTableResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['StatisticsTable'] =
    ResolversParentTypes['StatisticsTable'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  release: Resolver<ResolversTypes['Release'], ParentType, ContextType>;
  title: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  method: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  legalNote: Resolver<Types.Maybe<ResolversTypes['LocalizedText']>, ParentType, ContextType>;
  topic: Resolver<ResolversTypes['StatisticsTopic'], ParentType, ContextType>;
  audience: Resolver<ResolversTypes['StatisticsAudience'], ParentType, ContextType>;
  questions: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  programme: Resolver<Types.Maybe<ResolversTypes['Programme']>, ParentType, ContextType>;
  unit: Resolver<ResolversTypes['CountUnit'], ParentType, ContextType>;
  population: Resolver<ReadonlyArray<ResolversTypes['LocalizedText']>, ParentType, ContextType>;
  dimensions: Resolver<
    ReadonlyArray<ResolversTypes['StatisticsDimension']>,
    ParentType,
    ContextType
  >;
  status: Resolver<ResolversTypes['TableStatus'], ParentType, ContextType>;
  reason: Resolver<Types.Maybe<ResolversTypes['LocalizedText']>, ParentType, ContextType>;
  sources: Resolver<ReadonlyArray<ResolversTypes['StatisticsSource']>, ParentType, ContextType>;
  rows: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['StatisticsRow']>>,
    ParentType,
    ContextType
  >;
  csv: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  jsonStat: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};
export type StatisticsDimensionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['StatisticsDimension'] =
    ResolversParentTypes['StatisticsDimension'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  sensitive: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  categories: Resolver<
    ReadonlyArray<ResolversTypes['StatisticsCategory']>,
    ParentType,
    ContextType
  >;
};
export type StatisticsCategoryResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['StatisticsCategory'] =
    ResolversParentTypes['StatisticsCategory'],
> = {
  code: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
};
export type StatisticsRowResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['StatisticsRow'] = ResolversParentTypes['StatisticsRow'],
> = {
  keys: Resolver<ReadonlyArray<ResolversTypes['StatisticsKey']>, ParentType, ContextType>;
  count: Resolver<ResolversTypes['ProtectedCount'], ParentType, ContextType>;
  share: Resolver<Types.Maybe<ResolversTypes['ProtectedShare']>, ParentType, ContextType>;
  answer: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};
export type StatisticsKeyResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['StatisticsKey'] = ResolversParentTypes['StatisticsKey'],
> = {
  dimension: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
};
export type ProtectedCountResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['ProtectedCount'] =
    ResolversParentTypes['ProtectedCount'],
> = {
  value: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  status: Resolver<ResolversTypes['DisclosureStatus'], ParentType, ContextType>;
  lowerBound: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  upperBound: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  roundedTo: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  threshold: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};
export type ProtectedShareResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['ProtectedShare'] =
    ResolversParentTypes['ProtectedShare'],
> = {
  percent: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  status: Resolver<ResolversTypes['DisclosureStatus'], ParentType, ContextType>;
};
export type StatisticsSourceResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['StatisticsSource'] =
    ResolversParentTypes['StatisticsSource'],
> = {
  partner: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  kind: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  matchRate: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};
export type ReleaseResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Release'] = ResolversParentTypes['Release'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  quarter: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  publishedAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  policy: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  tables: Resolver<ReadonlyArray<ResolversTypes['StatisticsTable']>, ParentType, ContextType>;
  certificate: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  synthetic: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};
export type ReleaseConnectionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['ReleaseConnection'] =
    ResolversParentTypes['ReleaseConnection'],
> = {
  edges: Resolver<ReadonlyArray<ResolversTypes['ReleaseEdge']>, ParentType, ContextType>;
  nodes: Resolver<ReadonlyArray<ResolversTypes['Release']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};
export type ReleaseEdgeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['ReleaseEdge'] = ResolversParentTypes['ReleaseEdge'],
> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Release'], ParentType, ContextType>;
};
export type LocalizedTextResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['LocalizedText'] = ResolversParentTypes['LocalizedText'],
> = {
  nl: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  en: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};
export type ProgrammeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Programme'] = ResolversParentTypes['Programme'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  statistics: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['StatisticsTable']>>,
    ParentType,
    ContextType,
    Partial<Types.ProgrammestatisticsArgs>
  >;
};
export type PartnerBoardResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PartnerBoard'] = ResolversParentTypes['PartnerBoard'],
> = {
  moment: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  insights: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Partner']>>,
    ParentType,
    ContextType
  >;
};
export type OrganisationResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Organisation'] = ResolversParentTypes['Organisation'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type Resolvers<ContextType = Context> = {
  DateTime: GraphQLScalarType;
  PageInfo: PageInfoResolvers<ContextType>;
  Partner: PartnerResolvers<ContextType>;
  Query: QueryResolvers<ContextType>;
  StatisticsTable: StatisticsTableResolvers<ContextType>;
  StatisticsDimension: StatisticsDimensionResolvers<ContextType>;
  StatisticsCategory: StatisticsCategoryResolvers<ContextType>;
  StatisticsRow: StatisticsRowResolvers<ContextType>;
  StatisticsKey: StatisticsKeyResolvers<ContextType>;
  ProtectedCount: ProtectedCountResolvers<ContextType>;
  ProtectedShare: ProtectedShareResolvers<ContextType>;
  StatisticsSource: StatisticsSourceResolvers<ContextType>;
  Release: ReleaseResolvers<ContextType>;
  ReleaseConnection: ReleaseConnectionResolvers<ContextType>;
  ReleaseEdge: ReleaseEdgeResolvers<ContextType>;
  LocalizedText: LocalizedTextResolvers<ContextType>;
  Programme: ProgrammeResolvers<ContextType>;
  PartnerBoard: PartnerBoardResolvers<ContextType>;
  Organisation: OrganisationResolvers<ContextType>;
};
