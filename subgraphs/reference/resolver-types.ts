// Written by `npm run types` from the SDL; not to be edited by hand.
import type * as Types from '../../schema/generated/reference.ts';
import type { GraphQLResolveInfo, GraphQLScalarType } from 'graphql';
import type {
  ProgrammeModel,
  OrganisationModel,
  RegionModel,
  TargetGroupModel,
  IndicatorModel,
  LearningPointModel,
  PublicEventModel,
  TermModel,
  OrganisationRoleModel,
  PublicRoleModel,
  SourceDocumentModel,
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
  Decimal: ResolverTypeWrapper<Types.Scalars['Decimal']['output']>;
  URL: ResolverTypeWrapper<Types.Scalars['URL']['output']>;
  PageInfo: ResolverTypeWrapper<Types.PageInfo>;
  Boolean: ResolverTypeWrapper<Types.Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Types.Scalars['String']['output']>;
  RegionInput: Types.RegionInput;
  ID: ResolverTypeWrapper<Types.Scalars['ID']['output']>;
  RegionKind: Types.RegionKind;
  Sector: Types.Sector;
  EmployerSize: Types.EmployerSize;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  Person: ResolverTypeWrapper<Pick<Types.Person, 'id'>>;
  Lookups: ResolverTypeWrapper<Pick<Types.Lookups, 'person'>>;
  Programme: ResolverTypeWrapper<ProgrammeModel>;
  Period: ResolverTypeWrapper<Types.Period>;
  Organisation: ResolverTypeWrapper<OrganisationModel>;
  OrganisationRole: ResolverTypeWrapper<OrganisationRoleModel>;
  RoleKind: Types.RoleKind;
  PublicRole: ResolverTypeWrapper<PublicRoleModel>;
  Region: ResolverTypeWrapper<RegionModel>;
  TargetGroup: ResolverTypeWrapper<TargetGroupModel>;
  Indicator: ResolverTypeWrapper<IndicatorModel>;
  Measure: ResolverTypeWrapper<Types.Measure>;
  Qualifier: Types.Qualifier;
  Unit: Types.Unit;
  SourceDocument: ResolverTypeWrapper<SourceDocumentModel>;
  LearningTopic: Types.LearningTopic;
  LearningPoint: ResolverTypeWrapper<LearningPointModel>;
  PublicEvent: ResolverTypeWrapper<PublicEventModel>;
  Deliverable: ResolverTypeWrapper<
    Omit<Types.Deliverable, 'to' | 'source'> & {
      to: Types.Maybe<ResolversTypes['Organisation']>;
      source: Types.Maybe<ResolversTypes['SourceDocument']>;
    }
  >;
  Term: ResolverTypeWrapper<TermModel>;
  InstrumentQuestion: Types.InstrumentQuestion;
  Situation: Types.Situation;
  EducationLevel: Types.EducationLevel;
  InstrumentFinder: ResolverTypeWrapper<Pick<Types.InstrumentFinder, 'question'>>;
  PartnerBoard: ResolverTypeWrapper<Pick<Types.PartnerBoard, 'moment'>>;
  ProgrammeConnection: ResolverTypeWrapper<
    Omit<Types.ProgrammeConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['ProgrammeEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Programme']>;
    }
  >;
  ProgrammeEdge: ResolverTypeWrapper<
    Omit<Types.ProgrammeEdge, 'node'> & { node: ResolversTypes['Programme'] }
  >;
  OrganisationConnection: ResolverTypeWrapper<
    Omit<Types.OrganisationConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['OrganisationEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Organisation']>;
    }
  >;
  OrganisationEdge: ResolverTypeWrapper<
    Omit<Types.OrganisationEdge, 'node'> & { node: ResolversTypes['Organisation'] }
  >;
  RegionConnection: ResolverTypeWrapper<
    Omit<Types.RegionConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['RegionEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Region']>;
    }
  >;
  RegionEdge: ResolverTypeWrapper<
    Omit<Types.RegionEdge, 'node'> & { node: ResolversTypes['Region'] }
  >;
};
/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Date: Types.Scalars['Date']['output'];
  Decimal: Types.Scalars['Decimal']['output'];
  URL: Types.Scalars['URL']['output'];
  PageInfo: Types.PageInfo;
  Boolean: Types.Scalars['Boolean']['output'];
  String: Types.Scalars['String']['output'];
  RegionInput: Types.RegionInput;
  ID: Types.Scalars['ID']['output'];
  Query: Record<PropertyKey, never>;
  Int: Types.Scalars['Int']['output'];
  Person: Pick<Types.Person, 'id'>;
  Lookups: Pick<Types.Lookups, 'person'>;
  Programme: ProgrammeModel;
  Period: Types.Period;
  Organisation: OrganisationModel;
  OrganisationRole: OrganisationRoleModel;
  PublicRole: PublicRoleModel;
  Region: RegionModel;
  TargetGroup: TargetGroupModel;
  Indicator: IndicatorModel;
  Measure: Types.Measure;
  SourceDocument: SourceDocumentModel;
  LearningPoint: LearningPointModel;
  PublicEvent: PublicEventModel;
  Deliverable: Omit<Types.Deliverable, 'to' | 'source'> & {
    to: Types.Maybe<ResolversParentTypes['Organisation']>;
    source: Types.Maybe<ResolversParentTypes['SourceDocument']>;
  };
  Term: TermModel;
  InstrumentQuestion: Types.InstrumentQuestion;
  InstrumentFinder: Pick<Types.InstrumentFinder, 'question'>;
  PartnerBoard: Pick<Types.PartnerBoard, 'moment'>;
  ProgrammeConnection: Omit<Types.ProgrammeConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['ProgrammeEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Programme']>;
  };
  ProgrammeEdge: Omit<Types.ProgrammeEdge, 'node'> & { node: ResolversParentTypes['Programme'] };
  OrganisationConnection: Omit<Types.OrganisationConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['OrganisationEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Organisation']>;
  };
  OrganisationEdge: Omit<Types.OrganisationEdge, 'node'> & {
    node: ResolversParentTypes['Organisation'];
  };
  RegionConnection: Omit<Types.RegionConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['RegionEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Region']>;
  };
  RegionEdge: Omit<Types.RegionEdge, 'node'> & { node: ResolversParentTypes['Region'] };
};
export type PageInfoResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  endCursor: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};
export type QueryResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  person: Resolver<
    Types.Maybe<ResolversTypes['Person']>,
    ParentType,
    ContextType,
    RequireFields<Types.QuerypersonArgs, 'id'>
  >;
  me: Resolver<Types.Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  programme: Resolver<
    Types.Maybe<ResolversTypes['Programme']>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryprogrammeArgs, 'id'>
  >;
  programmes: Resolver<
    Types.Maybe<ResolversTypes['ProgrammeConnection']>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryprogrammesArgs, 'first'>
  >;
  organisation: Resolver<
    Types.Maybe<ResolversTypes['Organisation']>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryorganisationArgs, 'id'>
  >;
  organisations: Resolver<
    Types.Maybe<ResolversTypes['OrganisationConnection']>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryorganisationsArgs, 'first'>
  >;
  region: Resolver<
    Types.Maybe<ResolversTypes['Region']>,
    ParentType,
    ContextType,
    Partial<Types.QueryregionArgs>
  >;
  regions: Resolver<
    Types.Maybe<ResolversTypes['RegionConnection']>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryregionsArgs, 'first'>
  >;
  indicator: Resolver<
    Types.Maybe<ResolversTypes['Indicator']>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryindicatorArgs, 'id'>
  >;
  indicators: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Indicator']>>,
    ParentType,
    ContextType,
    Partial<Types.QueryindicatorsArgs>
  >;
  learningPoints: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['LearningPoint']>>,
    ParentType,
    ContextType,
    Partial<Types.QuerylearningPointsArgs>
  >;
  publicEvents: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['PublicEvent']>>,
    ParentType,
    ContextType,
    Partial<Types.QuerypublicEventsArgs>
  >;
  vocabulary: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Term']>>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryvocabularyArgs, 'term'>
  >;
  instruments: Resolver<
    Types.Maybe<ResolversTypes['InstrumentFinder']>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryinstrumentsArgs, 'for'>
  >;
  partners: Resolver<Types.Maybe<ResolversTypes['PartnerBoard']>, ParentType, ContextType>;
};
export type PersonResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lookups: Resolver<Types.Maybe<ResolversTypes['Lookups']>, ParentType, ContextType>;
};
export type LookupsResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Lookups'] = ResolversParentTypes['Lookups'],
> = {
  person: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type ProgrammeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Programme'] = ResolversParentTypes['Programme'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  summary: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period: Resolver<Types.Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  regions: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Region']>>, ParentType, ContextType>;
  website: Resolver<Types.Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  indicators: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Indicator']>>,
    ParentType,
    ContextType
  >;
  learningPoints: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['LearningPoint']>>,
    ParentType,
    ContextType
  >;
  publicEvents: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['PublicEvent']>>,
    ParentType,
    ContextType
  >;
  deliverables: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Deliverable']>>,
    ParentType,
    ContextType
  >;
  roles: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['OrganisationRole']>>,
    ParentType,
    ContextType
  >;
  officials: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['PublicRole']>>,
    ParentType,
    ContextType
  >;
};
export type PeriodResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period'],
> = {
  start: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  end: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};
export type OrganisationResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Organisation'] = ResolversParentTypes['Organisation'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  formerNames: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['String']>>,
    ParentType,
    ContextType
  >;
  kvkNumber: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  oin: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  institutionCode: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  website: Resolver<Types.Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  roles: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['OrganisationRole']>>,
    ParentType,
    ContextType
  >;
};
export type OrganisationRoleResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['OrganisationRole'] =
    ResolversParentTypes['OrganisationRole'],
> = {
  organisation: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  programme: Resolver<Types.Maybe<ResolversTypes['Programme']>, ParentType, ContextType>;
  role: Resolver<ResolversTypes['RoleKind'], ParentType, ContextType>;
  branch: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region: Resolver<Types.Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  since: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};
export type PublicRoleResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PublicRole'] = ResolversParentTypes['PublicRole'],
> = {
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  office: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  organisation: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  source: Resolver<Types.Maybe<ResolversTypes['SourceDocument']>, ParentType, ContextType>;
  correction: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};
export type RegionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Region'] = ResolversParentTypes['Region'],
> = {
  kind: Resolver<ResolversTypes['RegionKind'], ParentType, ContextType>;
  code: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  aliases: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  members: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Region']>>,
    ParentType,
    ContextType,
    Partial<Types.RegionmembersArgs>
  >;
  overlaps: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Region']>>,
    ParentType,
    ContextType,
    Partial<Types.RegionoverlapsArgs>
  >;
  hasPartners: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  labourMarket: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Indicator']>>,
    ParentType,
    ContextType,
    Partial<Types.RegionlabourMarketArgs>
  >;
};
export type TargetGroupResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['TargetGroup'] = ResolversParentTypes['TargetGroup'],
> = {
  code: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};
export type IndicatorResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Indicator'] = ResolversParentTypes['Indicator'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  measure: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  value: Resolver<Types.Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  min: Resolver<Types.Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  max: Resolver<Types.Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  qualifier: Resolver<ResolversTypes['Qualifier'], ParentType, ContextType>;
  unit: Resolver<ResolversTypes['Unit'], ParentType, ContextType>;
  asOf: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  period: Resolver<Types.Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  programme: Resolver<Types.Maybe<ResolversTypes['Programme']>, ParentType, ContextType>;
  region: Resolver<Types.Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  sector: Resolver<Types.Maybe<ResolversTypes['Sector']>, ParentType, ContextType>;
  source: Resolver<ResolversTypes['SourceDocument'], ParentType, ContextType>;
  correction: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};
export type MeasureResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Measure'] = ResolversParentTypes['Measure'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};
export type SourceDocumentResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['SourceDocument'] =
    ResolversParentTypes['SourceDocument'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  file: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  publisher: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  date: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  url: Resolver<Types.Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  states: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};
export type LearningPointResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['LearningPoint'] = ResolversParentTypes['LearningPoint'],
> = {
  text: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  topic: Resolver<Types.Maybe<ResolversTypes['LearningTopic']>, ParentType, ContextType>;
  programme: Resolver<Types.Maybe<ResolversTypes['Programme']>, ParentType, ContextType>;
  source: Resolver<Types.Maybe<ResolversTypes['SourceDocument']>, ParentType, ContextType>;
};
export type PublicEventResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PublicEvent'] = ResolversParentTypes['PublicEvent'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  date: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  place: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  by: Resolver<Types.Maybe<ResolversTypes['PublicRole']>, ParentType, ContextType>;
  providedBy: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  programme: Resolver<Types.Maybe<ResolversTypes['Programme']>, ParentType, ContextType>;
  source: Resolver<Types.Maybe<ResolversTypes['SourceDocument']>, ParentType, ContextType>;
};
export type DeliverableResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Deliverable'] = ResolversParentTypes['Deliverable'],
> = {
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dueOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  to: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  source: Resolver<Types.Maybe<ResolversTypes['SourceDocument']>, ParentType, ContextType>;
};
export type TermResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Term'] = ResolversParentTypes['Term'],
> = {
  dutch: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  english: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  definition: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  typePath: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source: Resolver<Types.Maybe<ResolversTypes['SourceDocument']>, ParentType, ContextType>;
};
export type InstrumentFinderResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['InstrumentFinder'] =
    ResolversParentTypes['InstrumentFinder'],
> = {
  question: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type PartnerBoardResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PartnerBoard'] = ResolversParentTypes['PartnerBoard'],
> = {
  moment: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type ProgrammeConnectionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['ProgrammeConnection'] =
    ResolversParentTypes['ProgrammeConnection'],
> = {
  edges: Resolver<ReadonlyArray<ResolversTypes['ProgrammeEdge']>, ParentType, ContextType>;
  nodes: Resolver<ReadonlyArray<ResolversTypes['Programme']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};
export type ProgrammeEdgeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['ProgrammeEdge'] = ResolversParentTypes['ProgrammeEdge'],
> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Programme'], ParentType, ContextType>;
};
export type OrganisationConnectionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['OrganisationConnection'] =
    ResolversParentTypes['OrganisationConnection'],
> = {
  edges: Resolver<ReadonlyArray<ResolversTypes['OrganisationEdge']>, ParentType, ContextType>;
  nodes: Resolver<ReadonlyArray<ResolversTypes['Organisation']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};
export type OrganisationEdgeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['OrganisationEdge'] =
    ResolversParentTypes['OrganisationEdge'],
> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Organisation'], ParentType, ContextType>;
};
export type RegionConnectionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['RegionConnection'] =
    ResolversParentTypes['RegionConnection'],
> = {
  edges: Resolver<ReadonlyArray<ResolversTypes['RegionEdge']>, ParentType, ContextType>;
  nodes: Resolver<ReadonlyArray<ResolversTypes['Region']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};
export type RegionEdgeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['RegionEdge'] = ResolversParentTypes['RegionEdge'],
> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
};
export type Resolvers<ContextType = Context> = {
  Date: GraphQLScalarType;
  Decimal: GraphQLScalarType;
  URL: GraphQLScalarType;
  PageInfo: PageInfoResolvers<ContextType>;
  Query: QueryResolvers<ContextType>;
  Person: PersonResolvers<ContextType>;
  Lookups: LookupsResolvers<ContextType>;
  Programme: ProgrammeResolvers<ContextType>;
  Period: PeriodResolvers<ContextType>;
  Organisation: OrganisationResolvers<ContextType>;
  OrganisationRole: OrganisationRoleResolvers<ContextType>;
  PublicRole: PublicRoleResolvers<ContextType>;
  Region: RegionResolvers<ContextType>;
  TargetGroup: TargetGroupResolvers<ContextType>;
  Indicator: IndicatorResolvers<ContextType>;
  Measure: MeasureResolvers<ContextType>;
  SourceDocument: SourceDocumentResolvers<ContextType>;
  LearningPoint: LearningPointResolvers<ContextType>;
  PublicEvent: PublicEventResolvers<ContextType>;
  Deliverable: DeliverableResolvers<ContextType>;
  Term: TermResolvers<ContextType>;
  InstrumentFinder: InstrumentFinderResolvers<ContextType>;
  PartnerBoard: PartnerBoardResolvers<ContextType>;
  ProgrammeConnection: ProgrammeConnectionResolvers<ContextType>;
  ProgrammeEdge: ProgrammeEdgeResolvers<ContextType>;
  OrganisationConnection: OrganisationConnectionResolvers<ContextType>;
  OrganisationEdge: OrganisationEdgeResolvers<ContextType>;
  RegionConnection: RegionConnectionResolvers<ContextType>;
  RegionEdge: RegionEdgeResolvers<ContextType>;
};
