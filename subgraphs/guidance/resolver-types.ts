// Written by `npm run types` from the SDL; not to be edited by hand.
import type * as Types from '../../schema/generated/guidance.ts';
import type { GraphQLResolveInfo, GraphQLScalarType } from 'graphql';
import type {
  TrajectoryModel,
  VoucherModel,
  PersonModel,
  InstrumentFinderModel,
  LookupsModel,
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
  Date: ResolverTypeWrapper<Types.Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Types.Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Types.Scalars['Decimal']['output']>;
  URL: ResolverTypeWrapper<Types.Scalars['URL']['output']>;
  PageInfo: ResolverTypeWrapper<Types.PageInfo>;
  Boolean: ResolverTypeWrapper<Types.Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Types.Scalars['String']['output']>;
  Money: ResolverTypeWrapper<Types.Money>;
  Provenance: ResolverTypeWrapper<Types.Provenance>;
  ID: ResolverTypeWrapper<Types.Scalars['ID']['output']>;
  RegionKind: Types.RegionKind;
  InstrumentKind: Types.InstrumentKind;
  InstrumentStatus: Types.InstrumentStatus;
  Instrument: ResolverTypeWrapper<Types.Instrument>;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  PartnerState: Types.PartnerState;
  Partner: ResolverTypeWrapper<Types.Partner>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TrajectoryConnection: ResolverTypeWrapper<
    Omit<Types.TrajectoryConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['TrajectoryEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Trajectory']>;
    }
  >;
  TrajectoryEdge: ResolverTypeWrapper<
    Omit<Types.TrajectoryEdge, 'node'> & { node: ResolversTypes['Trajectory'] }
  >;
  Trajectory: ResolverTypeWrapper<TrajectoryModel>;
  TrajectoryKind: Types.TrajectoryKind;
  TrajectoryOutcome: Types.TrajectoryOutcome;
  Coach: ResolverTypeWrapper<
    Omit<Types.Coach, 'organisation'> & {
      organisation: Types.Maybe<ResolversTypes['Organisation']>;
    }
  >;
  Voucher: ResolverTypeWrapper<VoucherModel>;
  Person: ResolverTypeWrapper<PersonModel>;
  InstrumentFinder: ResolverTypeWrapper<InstrumentFinderModel>;
  Lookups: ResolverTypeWrapper<LookupsModel>;
  Lookup: ResolverTypeWrapper<
    Omit<Types.Lookup, 'organisation' | 'partner'> & {
      organisation: Types.Maybe<ResolversTypes['Organisation']>;
      partner: Types.Maybe<ResolversTypes['Organisation']>;
    }
  >;
  Purpose: ResolverTypeWrapper<Types.Purpose>;
  PartnerBoard: ResolverTypeWrapper<Pick<Types.PartnerBoard, 'moment'>>;
  TargetGroup: ResolverTypeWrapper<Pick<Types.TargetGroup, 'code'>>;
  Programme: ResolverTypeWrapper<Pick<Types.Programme, 'id'>>;
  Organisation: ResolverTypeWrapper<Pick<Types.Organisation, 'id'>>;
  Region: ResolverTypeWrapper<Pick<Types.Region, 'kind' | 'code'>>;
};
/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Date: Types.Scalars['Date']['output'];
  DateTime: Types.Scalars['DateTime']['output'];
  Decimal: Types.Scalars['Decimal']['output'];
  URL: Types.Scalars['URL']['output'];
  PageInfo: Types.PageInfo;
  Boolean: Types.Scalars['Boolean']['output'];
  String: Types.Scalars['String']['output'];
  Money: Types.Money;
  Provenance: Types.Provenance;
  ID: Types.Scalars['ID']['output'];
  Instrument: Types.Instrument;
  Int: Types.Scalars['Int']['output'];
  Partner: Types.Partner;
  Query: Record<PropertyKey, never>;
  TrajectoryConnection: Omit<Types.TrajectoryConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['TrajectoryEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Trajectory']>;
  };
  TrajectoryEdge: Omit<Types.TrajectoryEdge, 'node'> & { node: ResolversParentTypes['Trajectory'] };
  Trajectory: TrajectoryModel;
  Coach: Omit<Types.Coach, 'organisation'> & {
    organisation: Types.Maybe<ResolversParentTypes['Organisation']>;
  };
  Voucher: VoucherModel;
  Person: PersonModel;
  InstrumentFinder: InstrumentFinderModel;
  Lookups: LookupsModel;
  Lookup: Omit<Types.Lookup, 'organisation' | 'partner'> & {
    organisation: Types.Maybe<ResolversParentTypes['Organisation']>;
    partner: Types.Maybe<ResolversParentTypes['Organisation']>;
  };
  Purpose: Types.Purpose;
  PartnerBoard: Pick<Types.PartnerBoard, 'moment'>;
  TargetGroup: Pick<Types.TargetGroup, 'code'>;
  Programme: Pick<Types.Programme, 'id'>;
  Organisation: Pick<Types.Organisation, 'id'>;
  Region: Pick<Types.Region, 'kind' | 'code'>;
};
export type PageInfoResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  endCursor: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};
export type MoneyResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money'],
> = {
  amount: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};
export type ProvenanceResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Provenance'] = ResolversParentTypes['Provenance'],
> = {
  partner: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  asOf: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  synthetic: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};
export type InstrumentResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Instrument'] = ResolversParentTypes['Instrument'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind: Resolver<ResolversTypes['InstrumentKind'], ParentType, ContextType>;
  name: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status: Resolver<Types.Maybe<ResolversTypes['InstrumentStatus']>, ParentType, ContextType>;
  why: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  opensOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  closesOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  budgetLeftPercent: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maximum: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  applyAt: Resolver<Types.Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  provenance: Resolver<Types.Maybe<ResolversTypes['Provenance']>, ParentType, ContextType>;
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
  trajectory: Resolver<
    Types.Maybe<ResolversTypes['Trajectory']>,
    ParentType,
    ContextType,
    RequireFields<Types.QuerytrajectoryArgs, 'id'>
  >;
  caseload: Resolver<
    Types.Maybe<ResolversTypes['TrajectoryConnection']>,
    ParentType,
    ContextType,
    RequireFields<Types.QuerycaseloadArgs, 'first'>
  >;
};
export type TrajectoryConnectionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['TrajectoryConnection'] =
    ResolversParentTypes['TrajectoryConnection'],
> = {
  edges: Resolver<ReadonlyArray<ResolversTypes['TrajectoryEdge']>, ParentType, ContextType>;
  nodes: Resolver<ReadonlyArray<ResolversTypes['Trajectory']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};
export type TrajectoryEdgeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['TrajectoryEdge'] =
    ResolversParentTypes['TrajectoryEdge'],
> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Trajectory'], ParentType, ContextType>;
};
export type TrajectoryResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Trajectory'] = ResolversParentTypes['Trajectory'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind: Resolver<Types.Maybe<ResolversTypes['TrajectoryKind']>, ParentType, ContextType>;
  targetGroup: Resolver<Types.Maybe<ResolversTypes['TargetGroup']>, ParentType, ContextType>;
  programme: Resolver<Types.Maybe<ResolversTypes['Programme']>, ParentType, ContextType>;
  region: Resolver<Types.Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  coach: Resolver<Types.Maybe<ResolversTypes['Coach']>, ParentType, ContextType>;
  startedOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  endedOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  outcome: Resolver<Types.Maybe<ResolversTypes['TrajectoryOutcome']>, ParentType, ContextType>;
  person: Resolver<Types.Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  vouchers: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Voucher']>>,
    ParentType,
    ContextType
  >;
  provenance: Resolver<Types.Maybe<ResolversTypes['Provenance']>, ParentType, ContextType>;
};
export type CoachResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Coach'] = ResolversParentTypes['Coach'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  organisation: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
};
export type VoucherResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Voucher'] = ResolversParentTypes['Voucher'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  trajectory: Resolver<Types.Maybe<ResolversTypes['Trajectory']>, ParentType, ContextType>;
};
export type PersonResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  trajectories: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Trajectory']>>,
    ParentType,
    ContextType
  >;
};
export type InstrumentFinderResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['InstrumentFinder'] =
    ResolversParentTypes['InstrumentFinder'],
> = {
  question: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  fromGuidance: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Instrument']>>,
    ParentType,
    ContextType
  >;
};
export type LookupsResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Lookups'] = ResolversParentTypes['Lookups'],
> = {
  person: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  guidance: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Lookup']>>, ParentType, ContextType>;
};
export type LookupResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Lookup'] = ResolversParentTypes['Lookup'],
> = {
  at: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  consumer: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  organisation: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  purpose: Resolver<ResolversTypes['Purpose'], ParentType, ContextType>;
  partner: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  categories: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['String']>>,
    ParentType,
    ContextType
  >;
  contact: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reference: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type PurposeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Purpose'] = ResolversParentTypes['Purpose'],
> = {
  uri: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nl: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  en: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};
export type PartnerBoardResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PartnerBoard'] = ResolversParentTypes['PartnerBoard'],
> = {
  moment: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  guidance: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Partner']>>,
    ParentType,
    ContextType
  >;
};
export type TargetGroupResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['TargetGroup'] = ResolversParentTypes['TargetGroup'],
> = {
  code: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type ProgrammeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Programme'] = ResolversParentTypes['Programme'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type OrganisationResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Organisation'] = ResolversParentTypes['Organisation'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type RegionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Region'] = ResolversParentTypes['Region'],
> = {
  kind: Resolver<ResolversTypes['RegionKind'], ParentType, ContextType>;
  code: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type Resolvers<ContextType = Context> = {
  Date: GraphQLScalarType;
  DateTime: GraphQLScalarType;
  Decimal: GraphQLScalarType;
  URL: GraphQLScalarType;
  PageInfo: PageInfoResolvers<ContextType>;
  Money: MoneyResolvers<ContextType>;
  Provenance: ProvenanceResolvers<ContextType>;
  Instrument: InstrumentResolvers<ContextType>;
  Partner: PartnerResolvers<ContextType>;
  Query: QueryResolvers<ContextType>;
  TrajectoryConnection: TrajectoryConnectionResolvers<ContextType>;
  TrajectoryEdge: TrajectoryEdgeResolvers<ContextType>;
  Trajectory: TrajectoryResolvers<ContextType>;
  Coach: CoachResolvers<ContextType>;
  Voucher: VoucherResolvers<ContextType>;
  Person: PersonResolvers<ContextType>;
  InstrumentFinder: InstrumentFinderResolvers<ContextType>;
  Lookups: LookupsResolvers<ContextType>;
  Lookup: LookupResolvers<ContextType>;
  Purpose: PurposeResolvers<ContextType>;
  PartnerBoard: PartnerBoardResolvers<ContextType>;
  TargetGroup: TargetGroupResolvers<ContextType>;
  Programme: ProgrammeResolvers<ContextType>;
  Organisation: OrganisationResolvers<ContextType>;
  Region: RegionResolvers<ContextType>;
};
