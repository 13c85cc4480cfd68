// Written by `npm run types` from the SDL; not to be edited by hand.
import type * as Types from '../../schema/generated/provinces.ts';
import type { GraphQLResolveInfo, GraphQLScalarType } from 'graphql';
import type { PilotModel, GrantModel, InstrumentFinderModel } from './models.ts';
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
  RegionInput: Types.RegionInput;
  RegionKind: Types.RegionKind;
  Sector: Types.Sector;
  InstrumentKind: Types.InstrumentKind;
  InstrumentStatus: Types.InstrumentStatus;
  Instrument: ResolverTypeWrapper<Types.Instrument>;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  PartnerState: Types.PartnerState;
  Partner: ResolverTypeWrapper<Types.Partner>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PilotFilter: Types.PilotFilter;
  PilotStatus: Types.PilotStatus;
  PilotConnection: ResolverTypeWrapper<
    Omit<Types.PilotConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['PilotEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Pilot']>;
    }
  >;
  PilotEdge: ResolverTypeWrapper<Omit<Types.PilotEdge, 'node'> & { node: ResolversTypes['Pilot'] }>;
  Pilot: ResolverTypeWrapper<PilotModel>;
  Grant: ResolverTypeWrapper<GrantModel>;
  Programme: ResolverTypeWrapper<Pick<Types.Programme, 'id'>>;
  InstrumentFinder: ResolverTypeWrapper<InstrumentFinderModel>;
  PartnerBoard: ResolverTypeWrapper<Pick<Types.PartnerBoard, 'moment'>>;
  Training: ResolverTypeWrapper<Pick<Types.Training, 'id'>>;
  TargetGroup: ResolverTypeWrapper<Pick<Types.TargetGroup, 'code'>>;
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
  RegionInput: Types.RegionInput;
  Instrument: Types.Instrument;
  Int: Types.Scalars['Int']['output'];
  Partner: Types.Partner;
  Query: Record<PropertyKey, never>;
  PilotFilter: Types.PilotFilter;
  PilotConnection: Omit<Types.PilotConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['PilotEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Pilot']>;
  };
  PilotEdge: Omit<Types.PilotEdge, 'node'> & { node: ResolversParentTypes['Pilot'] };
  Pilot: PilotModel;
  Grant: GrantModel;
  Programme: Pick<Types.Programme, 'id'>;
  InstrumentFinder: InstrumentFinderModel;
  PartnerBoard: Pick<Types.PartnerBoard, 'moment'>;
  Training: Pick<Types.Training, 'id'>;
  TargetGroup: Pick<Types.TargetGroup, 'code'>;
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
  pilot: Resolver<
    Types.Maybe<ResolversTypes['Pilot']>,
    ParentType,
    ContextType,
    RequireFields<Types.QuerypilotArgs, 'id'>
  >;
  pilots: Resolver<
    Types.Maybe<ResolversTypes['PilotConnection']>,
    ParentType,
    ContextType,
    RequireFields<Types.QuerypilotsArgs, 'first'>
  >;
};
export type PilotConnectionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PilotConnection'] =
    ResolversParentTypes['PilotConnection'],
> = {
  edges: Resolver<ReadonlyArray<ResolversTypes['PilotEdge']>, ParentType, ContextType>;
  nodes: Resolver<ReadonlyArray<ResolversTypes['Pilot']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};
export type PilotEdgeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PilotEdge'] = ResolversParentTypes['PilotEdge'],
> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Pilot'], ParentType, ContextType>;
};
export type PilotResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Pilot'] = ResolversParentTypes['Pilot'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  programme: Resolver<Types.Maybe<ResolversTypes['Programme']>, ParentType, ContextType>;
  status: Resolver<Types.Maybe<ResolversTypes['PilotStatus']>, ParentType, ContextType>;
  province: Resolver<Types.Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  regions: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Region']>>, ParentType, ContextType>;
  sectors: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Sector']>>, ParentType, ContextType>;
  targetGroups: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['TargetGroup']>>,
    ParentType,
    ContextType
  >;
  startedOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  endedOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  maxMonths: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  target: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  providers: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Organisation']>>,
    ParentType,
    ContextType
  >;
  trainings: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Training']>>,
    ParentType,
    ContextType
  >;
  grants: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Grant']>>, ParentType, ContextType>;
  provenance: Resolver<Types.Maybe<ResolversTypes['Provenance']>, ParentType, ContextType>;
};
export type GrantResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Grant'] = ResolversParentTypes['Grant'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  amount: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  recipient: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  authority: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  decidedOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  programme: Resolver<Types.Maybe<ResolversTypes['Programme']>, ParentType, ContextType>;
  provenance: Resolver<Types.Maybe<ResolversTypes['Provenance']>, ParentType, ContextType>;
};
export type ProgrammeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Programme'] = ResolversParentTypes['Programme'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  pilots: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Pilot']>>, ParentType, ContextType>;
  grants: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Grant']>>, ParentType, ContextType>;
};
export type InstrumentFinderResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['InstrumentFinder'] =
    ResolversParentTypes['InstrumentFinder'],
> = {
  question: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  fromProvinces: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Instrument']>>,
    ParentType,
    ContextType
  >;
};
export type PartnerBoardResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PartnerBoard'] = ResolversParentTypes['PartnerBoard'],
> = {
  moment: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provinces: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Partner']>>,
    ParentType,
    ContextType
  >;
};
export type TrainingResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Training'] = ResolversParentTypes['Training'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type TargetGroupResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['TargetGroup'] = ResolversParentTypes['TargetGroup'],
> = {
  code: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
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
  PilotConnection: PilotConnectionResolvers<ContextType>;
  PilotEdge: PilotEdgeResolvers<ContextType>;
  Pilot: PilotResolvers<ContextType>;
  Grant: GrantResolvers<ContextType>;
  Programme: ProgrammeResolvers<ContextType>;
  InstrumentFinder: InstrumentFinderResolvers<ContextType>;
  PartnerBoard: PartnerBoardResolvers<ContextType>;
  Training: TrainingResolvers<ContextType>;
  TargetGroup: TargetGroupResolvers<ContextType>;
  Organisation: OrganisationResolvers<ContextType>;
  Region: RegionResolvers<ContextType>;
};
